import MeshAPI

/// Names and values of HTTP headers, as Envoy takes them.
enum HeaderRules {
  /// A name in a match: a token of RFC 9110, a pseudo header (`:method`), or a claim (`@request.auth.claims...`).
  static func matchName(_ name: String) -> RuleProblem? {
    if name.hasPrefix(":"), name.utf8.count > 1 { return self.name(String(name.dropFirst())) }
    if name.hasPrefix(ClaimPath.prefix) { return claim(name) }
    return self.name(name)
  }

  private static func claim(_ name: String) -> RuleProblem? {
    guard ClaimPath.read(name) == nil else { return nil }
    let prefix = ClaimPath.prefix
    return RuleProblem(
      "\"\(name)\" does not name a claim", suggestion: "write for example \(prefix).sub or \(prefix)[a][b]")
  }

  /// The name of a cookie: a token of RFC 6265.
  static func cookieName(_ name: String) -> RuleProblem? {
    guard !name.isEmpty else { return RuleProblem(.required, "a cookie's name must not be empty") }
    return name.utf8.allSatisfy { isTokenByte($0) } ? nil : RuleProblem("\"\(name)\" is not the name of a cookie")
  }

  /// A name that is listed (allowed, exposed).
  static func name(_ name: String) -> RuleProblem? {
    guard !name.isEmpty else { return RuleProblem(.required, "a header name must not be empty") }
    guard name.utf8.allSatisfy({ isTokenByte($0) }) else {
      return RuleProblem("\"\(name)\" is not a valid header name")
    }
    return nil
  }

  /// A name that is set, added or removed: pseudo headers and `host` belong to Envoy, except for setting the authority.
  static func operationName(_ name: String, mayBeAuthority: Bool) -> RuleProblem? {
    let lowercased = name.lowercased()
    if lowercased == ":authority" || lowercased == "host" {
      return mayBeAuthority
        ? nil : RuleProblem("the header \"\(name)\" cannot be changed here", suggestion: "use rewrite.authority")
    }
    if lowercased.hasPrefix(":") {
      let instead =
        switch lowercased {
        case ":path": "use rewrite.uri"
        case ":method", ":scheme", ":status": "leave it to Envoy"
        default: "remove it"
        }
      return RuleProblem("the pseudo header \"\(name)\" cannot be changed", suggestion: instead)
    }
    return self.name(name)
  }

  static func isAuthority(_ name: String) -> Bool {
    let lowercased = name.lowercased()
    return lowercased == ":authority" || lowercased == "host"
  }

  static func isTokenByte(_ byte: UInt8) -> Bool {
    NameRules.isAlphanumeric(byte) || "!#$%&'*+-.^_`|~".utf8.contains(byte)
  }
}
