import MeshAPI

/// The values that authorization rules compare with.
enum PolicyTextRules {
  /// A text that may start or end with one `*`.
  static func pattern(_ text: String) -> RuleProblem? {
    guard !text.isEmpty else { return RuleProblem(.required, "an entry must not be empty") }
    guard text.contains("*") else { return nil }
    let inner = text.hasPrefix("*") ? text.dropFirst() : text.hasSuffix("*") ? text.dropLast() : text[...]
    guard inner.contains("*") else { return nil }
    return .suspicious("\"\(text)\": a \"*\" counts at one end of a text alone; any other stands for itself")
  }

  /// A part of an identity that may start or end with one `*`: a namespace or a trust domain. Another `*` would count as well, in the
  /// middle of the identity, so there must be none.
  static func identityPart(_ text: String) -> RuleProblem? {
    guard var problem = pattern(text) else { return nil }
    if problem.code == .suspicious {
      problem = RuleProblem(
        "\"\(text)\": a \"*\" may stand at one end of a text alone", suggestion: "name the values that are meant")
    }
    return problem
  }

  /// `TRUSTDOMAIN/ns/NAMESPACE/sa/SERVICEACCOUNT`.
  static func principal(_ text: String) -> RuleProblem? {
    guard text.hasPrefix("spiffe://") else { return pattern(text) }
    return .suspicious(
      "\"\(text)\" never matches: principals are compared without spiffe://",
      suggestion: "write \(text.dropFirst("spiffe://".count))")
  }

  /// `NAMESPACE/SERVICEACCOUNT` or `SERVICEACCOUNT`.
  static func serviceAccount(_ text: String) -> RuleProblem? {
    guard !text.isEmpty else { return RuleProblem(.required, "an entry must not be empty") }
    guard text.utf8.count <= maximumServiceAccountLength else {
      return RuleProblem(.limit, "a service account is longer than \(maximumServiceAccountLength) characters")
    }
    guard !text.contains("*") else { return RuleProblem("\"\(text)\": wildcards are not allowed in service accounts") }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, !parts.contains(where: \.isEmpty) else {
      return RuleProblem("\"\(text)\" is not a service account", suggestion: "write name or namespace/name")
    }
    return nil
  }

  /// Istio's bounds for service accounts.
  static let maximumServiceAccounts = 16
  private static let maximumServiceAccountLength = 320

  static func host(_ text: String) -> RuleProblem? {
    if text.contains("/") { return .suspicious("\"\(text)\" never matches: a host has no scheme and no path") }
    return pattern(text)
  }

  static func method(_ text: String) -> RuleProblem? {
    guard text.utf8.allSatisfy({ HeaderRules.isTokenByte($0) }) else {
      return RuleProblem("\"\(text)\" is not an HTTP method", suggestion: "write for example GET")
    }
    if text.utf8.contains(where: { (0x61...0x7A).contains($0) }) {
      return .suspicious(
        "\"\(text)\" hardly ever matches: methods are compared in their case", suggestion: "write \(text.uppercased())")
    }
    return pattern(text)
  }

  static func port(_ text: String) -> RuleProblem? {
    portNumber(text) == nil ? RuleProblem(.outOfRange, "\"\(text)\" is not a port, 0...65535") : nil
  }

  /// A decimal number, 0...65535.
  static func portNumber(_ text: String) -> Int? {
    guard (1...5).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let number = Int(text), number <= 65535
    else { return nil }
    return number
  }

  static func subnet(_ text: String) -> RuleProblem? { AddressRules.subnet(text) }

  /// A path, a path with a `*` at one end, or a path template.
  static func path(_ text: String) -> RuleProblem? {
    guard !text.isEmpty else { return RuleProblem(.required, "an entry must not be empty") }
    if text.contains("{") || text.contains("}") { return template(text) }
    if text.contains("?") || text.contains("#") {
      return .suspicious("\"\(text)\" never matches: paths are compared without the query")
    }
    if !text.hasPrefix("/"), !text.hasPrefix("*") {
      return .suspicious("\"\(text)\" never matches: a path starts with /", suggestion: "write /\(text)")
    }
    return pattern(text)
  }

  /// Envoy's URI templates, as far as Istio takes them: `{*}` for one segment, `{**}` for any number, nothing behind it that
  /// is not a plain text.
  private static func template(_ text: String) -> RuleProblem? {
    guard text.hasPrefix("/") else {
      return RuleProblem("\"\(text)\": a path template starts with /", suggestion: "write /\(text)")
    }
    var segments = text.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    if segments.last?.isEmpty == true { segments = segments.dropLast() }
    var hasRest = false
    for segment in segments {
      if segment == "{*}" || segment == "{**}" {
        guard !hasRest else { return RuleProblem("\"\(text)\": {**} must be the last of the path's operators") }
        hasRest = segment == "{**}"
      } else if segment.contains("{") || segment.contains("}") {
        return RuleProblem("\"\(text)\": \"\(segment)\" is neither {*} nor {**} nor a plain text")
      } else if segment.isEmpty || !segment.utf8.allSatisfy({ isPathByte($0) }) {
        return RuleProblem("\"\(text)\": \"\(segment)\" is not a segment that a path template can hold")
      }
    }
    return nil
  }

  /// RFC 3986 `pchar`, without `*`.
  private static func isPathByte(_ byte: UInt8) -> Bool {
    NameRules.isAlphanumeric(byte) || "-._~%!$&'()+,;=:@".utf8.contains(byte)
  }
}

extension RuleProblem {
  /// A warning about something that is accepted and hardly meant.
  static func suspicious(_ message: String, suggestion: String? = nil) -> RuleProblem {
    var problem = RuleProblem(.suspicious, message, suggestion: suggestion)
    problem.severity = .warning
    return problem
  }
}
