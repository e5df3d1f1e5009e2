import HTTPTypes
import KubernetesAPI
import MeshTestSupport
import Testing

@testable import APIServer

@Suite("Webhooks are asked over TLS")
struct WebhookCallerTests {
  private static let review: JSONValue = ["request": ["uid": "u"]]

  private struct FixedService: ServiceResolver {
    var port: Int

    func address(of service: Webhook.ServiceReference) async throws(WebhookFailure) -> ServiceAddress {
      ServiceAddress(host: "127.0.0.1", port: port)
    }
  }

  /// Asks a webhook with a caller of its own.
  private static func ask(
    _ client: JSONValue, port: Int, timeout: Int64 = 30, clock: any Clock<Duration> = ContinuousClock()
  ) async throws -> JSONValue {
    let webhook = try WebhookMatchTests.webhook(["clientConfig": client, "timeoutSeconds": .integer(timeout)])
    let clients = WebhookClients()
    let caller = WebhookCaller(clients: clients, services: FixedService(port: port), clock: clock)
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await clients.run() }
      defer { group.cancelAll() }
      return try await caller.ask(webhook, review)
    }
  }

  private static func url(_ server: WebhookServer, bundle: String? = nil) -> JSONValue {
    ["url": .string("https://localhost:\(server.port)/check"), "caBundle": .string(bundle ?? server.bundle)]
  }

  private static func failure(_ body: () async throws -> JSONValue) async -> String {
    do {
      return "answered: \(try await body().jsonText)"
    } catch {
      return "\(error)"
    }
  }

  @Test("By URL, with the roots that the configuration names") func byURL() async throws {
    try await WebhookServer.run {
      .review(["allowed": true], to: $0)
    } body: { server in
      let answer = try await Self.ask(Self.url(server), port: 0)
      #expect(answer["response"]?["uid"] == "u")
      #expect(server.reviews.elements == [Self.review])
    }
  }

  @Test("Other roots are not believed") func otherRoots() async throws {
    try await WebhookServer.run {
      .review(["allowed": true], to: $0)
    } body: { server in
      try await WebhookServer.run {
        .review(["allowed": true], to: $0)
      } body: { other in
        let text = await Self.failure { try await Self.ask(Self.url(server, bundle: other.bundle), port: 0) }
        #expect(text.contains("POST https://localhost"), "\(text)")
        #expect(server.reviews.elements.isEmpty)
      }
    }
  }

  @Test("A Service must show a certificate for its name") func byService() async throws {
    for (names, isRight) in [(["guard.guards.svc"], true), (["other.guards.svc"], false)] {
      try await WebhookServer.run(names: names) {
        .review(["allowed": true], to: $0)
      } body: { server in
        let client: JSONValue = [
          "service": ["name": "guard", "namespace": "guards", "path": "/check"], "caBundle": .string(server.bundle),
        ]
        let text = await Self.failure { try await Self.ask(client, port: server.port) }
        #expect(text.hasPrefix("answered") == isRight, "\(text)")
        #expect(server.reviews.elements.count == (isRight ? 1 : 0))
      }
    }
  }

  static let answers: [(WebhookServer.Answer, String)] = [
    (WebhookServer.Answer(status: .internalServerError, body: ""), "it answered with the status 500"),
    (WebhookServer.Answer(status: .found, body: "", location: "https://localhost:1/"), "it answered with the status 302"),
    (WebhookServer.Answer(body: "{"), "its answer is no JSON"),
    (WebhookServer.Answer(body: String(repeating: " ", count: (3 << 20) + 1)), "its answer is larger than"),
  ]

  @Test("Answers that are none", arguments: answers) func bad(_ answer: WebhookServer.Answer, _ text: String) async throws {
    try await WebhookServer.run { _ in
      answer
    } body: { server in
      let failure = await Self.failure { try await Self.ask(Self.url(server), port: 0) }
      #expect(failure.contains(text), "\(failure)")
    }
  }

  @Test("Nobody waits longer than the configuration says") func timeout() async throws {
    try await WebhookServer.run { _ in
      nil
    } body: { server in
      let failure = await Self.failure { try await Self.ask(Self.url(server), port: 0, timeout: 1) }
      #expect(failure.contains("1 s") || failure.contains("deadline") || failure.contains("imeout"), "\(failure)")
    }
  }

  @Test("Where nobody listens") func nobody() async throws {
    let failure = await Self.failure { try await Self.ask(["url": "https://127.0.0.1:1/"], port: 0) }
    #expect(failure.contains("POST https://127.0.0.1:1/"), "\(failure)")
  }
}
