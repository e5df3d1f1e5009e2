import KubernetesAPI
package import KubernetesClient
package import MeshIdentity

/// Asks a Kubernetes API server about service-account tokens (`TokenReview` of authentication.k8s.io/v1). Our own service account
/// needs
/// the permission to create such reviews.
package struct APIServerTokenReviewer: TokenReviewing {
  private let client: KubernetesClient

  package init(client: KubernetesClient) { self.client = client }

  /// - Throws: `KubernetesError`, `CancellationError`, when the server gives no verdict.
  package func review(token: Redacted<String>, audiences: [String]) async throws -> TokenReview {
    let request: JSONValue = [
      "apiVersion": .string(KubernetesResource.tokenReviews.apiVersion), "kind": "TokenReview",
      "spec": ["token": .string(token.reveal()), "audiences": .array(audiences.map { .string($0) })],
    ]
    let answer = try await client.create(.tokenReviews, request)
    guard let status = answer["status"], status.object != nil else {
      throw KubernetesError(.malformed, message: "the review of a token says nothing")
    }
    return Self.verdict(status, audiences: audiences)
  }

  private static let accountPrefix = "system:serviceaccount:"

  private static func verdict(_ status: JSONValue, audiences: [String]) -> TokenReview {
    guard status["authenticated"]?.bool == true else {
      let reason = status["error"]?.string ?? ""
      return .refused(reason: reason.isEmpty ? "the API server does not know the token" : String(reason.prefix(300)))
    }
    // A server that knows nothing of audiences leaves them out; then the token is for the server, and not for us.
    let meant = Set((status["audiences"]?.array ?? []).compactMap(\.string))
    guard audiences.isEmpty || !meant.isDisjoint(with: audiences) else {
      return .refused(reason: "the token is meant for somebody else")
    }
    let user = status["user"]?["username"]?.string ?? ""
    let parts = user.dropFirst(accountPrefix.count).split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard user.hasPrefix(accountPrefix), parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
      return .refused(reason: "the token is not a service account's")
    }
    return .authenticated(namespace: parts[0], serviceAccount: parts[1])
  }
}
