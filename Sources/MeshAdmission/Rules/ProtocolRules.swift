import MeshAPI

/// The protocol names that a port may carry.
enum ProtocolRules {
  static let names = [
    "HTTP", "HTTP2", "HTTPS", "GRPC", "GRPC-WEB", "TCP", "TLS", "UDP", "MONGO", "REDIS", "MYSQL", "HBONE",
  ]

  /// Names count in any case.
  /// - Parameter mayBeProxy: whether applications may take the port for an HTTP proxy (`HTTP_PROXY`).
  static func check(_ name: String, mayBeProxy: Bool = false) -> RuleProblem? {
    let names = mayBeProxy ? names + ["HTTP_PROXY"] : names
    guard !names.contains(name.uppercased()) else { return nil }
    return RuleProblem(
      "\"\(name)\" is not a protocol; known are \(names.joined(separator: ", "))",
      suggestion: NameSuggestion.nearest(to: name, among: names).map { "did you mean \($0)?" })
  }

  static func isHTTP(_ name: String) -> Bool {
    ["HTTP", "HTTP2", "GRPC", "GRPC-WEB"].contains(name.uppercased())
  }

  /// Whether connections start with TLS.
  static func isTLS(_ name: String) -> Bool { ["HTTPS", "TLS"].contains(name.uppercased()) }
}
