import AsyncHTTPClient
import KubernetesAPI
import NIOCore
import NIOHTTP1
import NIOSSL

/// Asks webhooks.
protocol WebhookAsking: Sendable {
  /// - Returns: What it answered, as JSON.
  /// - Throws: why it could not be asked, or why its answer cannot be read.
  func ask(_ webhook: Webhook, _ review: JSONValue) async throws(WebhookFailure) -> JSONValue
}

/// Asks webhooks over HTTPS.
struct WebhookCaller: WebhookAsking {
  let clients: WebhookClients
  let services: any ServiceResolver
  let clock: any Clock<Duration>

  /// The largest answer, in bytes.
  static let answerLimit = 3 << 20

  func ask(_ webhook: Webhook, _ review: JSONValue) async throws(WebhookFailure) -> JSONValue {
    let body = review.jsonBytes
    let result = await withTaskGroup(of: Result<JSONValue, WebhookFailure>.self) { group in
      group.addTask { await Self.outcome { () throws(WebhookFailure) in try await exchange(webhook, body) } }
      group.addTask { [clock] in
        try? await clock.sleep(for: .seconds(webhook.timeoutSeconds))
        return .failure(WebhookFailure("it did not answer within \(webhook.timeoutSeconds) s"))
      }
      defer { group.cancelAll() }
      return await group.next() ?? .failure(WebhookFailure("it was not asked"))
    }
    return try result.get()
  }

  private static func outcome(
    _ body: () async throws(WebhookFailure) -> JSONValue
  ) async -> Result<JSONValue, WebhookFailure> {
    do throws(WebhookFailure) {
      return .success(try await body())
    } catch {
      return .failure(error)
    }
  }

  private func exchange(_ webhook: Webhook, _ body: [UInt8]) async throws(WebhookFailure) -> JSONValue {
    let query = "timeout=\(webhook.timeoutSeconds)s"
    switch webhook.target {
    case .url(let url):
      return try await clients.withClient(nil) { client throws(WebhookFailure) in
        try await post(body, to: "\(url)?\(query)", webhook, client)
      }
    case .service(let service):
      let address = try await services.address(of: service)
      let url = "https://\(service.host):\(address.port)\(service.path)?\(query)"
      let alias = WebhookClients.Alias(name: service.host, address: address.host)
      return try await clients.withClient(alias) { client throws(WebhookFailure) in
        try await post(body, to: url, webhook, client)
      }
    }
  }

  private func post(
    _ body: [UInt8], to url: String, _ webhook: Webhook, _ client: HTTPClient
  ) async throws(WebhookFailure) -> JSONValue {
    var request = HTTPClientRequest(url: url)
    request.method = .POST
    request.headers.add(name: "content-type", value: "application/json")
    request.headers.add(name: "accept", value: "application/json")
    request.body = .bytes(ByteBuffer(bytes: body))
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.minimumTLSVersion = .tlsv12
    if let roots = webhook.roots { tls.trustRoots = .certificates(roots) }
    request.tlsConfiguration = tls
    let answer: ByteBuffer
    do {
      let response = try await client.execute(request, timeout: .seconds(webhook.timeoutSeconds))
      guard response.status.code == 200 else {
        throw WebhookFailure("it answered with the status \(response.status.code) instead of 200")
      }
      answer = try await response.body.collect(upTo: Self.answerLimit)
    } catch let error as WebhookFailure {
      throw error
    } catch is NIOTooManyBytesError {
      throw WebhookFailure("its answer is larger than \(Self.answerLimit) bytes")
    } catch {
      throw WebhookFailure("POST \(url): \(error)")
    }
    do throws(JSONError) {
      return try JSONParser.parse(Array(answer.readableBytesView))
    } catch {
      throw WebhookFailure("its answer is no JSON: \(error)")
    }
  }
}
