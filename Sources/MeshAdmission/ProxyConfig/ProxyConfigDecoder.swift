import MeshAPI

/// Reads a ProxyConfig's `spec`.
enum ProxyConfigDecoder {
  /// Istio's bound for the value of one variable.
  private static let maximumValue = 2048

  static func decode(_ spec: FieldReader) -> ProxyConfig {
    var config = ProxyConfig()
    config.selector = SelectorRules.policySelector(from: spec)
    config.concurrency = spec.integer("concurrency", in: 0...Int(Int32.max))
    config.environmentVariables = spec.textMap("environmentVariables") ?? [:]
    for (name, value) in config.environmentVariables.sorted(by: { $0.key < $1.key }) {
      if name.isEmpty || name.contains("=") {
        spec.report(.error, .invalidValue, "environmentVariables", key: name, "\"\(name)\" is not the name of a variable")
      } else if value.utf8.count > maximumValue {
        spec.report(
          .error, .limit, "environmentVariables", key: name, "a value is longer than \(maximumValue) characters")
      }
    }
    config.imageType = spec.object("image") { $0.string("imageType") }
    return config
  }
}
