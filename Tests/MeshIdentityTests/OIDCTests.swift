import Foundation
import JWTKit
import Synchronization
import Testing

@testable import MeshIdentity

/// An issuer with keys of its own, and somebody who fetches them.
final class TestIssuer: KeySetFetching {
  let key = ES256PrivateKey()
  private let document: Mutex<String?>
  let fetches = Mutex(0)

  init() {
    document = Mutex(nil)
    publish("k1")
  }

  func publish(_ kid: String, extra: String = "") {
    let point = key.publicKey.parameters
    let text = """
      {"keys":[\(extra){"kty":"EC","crv":"P-256","kid":"\(kid)","x":"\(point?.x ?? "")","y":"\(point?.y ?? "")"}]}
      """
    document.withLock { $0 = text }
  }

  func withdraw() { document.withLock { $0 = nil } }

  func fetchKeySet(of issuer: OIDCIssuer, limit: Int) async throws -> [UInt8] {
    struct Unreachable: Error {}
    fetches.withLock { $0 += 1 }
    guard let text = document.withLock({ $0 }) else { throw Unreachable() }
    return Array(text.utf8)
  }

  /// Signs whatever header and payload.
  func token(_ claims: [String: Any], header: [String: String] = ["alg": "ES256", "kid": "k1"]) async throws -> Redacted<String> {
    func encode(_ object: Any) throws -> String {
      Base64URL.encode(try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys]))
    }
    let message = try encode(header) + "." + encode(claims)
    let signer = try await JWTKeyCollection().add(ecdsa: key).getKey()
    return Redacted(message + "." + Base64URL.encode(try signer.sign(Array(message.utf8))))
  }
}

@Suite struct OIDCTests {
  private let issuer = TestIssuer()
  private let clock = TestClock()
  private let authenticator: OIDCAuthenticator

  init() {
    authenticator = OIDCAuthenticator(
      issuers: [
        OIDCIssuer(issuer: "https://issuer.example.org", audiences: ["meltemi", "istio-ca"]),
        OIDCIssuer(
          issuer: "https://claims.example.org", audiences: ["meltemi"],
          claims: .init(namespace: "team", serviceAccount: "https://example.org/account")),
      ],
      fetcher: issuer, trustDomain: .clusterLocal, now: clock.read)
  }

  private var good: [String: Any] {
    [
      "iss": "https://issuer.example.org", "sub": "system:serviceaccount:shop:cart", "aud": ["x", "meltemi"],
      "exp": clock.now.timeIntervalSince1970 + 60,
    ]
  }

  private func claims(_ changes: [String: Any?]) -> [String: Any] {
    changes.reduce(into: good) { $0[$1.key] = $1.value }
  }

  private func outcome(_ token: Redacted<String>) async -> AuthenticationOutcome {
    await authenticator.authenticate(
      PeerCredentials(bearerToken: token, isEncrypted: true, address: "127.0.0.1:1"), for: .certificate)
  }

  private func code(_ token: Redacted<String>) async -> Refusal.Code? {
    guard case .refused(let refusal) = await outcome(token) else { return nil }
    return refusal.code
  }

  private func isCart(_ outcome: AuthenticationOutcome) throws -> Bool {
    guard case .authenticated(let workload) = outcome else { return false }
    return try workload.identity == .of("shop", "cart")
  }

  @Test func goodTokens() async throws {
    #expect(try isCart(await outcome(issuer.token(good))))
    #expect(try isCart(await outcome(issuer.token(claims(["aud": "istio-ca"])))))
    #expect(try isCart(await outcome(issuer.token(good, header: ["alg": "ES256"]))))
    let byClaims = claims([
      "iss": "https://claims.example.org", "sub": "me", "team": "shop", "https://example.org/account": "cart",
    ])
    #expect(
      try await outcome(issuer.token(byClaims))
        == .authenticated(
          AuthenticatedWorkload(
            identity: .of("shop", "cart"), method: .oidc(issuer: "https://claims.example.org"),
            expires: Date(timeIntervalSince1970: clock.now.timeIntervalSince1970 + 90))))
  }

  @Test func theClaimsCount() async throws {
    let now = clock.now.timeIntervalSince1970
    for (changes, expected) in [
      (["exp": now - 31], "oidc-expired"), (["exp": nil], "oidc-malformed"), (["nbf": now + 31], "oidc-not-yet-valid"),
      (["aud": "other"], "oidc-foreign-audience"), (["aud": nil], "oidc-foreign-audience"),
      (["sub": nil], "oidc-no-identity"), (["sub": "cart"], "oidc-no-identity"),
      (["sub": "system:serviceaccount:shop:cart:x"], "oidc-no-identity"),
      (["sub": "system:serviceaccount:shop:../admin"], "oidc-no-identity"),
    ] as [([String: Any?], Refusal.Code)] {
      #expect(await code(try await issuer.token(claims(changes))) == expected, "\(changes)")
    }
    #expect(try isCart(await outcome(issuer.token(claims(["exp": now - 29, "nbf": now + 29])))))
    // Somebody else may judge these.
    for changes in [["iss": "https://other.example.org"], ["iss": nil], ["iss": 5], ["exp": "soon"]] as [[String: Any?]] {
      #expect(await outcome(try await issuer.token(claims(changes))) == .notApplicable)
    }
  }

  @Test func theAlgorithmCounts() async throws {
    for algorithm in ["none", "None", "HS256", "HS512", "es256", "ES256K", ""] {
      let token = try await issuer.token(good, header: ["alg": algorithm, "kid": "k1"])
      #expect(await code(token) == "oidc-algorithm-refused", "\(algorithm)")
    }
    // A key is used for its own algorithm only.
    for algorithm in ["ES384", "RS256", "PS256", "EdDSA"] {
      let token = try await issuer.token(good, header: ["alg": algorithm, "kid": "k1"])
      #expect(await code(token) == "oidc-unknown-key", "\(algorithm)")
    }
    let unsigned = try await issuer.token(good, header: ["alg": "none"]).reveal()
    let bare = unsigned.prefix(through: unsigned.lastIndex(of: ".") ?? unsigned.startIndex)
    #expect(await outcome(Redacted(String(bare))) == .notApplicable)
  }

  @Test func theSignatureCounts() async throws {
    let stranger = TestIssuer()
    #expect(await code(try await stranger.token(good)) == "oidc-bad-signature")
    let token = try await issuer.token(good).reveal().split(separator: ".")
    let other = try await issuer.token(claims(["sub": "system:serviceaccount:shop:admin"])).reveal().split(separator: ".")
    #expect(await code(Redacted("\(token[0]).\(other[1]).\(token[2])")) == "oidc-bad-signature")
    #expect(await code(Redacted("\(token[0]).\(token[1]).\(token[2].dropLast(1))")) == "oidc-malformed")
    #expect(await code(Redacted("\(token[0]).\(token[1]).\(token[2].dropLast(42))")) == "oidc-bad-signature")
  }

  @Test func strangeKeysInTheSetDoNoHarm() async throws {
    issuer.publish("k1", extra: #"{"kty":"oct","k":"AAAA"},{"kty":5},7,{"kty":"RSA","kid":"k1","n":"","e":""},"#)
    #expect(try isCart(await outcome(issuer.token(good))))
    #expect(JSONWebKeySet(Array("{}".utf8)) == nil)
    #expect(JSONWebKeySet([UInt8](repeating: 0x20, count: 300_000)) == nil)
    let many = #"{"keys":["# + Array(repeating: #"{"kty":"EC"}"#, count: 101).joined(separator: ",") + "]}"
    #expect(JSONWebKeySet(Array(many.utf8)) == nil)
  }

  @Test func keysAreFetchedWhenNeededAndNotMoreOften() async throws {
    func fetches() -> Int { issuer.fetches.withLock { $0 } }
    let token = try await issuer.token(good)
    for _ in 0..<5 { #expect(try isCart(await outcome(token))) }
    #expect(fetches() == 1)
    // Unknown key ids are looked up once in half a minute, however many come.
    let next = try await issuer.token(
      claims(["exp": clock.now.timeIntervalSince1970 + 9000]), header: ["alg": "ES256", "kid": "k2"])
    issuer.publish("k2")
    for _ in 0..<20 { #expect(await code(next) == "oidc-unknown-key") }
    #expect(fetches() == 1)
    clock.advance(by: .seconds(31))
    #expect(try isCart(await outcome(next)))
    #expect(fetches() == 2)
    // Old keys stay while the issuer is away.
    issuer.withdraw()
    clock.advance(by: .seconds(3600))
    #expect(try isCart(await outcome(next)))
    #expect(fetches() == 3)
  }

  @Test func manyAtOnceShareOneFetch() async throws {
    let token = try await issuer.token(good)
    let known = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<50 { group.addTask { (try? isCart(await outcome(token))) ?? false } }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(known == 50)
    #expect(issuer.fetches.withLock { $0 } == 1)
  }

  @Test func withoutKeysNobodyIsKnown() async throws {
    issuer.withdraw()
    #expect(await code(try await issuer.token(good)) == "oidc-keys-unavailable")
  }
}

@Suite struct KubernetesTokenTests {
  private struct Reviewer: TokenReviewing {
    var verdict: TokenReview?
    func review(token: Redacted<String>, audiences: [String]) async throws -> TokenReview {
      struct Unreachable: Error {}
      #expect(audiences == ["istio-ca"])
      guard let verdict else { throw Unreachable() }
      return verdict
    }
  }

  private func outcome(_ verdict: TokenReview?, _ token: String? = "aa.bb.cc") async -> AuthenticationOutcome {
    await KubernetesTokenAuthenticator(reviewer: Reviewer(verdict: verdict), trustDomain: .clusterLocal).authenticate(
      PeerCredentials(bearerToken: token.map { Redacted($0) }, isEncrypted: true, address: ""), for: .configuration)
  }

  @Test func theReviewDecides() async throws {
    #expect(
      try await outcome(.authenticated(namespace: "shop", serviceAccount: "cart"))
        == .authenticated(AuthenticatedWorkload(identity: .of("shop", "cart"), method: .kubernetesToken)))
    #expect(await outcome(.refused(reason: "no")) == .refused(Refusal("kubernetes-token-refused", "no")))
    for verdict in [TokenReview.authenticated(namespace: "a/b", serviceAccount: "c"), nil] {
      guard case .refused = await outcome(verdict) else {
        Issue.record("not refused")
        continue
      }
    }
    for token in [nil, "mlt1.aa.bb", "opaque", "a.b", "a..c", "a.b.c.d"] {
      #expect(await outcome(.authenticated(namespace: "shop", serviceAccount: "cart"), token) == .notApplicable)
    }
  }

  @Test func theChainTakesWhoKnows() async throws {
    struct Fixed: Authenticator {
      var outcome: AuthenticationOutcome
      func authenticate(_ credentials: PeerCredentials, for purpose: Purpose) async -> AuthenticationOutcome { outcome }
    }
    let cart = AuthenticatedWorkload(identity: try .of("shop", "cart"), method: .certificate)
    let (yes, no) = (Fixed(outcome: .authenticated(cart)), Fixed(outcome: .refused(Refusal("a", "b"))))
    let skip = Fixed(outcome: .notApplicable)
    let bare = PeerCredentials(isEncrypted: true, address: "")
    let token = PeerCredentials(bearerToken: Redacted("t"), isEncrypted: true, address: "")
    func ask(_ authenticators: [any Authenticator], _ credentials: PeerCredentials) async -> AuthenticationOutcome {
      await AuthenticatorChain(authenticators).authenticate(credentials, for: .certificate)
    }
    #expect(await ask([skip, no, yes], bare) == .authenticated(cart))
    #expect(await ask([no, skip, no], bare) == .refused(Refusal("a", "b", others: [Refusal("a", "b")])))
    #expect(await ask([skip], bare) == .notApplicable)
    #expect(await ask([], bare) == .notApplicable)
    guard case .refused(let refusal) = await ask([skip], token) else {
      Issue.record("an unknown token must be refused")
      return
    }
    #expect(refusal.code == "token-unknown")
  }
}
