import AsyncHTTPClient
import KubernetesAPI
import NIOCore
import NIOHTTP1
import Testing

@testable import APIServer

@Suite("Limits of clients")
struct ClientLimitTests {
  private struct Answer {
    var code: Int
    var retryAfter: String?
    var status: JSONValue

    init(_ response: HTTPClientResponse) async throws {
      code = Int(response.status.code)
      retryAfter = response.headers.first(name: "retry-after")
      status = (try? JSONParser.parse(Array(buffer: try await response.body.collect(upTo: 1 << 20)))) ?? .null
    }
  }

  /// Sends a request with a body of so many bytes.
  private typealias Send = @Sendable (HTTPMethod, _ path: String, _ bytes: Int) async throws -> HTTPClientResponse

  private static func run(_ limits: ClientLimits, _ body: (_ send: Send) async throws -> Void) async throws {
    let configure = { (configuration: inout APIServerConfiguration) in
      configuration.transport = .insecure
      configuration.limits = limits
    }
    try await RunningAPIServer.run(configure: configure) { server in
      let port = try await server.server.port
      try await body { method, path, bytes in
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)\(path)")
        request.method = method
        if bytes > 0 {
          request.headers.add(name: "content-type", value: "application/json")
          request.body = .bytes(ByteBuffer(repeating: UInt8(ascii: " "), count: bytes))
        }
        return try await HTTPClient.shared.execute(request, timeout: .seconds(60))
      }
    }
  }

  @Test("Too many requests are answered with 429, and when to come again")
  func requests() async throws {
    var limits = ClientLimits()
    (limits.rate, limits.burst) = (0.000_001, 3)
    try await Self.run(limits) { send in
      for _ in 0..<3 { #expect(try await Answer(send(.GET, "/api/v1/namespaces/default", 0)).code == 200) }
      let answer = try await Answer(send(.GET, "/api/v1/namespaces/default", 0))
      #expect(answer.code == 429)
      #expect(answer.retryAfter == "1")
      #expect(answer.status["kind"]?.string == "Status")
      #expect(answer.status["reason"]?.string == "TooManyRequests")
      #expect(answer.status["message"]?.string == "Too many requests, please try again later.")
      #expect(answer.status["details"]?["retryAfterSeconds"]?.integer == 1)
      // Whether the server is well is not counted.
      #expect(try await send(.GET, "/livez", 0).status == .ok)
    }
  }

  @Test("Too many watches are answered with 429; one that ends makes room")
  func watches() async throws {
    var limits = ClientLimits()
    limits.watches = 2
    try await Self.run(limits) { send in
      let path = "/api/v1/configmaps?watch=1&resourceVersion=1&timeoutSeconds="
      let lasting = try await send(.GET, path + "600", 0)
      let ending = try await send(.GET, path + "1", 0)
      let answer = try await Answer(send(.GET, path + "600", 0))
      #expect(answer.code == 429)
      #expect(answer.retryAfter == "5")
      #expect(answer.status["reason"]?.string == "TooManyRequests")
      #expect(answer.status["message"]?.string == "You hold 2 watches already; end some of them first.")
      for try await _ in ending.body {}
      // The server counts it out right after its end.
      var code = 429
      while code == 429 { code = Int(try await send(.GET, path + "1", 0).status.code) }
      #expect(code == 200)
      withExtendedLifetime(lasting) {}
    }
  }

  @Test("Too large a body is answered with 413")
  func bodies() async throws {
    try await Self.run(ClientLimits()) { send in
      let answer = try await Answer(send(.POST, "/api/v1/namespaces/default/configmaps", (3 << 20) + 1))
      #expect(answer.code == 413)
      #expect(answer.status["reason"]?.string == "RequestEntityTooLarge")
      #expect(answer.status["message"]?.string == "Request entity too large: limit is 3145728")
    }
  }
}
