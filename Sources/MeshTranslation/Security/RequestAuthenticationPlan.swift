package import MeshAPI
import MeshModel

/// Which tokens requests may carry. A request without a token passes; one with a token that nobody accepts is refused.
package struct RequestAuthenticationPlan: Hashable, Sendable {
  /// One issuer.
  package struct Provider: Hashable, Sendable {
    package var name: String
    package var rule: JWTRule
    /// The key set as JSON; nil where there is none yet, so that every token of the issuer is refused.
    package var keys: String?

    package init(name: String, rule: JWTRule, keys: String?) {
      self.name = name
      self.rule = rule
      self.keys = keys
    }

    /// The claims that hold words with spaces between them.
    package var spaceDelimitedClaims: [String] {
      var seen: Set<String> = []
      return (Self.wordLists + rule.spaceDelimitedClaims).filter { seen.insert($0).inserted }
    }

    private static let wordLists = ["scope", "permission"]
  }

  /// At least one, sorted by issuer.
  package var providers: [Provider]
  /// Whether the route is chosen anew once a token is verified.
  package var clearsRouteCache: Bool

  /// nil where no object has a rule.
  init?(_ inputs: SecurityInputs, clearsRouteCache: Bool) {
    let rules = inputs.authentications.flatMap(\.spec.jwtRules)
    guard !rules.isEmpty else { return nil }
    let sorted = rules.enumerated().sorted { ($0.element.issuer, $0.offset) < ($1.element.issuer, $1.offset) }
    providers = sorted.enumerated().map { index, entry in
      Provider(name: "origins-\(index)", rule: entry.element, keys: Self.keys(of: entry.element, inputs))
    }
    self.clearsRouteCache = clearsRouteCache
  }

  private static func keys(of rule: JWTRule, _ inputs: SecurityInputs) -> String? {
    if case .inline(let json) = rule.keys { return json }
    return rule.keySetURL.flatMap { inputs.keySets[$0]?.value.json }
  }
}
