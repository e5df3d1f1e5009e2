import MeshAPI

extension RouteMatchPlan {
  /// The conditions that a match puts on requests (those on the client are decided before).
  init(_ match: HTTPMatchRequest) {
    self.init()
    ignoresPathCase = match.ignoreUriCase
    switch match.uri {
    case .exact(let text): path = .exact(text)
    case .prefix(let text): path = match.matchesSegments ? Self.segments(text) : .prefix(text)
    case .regex(let text): path = .regex(text)
    case nil: break
    }
    headers = Self.conditions(match.headers, isInverted: false) + Self.conditions(match.withoutHeaders, isInverted: true)
    headers.sort { ($0.name, $0.isInverted ? 1 : 0) < ($1.name, $1.isInverted ? 1 : 0) }
    for (name, value) in [(":method", match.method), (":authority", match.authority), (":scheme", match.scheme)] {
      if let value { headers.append(Self.condition(name, value, isInverted: false)) }
    }
    queryParameters = Self.conditions(match.queryParams, isInverted: false)
    claims = Self.claims(match.headers, isInverted: false) + Self.claims(match.withoutHeaders, isInverted: true)
  }

  /// A slash at the end says nothing.
  private static func segments(_ prefix: String) -> Path {
    let path = prefix.hasSuffix("/") ? String(prefix.dropLast()) : prefix
    return path.isEmpty ? .prefix("/") : .segments(path)
  }

  private static func conditions(_ matches: [String: StringMatch?], isInverted: Bool) -> [Condition] {
    matches.filter { ClaimPath.read($0.key) == nil }.sorted { $0.key < $1.key }.map {
      condition($0.key, $0.value, isInverted: isInverted)
    }
  }

  /// What rules ask of claims stands among the headers, under names that no header can have.
  private static func claims(_ matches: [String: StringMatch?], isInverted: Bool) -> [ClaimCondition] {
    matches.sorted { $0.key < $1.key }.compactMap { name, value in
      ClaimPath.read(name).map { path in
        ClaimCondition(path: path, value: condition(name, value, isInverted: isInverted).value, isInverted: isInverted)
      }
    }
  }

  /// `regex: "*"` is no regular expression, but asks for presence (Istio's rule).
  private static func condition(_ name: String, _ value: StringMatch?, isInverted: Bool) -> Condition {
    Condition(name: name, value: value == .regex("*") ? nil : value, isInverted: isInverted)
  }
}
