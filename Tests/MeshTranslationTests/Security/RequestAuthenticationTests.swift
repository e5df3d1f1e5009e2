import MeshAPI
import MeshModel
import Testing

@testable import MeshTranslation

/// The table of docs/security.md, "Request authentication".
@Suite struct RequestAuthenticationTests {
  private static let keys = #"{"keys":[{"kty":"RSA","n":"AQ","e":"AQAB"}]}"#

  private static func rule(_ issuer: String, _ keys: JWTRule.KeySource = .discovery) -> JWTRule {
    JWTRule(issuer: issuer, keys: keys)
  }

  @Test func rulesOfAllObjectsAddUpSortedByIssuer() throws {
    var mesh = MeshFixture()
    mesh.authentication("b", RequestAuthentication(jwtRules: [Self.rule("z.test"), Self.rule("b.test")]))
    mesh.authentication("a", in: "istio-system", RequestAuthentication(jwtRules: [Self.rule("m.test")]))
    let plan = try #require(mesh.plan().authentication)
    #expect(plan.providers.map(\.rule.issuer) == ["b.test", "m.test", "z.test"])
    #expect(plan.providers.map(\.name) == ["origins-0", "origins-1", "origins-2"])
    #expect(!plan.clearsRouteCache)
    #expect(mesh.plan(.tcp).authentication == nil)
  }

  @Test func anObjectWithoutRulesAsksForNothing() {
    var mesh = MeshFixture()
    mesh.authentication("a", RequestAuthentication())
    #expect(mesh.plan() == .none)
  }

  @Test(arguments: [
    (JWTRule.KeySource.inline("inline"), "inline" as String?), (.url("https://a.test/keys"), Self.keys),
    (.url("https://b.test/keys"), nil), (.discovery, "discovered"),
  ]) func keysComeFromTheRuleOrAreFetched(_ source: JWTRule.KeySource, _ keys: String?) throws {
    var mesh = MeshFixture()
    for (url, json) in [
      ("https://a.test/keys", Self.keys), ("https://issuer.test/.well-known/openid-configuration", "discovered"),
      ("https://unused.test", "unused"),
    ] {
      mesh.snapshot.keySets[url] = Shared(KeySet(url: url, json: json))
    }
    mesh.authentication("a", RequestAuthentication(jwtRules: [Self.rule("https://issuer.test/", source)]))
    #expect(try #require(mesh.plan().authentication).providers.map(\.keys) == [keys])
    // What no rule of the workload names is no part of its key.
    #expect(mesh.security().keySets["https://unused.test"] == nil)
  }

  @Test func claimsOfWordsAreListed() {
    var rule = Self.rule("a.test")
    rule.spaceDelimitedClaims = ["roles", "scope"]
    let provider = RequestAuthenticationPlan.Provider(name: "p", rule: rule, keys: nil)
    #expect(provider.spaceDelimitedClaims == ["scope", "permission", "roles"])
  }

  @Test(arguments: [
    ("@request.auth.claims.sub", ["sub"] as [String]?), ("@request.auth.claims.a.b", ["a", "b"]),
    ("@Request.Auth.Claims[a.b]", ["a.b"]), ("@request.auth.claims[a][b.c]", ["a", "b.c"]),
    ("@request.auth.claims[https://a.test/x]", ["https://a.test/x"]), ("@request.auth.claims", nil),
    ("@request.auth.claims.", nil), ("@request.auth.claims.a..b", nil), ("@request.auth.claims[]", nil),
    ("@request.auth.claims[a", nil), ("@request.auth.claimsX", nil), ("x-header", nil), (":method", nil),
  ]) func namesOfClaims(_ name: String, _ path: [String]?) { #expect(ClaimPath.read(name) == path) }

  @Test func routesMayAskForClaims() {
    var match = HTTPMatchRequest()
    match.headers = ["@request.auth.claims.sub": .exact("me"), "x": .exact("y"), "@request.auth.claims[g]": .regex("*")]
    match.withoutHeaders = ["@request.auth.claims[a][b]": nil]
    let plan = RouteMatchPlan(match)
    #expect(plan.headers.map(\.name) == ["x"])
    #expect(plan.claims.map(\.path) == [["sub"], ["g"], ["a", "b"]])
    #expect(plan.claims.map(\.value) == [.exact("me"), nil, nil])
    #expect(plan.claims.map(\.isInverted) == [false, false, true])
    #expect(!plan.isCatchAll)
  }
}
