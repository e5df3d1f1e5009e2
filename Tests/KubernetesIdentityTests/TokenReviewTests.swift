import KubernetesAPI
import KubernetesClient
import KubernetesIdentity
import KubernetesTestSupport
import Logging
import MeshIdentity
import Testing

@Suite(.timeLimit(.minutes(1))) struct TokenReviewTests {
  private func review(_ status: JSONValue?, fault: Fault? = nil, audiences: [String] = ["istio-ca"]) async throws -> TokenReview {
    try await FakeAPIServer.run(fault: { _ in fault }) { server in
      if let status { server.review("secret-token", status) }
      let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
      var options = ClientOptions()
      options.attempts = 1
      let client = try KubernetesClient(ClusterConnection(server: server.url), options: options, logger: quiet)
      let result = await Result.awaiting {
        try await APIServerTokenReviewer(client: client).review(token: Redacted("secret-token"), audiences: audiences)
      }
      try await client.shutdown()
      let spec = server.requests.first?.body?["spec"]
      #expect(spec?["token"]?.string == "secret-token")
      #expect(spec?["audiences"]?.array?.compactMap(\.string) == audiences)
      #expect(server.requests.first?.path == "/apis/authentication.k8s.io/v1/tokenreviews")
      return try result.get()
    }
  }

  private func status(_ user: String, audiences: JSONValue = ["istio-ca"]) -> JSONValue {
    ["authenticated": true, "user": ["username": .string(user)], "audiences": audiences]
  }

  @Test func serviceAccountIsKnown() async throws {
    #expect(
      try await review(status("system:serviceaccount:shop:reviews"))
        == .authenticated(namespace: "shop", serviceAccount: "reviews"))
  }

  @Test func everythingElseIsRefused() async throws {
    let refused: [JSONValue?] = [
      nil, status("alice"), status("system:serviceaccount:shop"), status("system:serviceaccount:shop:a:b"),
      status("system:serviceaccount:shop:a", audiences: ["somebody"]), status("system:serviceaccount:shop:a", audiences: nil),
      ["authenticated": false, "user": ["username": "system:serviceaccount:shop:a"], "audiences": ["istio-ca"]],
    ]
    for status in refused {
      guard case .refused(let reason) = try await review(status) else {
        Issue.record("\(String(describing: status))")
        continue
      }
      #expect(!reason.isEmpty && !reason.contains("secret-token"))
    }
  }

  @Test func serverThatDoesNotAnswerGivesNoVerdict() async throws {
    await #expect(throws: KubernetesError.self) { try await review(nil, fault: .status(503)) }
  }
}

extension Result where Failure == any Error {
  fileprivate static func awaiting(_ body: () async throws -> Success) async -> Result {
    do { return .success(try await body()) } catch { return .failure(error) }
  }
}
