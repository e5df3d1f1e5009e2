import MeshAPI

/// URLs that a control plane fetches something from.
enum URLRules {
  /// Characters of one URL.
  private static let maximumLength = 2048

  /// An absolute `http` or `https` URL without credentials. The message does not repeat it, since it may hold some.
  static func http(_ text: String) -> RuleProblem? {
    guard text.utf8.count <= maximumLength else {
      return RuleProblem(.limit, "the URL is longer than \(maximumLength) characters")
    }
    guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !"\"<>\\^`{|}".utf8.contains($0) }) else {
      return RuleProblem("the URL holds a character that must be escaped")
    }
    let suggestion = "write https://HOST/PATH"
    let lowercased = text.lowercased()
    let isPlain = lowercased.hasPrefix("http://")
    guard isPlain || lowercased.hasPrefix("https://") else {
      return RuleProblem("not an http or https URL", suggestion: suggestion)
    }
    let authority = text.dropFirst(isPlain ? 7 : 8).prefix { !"/?#".contains($0) }
    guard !authority.contains("@") else {
      return RuleProblem("a URL in a rule must not hold a user name or a password", suggestion: suggestion)
    }
    guard isHostAndPort(authority) else { return RuleProblem("the URL has no valid host and port", suggestion: suggestion) }
    guard isPlain else { return nil }
    var problem = RuleProblem(
      .insecure, "what is fetched over http can be changed by anyone on the way", suggestion: "write https://")
    problem.severity = .warning
    return problem
  }

  private static func isHostAndPort(_ authority: Substring) -> Bool {
    let host: Substring
    let port: Substring
    if authority.hasPrefix("[") {
      guard let end = authority.firstIndex(of: "]"), AddressRules.isIPv6(authority[..<end].dropFirst()) else { return false }
      (host, port) = ("", authority[authority.index(after: end)...])
    } else {
      host = authority.prefix { $0 != ":" }
      port = authority.dropFirst(host.count)
      guard AddressRules.isIPv4(host) || NameRules.hostName(String(host)) == nil else { return false }
    }
    if port.isEmpty { return true }
    guard port.hasPrefix(":"), let number = PolicyTextRules.portNumber(String(port.dropFirst())) else { return false }
    return number > 0
  }
}
