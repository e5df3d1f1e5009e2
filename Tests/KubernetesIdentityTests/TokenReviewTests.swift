import KubernetesAPI
import KubernetesClient
import KubernetesIdentity
import KubernetesTestSupport
import Logging
import MeshIdentity
import Synchronization
import Testing

private struct ScriptedReviewer: TokenReviewing {
  let answer: @Sendable (String) -> TokenReview
  func review(token: Redacted<String>, audiences: [String]) async throws -> TokenReview { answer(token.reveal()) }
}

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

  /// Good verdicts last longer than bad ones, none lasts for ever, and no more are kept than allowed.
  @Test func verdictsAreRememberedForAWhile() async throws {
    let asked = Mutex<[String]>([])
    let reviewer = ScriptedReviewer { token in
      asked.withLock { $0.append(token) }
      return token.hasPrefix("good") ? .authenticated(namespace: "shop", serviceAccount: token) : .refused(reason: "unknown")
    }
    let start = ContinuousClock.now
    let passed = Mutex(Duration.zero)
    var limits = RememberedTokenReviews.Limits()
    limits.count = 2
    let memory = RememberedTokenReviews(next: reviewer, limits: limits) { start + passed.withLock { $0 } }
    func review(_ token: String, _ audience: String = "istio-ca") async throws {
      _ = try await memory.review(token: Redacted(token), audiences: [audience])
    }
    for token in ["good-a", "bad", "good-a", "bad"] { try await review(token) }
    #expect(asked.withLock { $0 } == ["good-a", "bad"])
    passed.withLock { $0 = limits.refused }
    for token in ["good-a", "bad"] { try await review(token) }
    #expect(asked.withLock { $0 } == ["good-a", "bad", "bad"])
    try await review("good-a", "somebody")
    // The oldest had to go.
    try await review("good-a")
    #expect(asked.withLock { $0 }.suffix(2) == ["good-a", "good-a"])
    passed.withLock { $0 += limits.good }
    try await review("good-a")
    #expect(asked.withLock { $0 }.count == 6)
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
