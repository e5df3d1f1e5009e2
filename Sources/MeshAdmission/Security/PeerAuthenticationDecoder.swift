import MeshAPI

/// Reads a PeerAuthentication's `spec`.
enum PeerAuthenticationDecoder {
  static func decode(_ spec: FieldReader) -> PeerAuthentication {
    let selector = SelectorRules.policySelector(from: spec)
    let mode = spec.object("mtls") { self.mode($0) }
    let ports = portModes(from: spec)
    if spec.has("portLevelMtls"), selector == nil {
      spec.report(
        .error, .conflict, "portLevelMtls", "portLevelMtls needs a selector: ports are those of single workloads",
        suggestion: "add a selector, or remove portLevelMtls")
    }
    return PeerAuthentication(selector: selector, mode: mode ?? .unset, portLevelModes: ports)
  }

  private static func mode(_ fields: FieldReader) -> PeerAuthentication.Mode {
    fields.choice("mode", PeerAuthentication.Mode.allCases) ?? .unset
  }

  private static func portModes(from spec: FieldReader) -> [Int: PeerAuthentication.Mode] {
    let written = spec.objectMap("portLevelMtls", nullIsEmpty: true) { _, fields in mode(fields) }
    if let entries = spec.entry("portLevelMtls")?.value.entries, entries.isEmpty {
      spec.report(
        .error, .required, "portLevelMtls", "portLevelMtls must name at least one port", suggestion: "remove it")
    }
    var modes: [Int: PeerAuthentication.Mode] = [:]
    for (key, mode) in written.sorted(by: { $0.key < $1.key }) {
      guard let port = PolicyTextRules.portNumber(key), port > 0 else {
        spec.report(.error, .outOfRange, "portLevelMtls", key: key, "\"\(key)\" is not a port, 1...65535")
        continue
      }
      if modes.updateValue(mode, forKey: port) != nil {
        spec.report(.error, .duplicateName, "portLevelMtls", key: key, "the port \(port) has a mode already")
      }
    }
    return modes
  }
}
