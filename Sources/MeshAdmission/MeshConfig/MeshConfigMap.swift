import MeshAPI

/// Reads the settings of the mesh where Istio keeps them: as a text in the ConfigMap `istio`.
enum MeshConfigMap {
  /// - Returns: nil where the ConfigMap holds none. The config is nil where the report says what is wrong with it.
  static func read(_ fields: FieldReader) -> (config: MeshConfig?, text: [UInt8])? {
    let entries = fields.entry("data")?.value.entries ?? []
    if let networks = entries.first(where: { $0.key == "meshNetworks" })?.value.string, namesNetworks(networks) {
      fields.report(
        .warning, .notSupported, "data", key: "meshNetworks",
        "networks and their gateways are not supported yet, they have no effect")
    }
    guard let entry = entries.first(where: { $0.key == "mesh" }) else {
      fields.report(.warning, .required, "data", "without \"mesh\" this ConfigMap says nothing of the mesh")
      return nil
    }
    guard let text = entry.value.string else {
      fields.report(
        .error, .wrongType, "data", key: "mesh", "must be a text", suggestion: "write \"mesh: |\" and indent the rest")
      return nil
    }
    // A text of several lines begins below its key.
    let linesBefore = Int(entry.line) - (text.contains("\n") ? 0 : 1)
    let path = FieldPath.root().field("data").field("mesh")
    let bytes = Array(text.utf8)
    let config = Admission(options: fields.report.options)
      .meshConfig(bytes, path: path, linesBefore: linesBefore, report: fields.report)
    return (config, bytes)
  }

  /// Istio's installers write an empty list of networks.
  private static func namesNetworks(_ text: String) -> Bool {
    !["", "{}", "networks:", "networks:{}"].contains(text.filter { !$0.isWhitespace })
  }
}
