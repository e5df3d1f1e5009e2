import Foundation
import MeshTestSupport

/// RequestAuthentications, policies on tokens, and routes that look at claims.
struct TokenCases {
  static let keysURL = "https://issuer.test/keys"
  private static let issuer = "https://issuer.test"

  let tokens = TestTokens()
  let others = TestTokens(keyID: "other")

  /// The key sets that "were fetched".
  var keySets: [String: String] { [Self.keysURL: tokens.keySet] }

  private func rule(_ more: String = "", issuer: String = Self.issuer, keys: TestTokens? = nil) -> String {
    let set = (keys ?? tokens).keySet
    return "{issuer: '\(issuer)', jwks: '\(set)'\(more.isEmpty ? "" : ", \(more)")}"
  }

  private func rules(_ rules: String...) -> [String] { ["jwtRules: [\(rules.joined(separator: ", "))]"] }

  private func token(_ more: [String: any Sendable] = [:], by keys: TestTokens? = nil) throws -> String {
    var claims: [String: any Sendable] = ["iss": Self.issuer, "sub": "me"]
    for (name, value) in more { claims[name] = value }
    return try (keys ?? tokens).token(claims)
  }

  func all() throws -> [SecurityCase] { try authentication() + places() + outputs() + authorization() + routing() }

  // MARK: Which tokens are good

  private func authentication() throws -> [SecurityCase] {
    let good = try token()
    let past = Int(Date.now.timeIntervalSince1970) - 3600
    return [
      SecurityCase(
        "JWT: a good token and none at all pass, others do not", authentications: rules(rule()), .bearer(.allowed, good),
        .allowed(),
        .bearer(.unauthenticated, "nonsense"), .bearer(.unauthenticated, String(good.dropLast(4)) + "AAAA")),
      SecurityCase(
        "JWT: an expired token", authentications: rules(rule()), .bearer(.unauthenticated, try token(["exp": past])),
        .bearer(.allowed, good)),
      SecurityCase(
        "JWT: a token of the future", authentications: rules(rule()), .bearer(.unauthenticated, try token(["nbf": past + 7200])),
        .bearer(.allowed, try token(["nbf": past]))),
      SecurityCase(
        "JWT: a token of another issuer", authentications: rules(rule()),
        .bearer(.unauthenticated, try token(["iss": "https://other.test"])), .bearer(.allowed, good)),
      SecurityCase(
        "JWT: a token of another key", authentications: rules(rule()), .bearer(.unauthenticated, try token(by: others)),
        .bearer(.allowed, good)),
      SecurityCase(
        "JWT: a token without a signature", authentications: rules(rule()),
        .bearer(.unauthenticated, TestTokens.encode(Data(#"{"alg":"none"}"#.utf8)) + "." + good.split(separator: ".")[1] + "."),
        .bearer(.allowed, good)),
      SecurityCase(
        "JWT: audiences", authentications: rules(rule("audiences: [web, api]")), .bearer(.allowed, try token(["aud": "api"])),
        .bearer(.allowed, try token(["aud": ["x", "web"]])),
        .status(403, "/", [("authorization", "Bearer \(try token(["aud": "x"]))")]),
        .status(403, "/", [("authorization", "Bearer \(good)")]), .allowed()),
      SecurityCase(
        "JWT: several issuers", authentications: rules(rule(), rule(issuer: "https://other.test", keys: others)),
        .bearer(.allowed, good), .bearer(.allowed, try token(["iss": "https://other.test"], by: others)),
        .bearer(.unauthenticated, try token(["iss": "https://other.test"])),
        .bearer(.unauthenticated, try token(["iss": "https://third.test"])), .allowed()),
      SecurityCase(
        "JWT: several objects", authentications: rules(rule()) + rules(rule(issuer: "https://other.test", keys: others)),
        .bearer(.allowed, good), .bearer(.allowed, try token(["iss": "https://other.test"], by: others)),
        .bearer(.unauthenticated, try token(by: others))),
      SecurityCase(
        "JWT: keys that were fetched", authentications: rules("{issuer: '\(Self.issuer)', jwksUri: '\(Self.keysURL)'}"),
        .bearer(.allowed, good), .bearer(.unauthenticated, try token(by: others)), .allowed()),
      SecurityCase(
        "JWT: keys that are not there yet",
        authentications: rules("{issuer: '\(Self.issuer)', jwksUri: 'https://away.test/keys'}"),
        .bearer(.unauthenticated, good), .allowed()),
      SecurityCase(
        "JWT: a browser's question needs no token", authentications: rules(rule()),
        SecurityCase.Probe(
          outcome: .allowed, method: "OPTIONS",
          headers: [("origin", "https://a.test"), ("access-control-request-method", "GET"), ("authorization", "Bearer nonsense")]),
        .bearer(.unauthenticated, "nonsense")),
    ]
  }

  // MARK: Where tokens are looked for

  private func places() throws -> [SecurityCase] {
    let good = try token()
    return [
      SecurityCase(
        "JWT: the query parameter access_token", authentications: rules(rule()), .allowed(.web, "GET", "/?access_token=\(good)"),
        .unauthenticated("/?access_token=nonsense")),
      SecurityCase(
        "JWT: a header of one's own", authentications: rules(rule("fromHeaders: [{name: x-token, prefix: 'Token '}]")),
        .allowed(.web, "GET", "/", [("x-token", "Token \(good)")]), .unauthenticated("/", [("x-token", "Token nonsense")]),
        .bearer(.allowed, "nonsense")),
      SecurityCase(
        "JWT: a query parameter of one's own", authentications: rules(rule("fromParams: [t]")),
        .allowed(.web, "GET", "/?t=\(good)"),
        .unauthenticated("/?t=nonsense"), .allowed(.web, "GET", "/?access_token=nonsense")),
      SecurityCase(
        "JWT: a cookie", authentications: rules(rule("fromCookies: [session]")),
        .allowed(.web, "GET", "/", [("cookie", "a=b; session=\(good)")]), .unauthenticated("/", [("cookie", "session=nonsense")]),
        .allowed()),
    ]
  }

  // MARK: What applications get

  private func outputs() throws -> [SecurityCase] {
    let payload = TestTokens.encode(Data("x".utf8))
    let good = try token(["groups": ["a", "b"], "inner": ["deep": "value"] as [String: String]])
    let body = String(good.split(separator: ".")[1])
    return [
      SecurityCase(
        "JWT: tokens are not passed on", authentications: rules(rule()), .bearer(.allowed, good, received: ["authorization": nil])
      ),
      SecurityCase(
        "JWT: forwardOriginalToken", authentications: rules(rule("forwardOriginalToken: true")),
        .bearer(.allowed, good, received: ["authorization": "Bearer \(good)"])),
      SecurityCase(
        "JWT: outputPayloadToHeader", authentications: rules(rule("outputPayloadToHeader: x-payload")),
        .bearer(.allowed, good, received: ["x-payload": body]),
        .allowed(.web, "GET", "/", [("x-payload", payload)], received: ["x-payload": nil])),
      SecurityCase(
        "JWT: outputClaimToHeaders",
        authentications: rules(
          rule(
            "outputClaimToHeaders: [{header: x-sub, claim: sub}, {header: x-deep, claim: inner.deep}, {header: x-none, claim: none}]"
          )),
        .bearer(.allowed, good, received: ["x-sub": "me", "x-deep": "value", "x-none": nil]),
        .allowed(.web, "GET", "/", [("x-sub", "root")], received: ["x-sub": nil])),
    ]
  }

  // MARK: Policies on tokens

  private func authorization() throws -> [SecurityCase] {
    func policy(_ name: String, _ spec: String, jwt: String? = nil, _ probes: SecurityCase.Probe...) -> SecurityCase {
      var entry = SecurityCase(name, policies: [spec], authentications: rules(jwt ?? rule()))
      entry.probes = probes
      return entry
    }
    let good = try token()
    let rich = try token([
      "aud": ["web", "api"], "azp": "app", "groups": ["dev", "ops"], "scope": "read write",
      "inner": ["deep": "value"] as [String: String],
      "roles": "a b",
    ])
    return [
      policy(
        "JWT: requestPrincipals any: a token is needed", "rules: [{from: [{source: {requestPrincipals: ['*']}}]}]",
        .bearer(.allowed, good), .denied(), .bearer(.unauthenticated, "x")),
      policy(
        "JWT: DENY of notRequestPrincipals any",
        "action: DENY, rules: [{from: [{source: {notRequestPrincipals: ['*']}}], to: [{operation: {notPaths: [/open]}}]}]",
        .bearer(.allowed, good), .denied(), .allowed(.web, "GET", "/open")),
      policy(
        "JWT: requestPrincipals exact", "rules: [{from: [{source: {requestPrincipals: ['\(Self.issuer)/me']}}]}]",
        .bearer(.allowed, good), .bearer(.denied, try token(["sub": "you"]))),
      policy(
        "JWT: requestPrincipals with slashes in the subject",
        "rules: [{from: [{source: {requestPrincipals: ['\(Self.issuer)/a/b']}}]}]",
        .bearer(.allowed, try token(["sub": "a/b"])), .bearer(.denied, try token(["sub": "b"]))),
      policy(
        "JWT: requestPrincipals prefix", "rules: [{from: [{source: {requestPrincipals: ['\(Self.issuer)/m*']}}]}]",
        .bearer(.allowed, good), .bearer(.denied, try token(["sub": "you"]))),
      policy(
        "JWT: requestPrincipals suffix", "rules: [{from: [{source: {requestPrincipals: ['*/me']}}]}]", .bearer(.allowed, good),
        .bearer(.denied, try token(["sub": "you"]))),
      policy(
        "JWT: request.auth.principal", "rules: [{when: [{key: request.auth.principal, values: ['\(Self.issuer)/*']}]}]",
        .bearer(.allowed, good), .denied()),
      policy(
        "JWT: request.auth.audiences in a list", "rules: [{when: [{key: request.auth.audiences, values: [api]}]}]",
        .bearer(.allowed, rich), .bearer(.denied, good)),
      policy(
        "JWT: request.auth.audiences alone", "rules: [{when: [{key: request.auth.audiences, values: [api]}]}]",
        .bearer(.allowed, try token(["aud": "api"])), .bearer(.denied, try token(["aud": "x"]))),
      policy(
        "JWT: request.auth.presenter", "rules: [{when: [{key: request.auth.presenter, values: [app]}]}]", .bearer(.allowed, rich),
        .bearer(.denied, good)),
      policy(
        "JWT: a claim in a list", "rules: [{when: [{key: 'request.auth.claims[groups]', values: [ops]}]}]",
        .bearer(.allowed, rich), .bearer(.denied, try token(["groups": ["x"]]))),
      policy(
        "JWT: a claim inside of a claim", "rules: [{when: [{key: 'request.auth.claims[inner][deep]', values: ['val*']}]}]",
        .bearer(.allowed, rich), .bearer(.denied, good)),
      policy(
        "JWT: a claim's exception", "action: DENY, rules: [{when: [{key: 'request.auth.claims[groups]', notValues: [ops]}]}]",
        .bearer(.allowed, rich), .bearer(.denied, good)),
      policy(
        "JWT: words of the claim scope", "rules: [{when: [{key: 'request.auth.claims[scope]', values: [write]}]}]",
        .bearer(.allowed, rich), .bearer(.denied, try token(["scope": "writer"]))),
      policy(
        "JWT: words of a claim of one's own", "rules: [{when: [{key: 'request.auth.claims[roles]', values: [b]}]}]",
        jwt: rule("spaceDelimitedClaims: [roles]"), .bearer(.allowed, rich), .bearer(.denied, good)),
    ]
  }

  // MARK: Routes by claims

  private func routing() throws -> [SecurityCase] {
    let routes = """
      [{match: [{headers: {'@request.auth.claims.groups': {exact: admin}}}], directResponse: {status: 201}}, \
      {match: [{headers: {'@request.auth.claims[in.ner][deep]': {prefix: v}}}], directResponse: {status: 202}}, \
      {match: [{withoutHeaders: {'@request.auth.claims.sub': {exact: me}}}], directResponse: {status: 204}}, \
      {directResponse: {status: 203}}]
      """
    return [
      SecurityCase(
        "JWT: a gateway routes by claims", authentications: rules(rule()), routes: routes,
        .bearer(.status(201), try token(["groups": ["dev", "admin"]])), .bearer(.status(201), try token(["groups": "admin"])),
        .bearer(.status(202), try token(["in.ner": ["deep": "value"] as [String: String]])), .bearer(.status(203), try token()),
        .bearer(.status(204), try token(["sub": "you"])), .bearer(.unauthenticated, "x"),
        .status(204)),
      SecurityCase(
        "JWT: a gateway's policies see claims",
        policies: ["rules: [{when: [{key: 'request.auth.claims[groups]', values: [admin]}]}]"], authentications: rules(rule()),
        routes: routes, .bearer(.status(201), try token(["groups": ["admin"]])), .bearer(.denied, try token())),
    ]
  }
}
