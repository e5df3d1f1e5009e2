/// Asks several authenticators in order; the first that knows the peer decides.
///
/// A credential that is refused does not spoil another one that counts: a workload whose certificate has expired while it slept
/// comes back with its token. Later authenticators are not asked once one has said yes, so a renewal with a certificate does not
/// use up a join token.
package struct AuthenticatorChain: Authenticator {
  private let authenticators: [any Authenticator]

  package init(_ authenticators: [any Authenticator]) { self.authenticators = authenticators }

  package func authenticate(_ credentials: PeerCredentials, for purpose: Purpose) async -> AuthenticationOutcome {
    var refusals: [Refusal] = []
    for authenticator in authenticators {
      switch await authenticator.authenticate(credentials, for: purpose) {
      case .authenticated(let workload): return .authenticated(workload)
      case .notApplicable: continue
      case .refused(let refusal): refusals.append(refusal)
      }
    }
    if var first = refusals.first {
      first.others += refusals.dropFirst()
      return .refused(first)
    }
    guard credentials.bearerToken == nil else {
      return .refused(Refusal("token-unknown", "nobody here can judge a token of this kind"))
    }
    return .notApplicable
  }

  package func redeem(_ credentials: PeerCredentials, of workload: AuthenticatedWorkload) async throws(Refusal) {
    for authenticator in authenticators { try await authenticator.redeem(credentials, of: workload) }
  }
}
