import MeshAPI

extension HTTPMatchRequest {
  /// Whether every request that another match takes is taken by this one, too. Says no where it would take more than a look at the
  /// texts to know: of two expressions nobody knows which takes more.
  func covers(_ other: HTTPMatchRequest) -> Bool {
    coversPath(of: other) && Self.covers(scheme, other.scheme) && Self.covers(method, other.method)
      && Self.covers(authority, other.authority) && (port == nil || port == other.port)
      && (sourceNamespace == nil || sourceNamespace == other.sourceNamespace)
      && sourceLabels.allSatisfy { other.sourceLabels[$0.key] == $0.value }
      && (gateways.isEmpty || (!other.gateways.isEmpty && Set(other.gateways).isSubset(of: gateways)))
      && Self.covers(headers, other.headers) && Self.covers(queryParams, other.queryParams)
      && withoutHeaders.allSatisfy { other.withoutHeaders[$0.key] == $0.value }
  }

  /// Whether there is no path that it leaves out.
  var takesAllPaths: Bool { uri == nil || uri == .prefix("/") || uri == .regex(".*") || uri == .regex("/.*") }

  private func coversPath(of other: HTTPMatchRequest) -> Bool {
    if takesAllPaths { return true }
    guard let uri, let path = other.uri, ignoreUriCase || !other.ignoreUriCase else { return false }
    if uri == path, matchesSegments == other.matchesSegments { return true }
    return switch (uri, path) {
    case (.exact(let text), .exact(let given)): isSame(given, text)
    case (.prefix(let text), .exact(let given)): startsWith(text, given)
    case (.prefix(let text), .prefix(let given)): startsWith(text, given) && (!matchesSegments || other.matchesSegments)
    default: false
    }
  }

  private func isSame(_ path: String, _ text: String) -> Bool {
    ignoreUriCase ? path.lowercased() == text.lowercased() : path == text
  }

  private func startsWith(_ prefix: String, _ path: String) -> Bool {
    let (prefix, path) = ignoreUriCase ? (prefix.lowercased(), path.lowercased()) : (prefix, path)
    guard path.utf8.starts(with: prefix.utf8) else { return false }
    guard matchesSegments, !prefix.hasSuffix("/") else { return true }
    return path.utf8.count == prefix.utf8.count || path.utf8.dropFirst(prefix.utf8.count).first == UInt8(ascii: "/")
  }

  private static func covers(_ condition: StringMatch?, _ other: StringMatch?) -> Bool {
    guard let condition else { return true }
    guard let other else { return false }
    if condition == other { return true }
    guard case .prefix(let text) = condition else { return false }
    return switch other {
    case .exact(let given), .prefix(let given): given.utf8.starts(with: text.utf8)
    case .regex: false
    }
  }

  /// A condition that is nil asks for presence, which any condition asks for, too.
  private static func covers(_ conditions: [String: StringMatch?], _ others: [String: StringMatch?]) -> Bool {
    conditions.allSatisfy { name, condition in
      guard let other = others[name] else { return false }
      return condition == nil || covers(condition, other)
    }
  }
}
