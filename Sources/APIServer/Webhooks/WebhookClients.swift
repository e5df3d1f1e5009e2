import AsyncHTTPClient
import ServiceLifecycle
import Synchronization

/// The HTTP clients by which webhooks are asked: one for those that are named by a URL, and one for each address of a Service,
/// since a client looks names up in one way. They follow no redirects and use no proxy.
final class WebhookClients: ServiceLifecycle.Service {
  /// A name that stands for an address.
  struct Alias: Hashable, Sendable {
    var name: String
    var address: String
  }

  private struct State {
    var clients: [Alias?: HTTPClient] = [:]
    var hasEnded = false
  }

  /// Beyond so many, clients are made for one request each.
  private static let mostKept = 64

  private let state = Mutex(State())

  /// Lends a client.
  /// - Throws: `WebhookFailure` where the server is about to end.
  func withClient<Result: Sendable>(
    _ alias: Alias?, _ body: (HTTPClient) async throws(WebhookFailure) -> Result
  ) async throws(WebhookFailure) -> Result {
    let (kept, hasEnded) = state.withLock { state -> (HTTPClient?, Bool) in
      if let client = state.clients[alias] { return (client, state.hasEnded) }
      guard !state.hasEnded, state.clients.count < Self.mostKept else { return (nil, state.hasEnded) }
      let client = Self.make(alias)
      state.clients[alias] = client
      return (client, false)
    }
    guard !hasEnded else { throw WebhookFailure("the server is shutting down") }
    if let kept { return try await body(kept) }
    let client = Self.make(alias)
    do throws(WebhookFailure) {
      let result = try await body(client)
      try? await client.shutdown()
      return result
    } catch {
      try? await client.shutdown()
      throw error
    }
  }

  private static func make(_ alias: Alias?) -> HTTPClient {
    var configuration = HTTPClient.Configuration()
    configuration.redirectConfiguration = .disallow
    configuration.httpVersion = .http1Only
    // Where nobody listens, or with a certificate that does not hold, trying again until the time is over helps nobody.
    configuration.connectionPool.retryConnectionEstablishment = false
    if let alias { configuration.dnsOverride = [alias.name: alias.address] }
    return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }

  func run() async throws {
    try? await gracefulShutdown()
    let clients = state.withLock { state in
      state.hasEnded = true
      defer { state.clients = [:] }
      return state.clients
    }
    for client in clients.values { try? await client.shutdown() }
  }
}
