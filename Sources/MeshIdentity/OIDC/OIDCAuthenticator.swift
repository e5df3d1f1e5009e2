package import Foundation

/// Knows a peer by a JSON Web Token of a configured issuer.
package struct OIDCAuthenticator: Authenticator {
  /// How far an issuer's clock may be from ours, in seconds.
  private static let leeway: TimeInterval = 30

  private let issuers: [String: (issuer: OIDCIssuer, keys: IssuerKeys)]
  private let trustDomain: TrustDomain
  private let now: @Sendable () -> Date

  /// - Parameter refreshPause: The least time between two fetches of one issuer's keys.
  package init(
    issuers: [OIDCIssuer], fetcher: any KeySetFetching, trustDomain: TrustDomain, refreshPause: Duration = .seconds(30),
    now: @escaping @Sendable () -> Date = { Date() }
  ) {
    self.issuers = Dictionary(
      issuers.map { issuer in
        (issuer.issuer, (issuer, IssuerKeys(issuer: issuer, fetcher: fetcher, pause: refreshPause.timeInterval, now: now)))
      },
      uniquingKeysWith: { first, _ in first })
    self.trustDomain = trustDomain
    self.now = now
  }

  package func authenticate(_ credentials: PeerCredentials, for purpose: Purpose) async -> AuthenticationOutcome {
    guard let token = credentials.bearerToken, !JoinToken.hasPrefix(token),
      let parts = TokenForm.jwtParts(token.reveal())
    else { return .notApplicable }
    if let obstacle = TokenForm.obstacle(token.reveal(), credentials) { return .refused(obstacle) }
    // Who is said to have issued it only decides whose keys are tried; tokens of others may be for another authenticator.
    guard let claims: TokenClaims = Self.decode(parts.payload), let known = claims.issuer.flatMap({ issuers[$0] }) else {
      return .notApplicable
    }
    do throws(Refusal) {
      try await checkSignature(token.reveal(), parts, known.keys)
      let expires = try check(claims, known.issuer)
      guard let identity = claims.identity(known.issuer, in: trustDomain) else {
        throw Refusal("oidc-no-identity", "the token names no namespace and service account")
      }
      return .authenticated(
        AuthenticatedWorkload(identity: identity, method: .oidc(issuer: known.issuer.issuer), expires: expires))
    } catch {
      return .refused(error)
    }
  }

  private func checkSignature(
    _ token: String, _ parts: (header: Substring, payload: Substring, signature: Substring), _ keys: IssuerKeys
  ) async throws(Refusal) {
    guard let header: TokenHeader = Self.decode(parts.header), let signature = Base64URL.decode(parts.signature) else {
      throw Refusal("oidc-malformed", "the token cannot be read")
    }
    guard let algorithm = TokenAlgorithm(rawValue: header.alg) else {
      throw Refusal("oidc-algorithm-refused", "the token is signed with an algorithm that is not accepted")
    }
    guard header.crit == nil else {
      throw Refusal("oidc-malformed", "the token wants extensions to be understood that are not known here")
    }
    let message = token.utf8.prefix(parts.header.utf8.count + 1 + parts.payload.utf8.count)
    for key in try await keys.keys(for: header, algorithm) {
      if await key.hasSigned(message, signature: signature, algorithm) { return }
    }
    throw Refusal("oidc-bad-signature", "the token is not signed by its issuer")
  }

  /// - Returns: until when the token counts.
  private func check(_ claims: TokenClaims, _ issuer: OIDCIssuer) throws(Refusal) -> Date {
    let time = now().timeIntervalSince1970
    guard let expires = claims.expires else { throw Refusal("oidc-malformed", "the token does not say when it expires") }
    guard time < expires + Self.leeway else { throw Refusal("oidc-expired", "the token of \(issuer.issuer) has expired") }
    guard claims.notBefore.map({ $0 - Self.leeway <= time }) ?? true else {
      throw Refusal("oidc-not-yet-valid", "the token of \(issuer.issuer) is not valid yet")
    }
    guard claims.audiences.contains(where: issuer.audiences.contains) else {
      throw Refusal("oidc-foreign-audience", "the token of \(issuer.issuer) is meant for somebody else")
    }
    return Date(timeIntervalSince1970: expires + Self.leeway)
  }

  private static func decode<Value: Decodable>(_ part: Substring) -> Value? {
    Base64URL.decode(part).flatMap { try? JSONDecoder().decode(Value.self, from: Data($0)) }
  }
}
