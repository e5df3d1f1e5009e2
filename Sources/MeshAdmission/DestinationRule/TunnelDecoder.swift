import MeshAPI

/// Reads `tunnel` of a traffic policy.
enum TunnelDecoder {
  static func decode(_ fields: FieldReader) -> TunnelSettings? {
    let method = fields.choice("protocol", TunnelSettings.Method.allCases)
    let host = fields.requiredString("targetHost")
    if !fields.has("targetPort") { fields.missing("targetPort") }
    let port = fields.port("targetPort")
    if let host, !AddressRules.isIP(host), let problem = NameRules.hostName(host) {
      fields.report(problem.severity, problem.code, "targetHost", problem.message, suggestion: problem.suggestion)
    }
    guard let host, let port else { return nil }
    return TunnelSettings(method: method ?? .connect, targetHost: host, targetPort: port)
  }
}
