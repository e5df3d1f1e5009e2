import KubernetesIdentity
import MeshIdentity

/// Asks the API server that is read about service-account tokens, once it can be reached.
struct ClusterTokenReviewer: TokenReviewing {
  let access: ClusterAccess

  func review(token: Redacted<String>, audiences: [String]) async throws -> TokenReview {
    try await APIServerTokenReviewer(client: try await access.client).review(token: token, audiences: audiences)
  }
}
