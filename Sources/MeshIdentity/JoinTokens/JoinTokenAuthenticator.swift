/// Knows a machine by a join token. The token buys a certificate, and the certificate everything else.
package struct JoinTokenAuthenticator: Authenticator {
  private let store: JoinTokenStore
  private let trustDomain: TrustDomain

  package init(store: JoinTokenStore, trustDomain: TrustDomain) { (self.store, self.trustDomain) = (store, trustDomain) }

  package func authenticate(_ credentials: PeerCredentials, for purpose: Purpose) async -> AuthenticationOutcome {
    guard let token = credentials.bearerToken, JoinToken.hasPrefix(token) else { return .notApplicable }
    if let obstacle = TokenForm.obstacle(token.reveal(), credentials) { return .refused(obstacle) }
    guard purpose == .certificate else {
      return .refused(Refusal("join-token-out-of-place", "a join token is good for a certificate only"))
    }
    do throws(Refusal) {
      let record = try await store.check(token)
      guard
        let identity = WorkloadIdentity(
          trustDomain: trustDomain, namespace: record.namespace, serviceAccount: record.serviceAccount)
      else { return .refused(Refusal("join-token-malformed", "token \(record.id) names no service account")) }
      return .authenticated(AuthenticatedWorkload(identity: identity, method: .joinToken(id: record.id)))
    } catch {
      return .refused(error)
    }
  }

  package func redeem(_ credentials: PeerCredentials, of workload: AuthenticatedWorkload) async throws(Refusal) {
    guard case .joinToken = workload.method, let token = credentials.bearerToken else { return }
    _ = try await store.consume(token)
  }
}
