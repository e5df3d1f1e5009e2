/// Asks somebody who knows whether a Kubernetes service-account token is good: the API server's TokenReview.
package protocol TokenReviewing: Sendable {
  /// - Parameter audiences: Whom the token must be meant for; one of them is enough.
  /// - Throws: when nobody could be asked. That is no verdict.
  func review(token: Redacted<String>, audiences: [String]) async throws -> TokenReview
}

/// What a review says.
package enum TokenReview: Sendable, Hashable {
  case authenticated(namespace: String, serviceAccount: String)
  /// The reason is for the audit log.
  case refused(reason: String)
}

/// Knows a peer by the service-account token that Kubernetes gave to its pod.
package struct KubernetesTokenAuthenticator: Authenticator {
  private let reviewer: any TokenReviewing
  private let audiences: [String]
  private let trustDomain: TrustDomain

  /// - Parameter audiences: Istio's agents project their tokens for `istio-ca`.
  package init(reviewer: any TokenReviewing, audiences: [String] = ["istio-ca"], trustDomain: TrustDomain) {
    (self.reviewer, self.audiences, self.trustDomain) = (reviewer, audiences, trustDomain)
  }

  package func authenticate(_ credentials: PeerCredentials, for purpose: Purpose) async -> AuthenticationOutcome {
    guard let token = credentials.bearerToken else { return .notApplicable }
    // A join token is never shown to the API server.
    guard TokenForm.jwtParts(token.reveal()) != nil, !JoinToken.hasPrefix(token) else { return .notApplicable }
    if let obstacle = TokenForm.obstacle(token.reveal(), credentials) { return .refused(obstacle) }
    do {
      switch try await reviewer.review(token: token, audiences: audiences) {
      case .refused(let reason): return .refused(Refusal("kubernetes-token-refused", reason))
      case .authenticated(let namespace, let account):
        guard
          let identity = WorkloadIdentity(trustDomain: trustDomain, namespace: namespace, serviceAccount: account)
        else { return .refused(Refusal("kubernetes-token-refused", "the review names no service account")) }
        return .authenticated(AuthenticatedWorkload(identity: identity, method: .kubernetesToken))
      }
    } catch {
      return .refused(Refusal("kubernetes-review-failed", "the token could not be reviewed: \(error)"))
    }
  }
}
