import MeshAPI

extension HTTPRoute {
  /// This route of a delegate as it counts under the rule of the root that names the delegate: what the delegate sets wins, the
  /// rest is the root's.
  /// - Returns: nil when some match of this route fits under none of the root's matches; Istio drops the whole route then.
  func delegated(from root: HTTPRoute) -> HTTPRoute? {
    guard let matches = Self.narrowed(root.match, by: match) else { return nil }
    var merged = self
    merged.match = matches
    merged.name = Self.joined(root.name, name)
    merged.redirect = redirect ?? root.redirect
    merged.directResponse = directResponse ?? root.directResponse
    merged.rewrite = rewrite ?? root.rewrite
    merged.timeout = timeout ?? root.timeout
    merged.retries = retries ?? root.retries
    merged.fault = fault ?? root.fault
    merged.mirrors = mirrors.isEmpty ? root.mirrors : mirrors
    merged.corsPolicy = corsPolicy ?? root.corsPolicy
    merged.headers = headers ?? root.headers
    merged.delegate = nil
    return merged
  }

  /// Every match of the delegate joined with every match of the root that it does not contradict.
  private static func narrowed(_ root: [HTTPMatchRequest], by leaf: [HTTPMatchRequest]) -> [HTTPMatchRequest]? {
    if root.isEmpty { return leaf }
    if leaf.isEmpty { return root }
    var merged: [HTTPMatchRequest] = []
    for match in leaf {
      let fitting = root.filter { !match.contradicts($0) }
      if fitting.isEmpty { return nil }
      merged += fitting.map { match.narrowing($0) }
    }
    return merged
  }

  fileprivate static func joined(_ root: String?, _ leaf: String?) -> String? {
    guard let leaf, !leaf.isEmpty else { return root }
    guard let root, !root.isEmpty else { return leaf }
    return "\(root)-\(leaf)"
  }
}

extension HTTPMatchRequest {
  fileprivate func narrowing(_ root: HTTPMatchRequest) -> HTTPMatchRequest {
    var merged = self
    merged.name = HTTPRoute.joined(root.name, name)
    merged.uri = uri ?? root.uri
    merged.scheme = scheme ?? root.scheme
    merged.method = method ?? root.method
    merged.authority = authority ?? root.authority
    merged.headers = root.headers.merging(headers) { $1 }
    merged.withoutHeaders = root.withoutHeaders.merging(withoutHeaders) { $1 }
    merged.queryParams = root.queryParams.merging(queryParams) { $1 }
    merged.port = port ?? root.port
    merged.sourceLabels = root.sourceLabels.merging(sourceLabels) { $1 }
    merged.sourceNamespace = sourceNamespace ?? root.sourceNamespace
    merged.gateways = gateways.isEmpty ? root.gateways : gateways
    merged.statPrefix = statPrefix ?? root.statPrefix
    return merged
  }

  /// Whether this match of a delegate can not be a part of the root's match.
  fileprivate func contradicts(_ root: HTTPMatchRequest) -> Bool {
    if Self.conflict(root.uri, uri) || Self.conflict(root.scheme, scheme) { return true }
    if Self.conflict(root.method, method) || Self.conflict(root.authority, authority) { return true }
    if Self.conflict(root.headers, headers) || Self.conflict(root.withoutHeaders, withoutHeaders) { return true }
    if Self.conflict(root.queryParams, queryParams) || root.ignoreUriCase != ignoreUriCase { return true }
    if let port, let wanted = root.port, port != wanted { return true }
    if sourceLabels.contains(where: { key, value in root.sourceLabels[key, default: value] != value }) { return true }
    if let sourceNamespace, let wanted = root.sourceNamespace, sourceNamespace != wanted { return true }
    return !root.gateways.isEmpty && !gateways.allSatisfy(root.gateways.contains)
  }

  private static func conflict(_ root: [String: StringMatch?], _ leaf: [String: StringMatch?]) -> Bool {
    leaf.contains { key, match in conflict(root[key] ?? nil, match) }
  }

  private static func conflict(_ root: StringMatch?, _ leaf: StringMatch?) -> Bool {
    guard let root, let leaf else { return false }
    switch (root, leaf) {
    case (.regex, _), (_, .regex): return true
    case (.exact, .prefix): return true
    case (.exact(let left), .exact(let right)): return left != right
    case (.prefix(let left), .exact(let right)), (.prefix(let left), .prefix(let right)): return !right.hasPrefix(left)
    }
  }
}
