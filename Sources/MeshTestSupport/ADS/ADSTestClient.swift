package import EnvoyAPI
package import EnvoyDiscovery
import GRPCCore
package import GRPCNIOTransportHTTP2Posix
import Synchronization
import XDSResources

/// A gRPC client for ADS, for tests and benchmarks: opens streams of both variants and lets the caller speak the protocol.
package struct ADSTestClient: Sendable {
  package typealias Service = Envoy_Service_Discovery_V3_AggregatedDiscoveryService.Client<HTTP2ClientTransport.Posix>
  package typealias SotW = ADSTestStream<
    Envoy_Service_Discovery_V3_DiscoveryRequest, Envoy_Service_Discovery_V3_DiscoveryResponse
  >
  package typealias Delta = ADSTestStream<
    Envoy_Service_Discovery_V3_DeltaDiscoveryRequest, Envoy_Service_Discovery_V3_DeltaDiscoveryResponse
  >

  private let service: Service
  private let metadata: Metadata

  /// Connects to a server on loopback and calls `body`.
  package static func connect<Result: Sendable>(
    host: String = "127.0.0.1", port: Int, _ body: @Sendable @escaping (ADSTestClient) async throws -> Result
  ) async throws -> Result {
    try await connect(to: .ipv4(address: host, port: port), body)
  }

  package static func connect<Result: Sendable>(
    unixSocket path: String, _ body: @Sendable @escaping (ADSTestClient) async throws -> Result
  ) async throws -> Result {
    try await connect(to: .unixDomainSocket(path: path), body)
  }

  private static func connect<Result: Sendable>(
    to target: some ResolvableTarget, _ body: @Sendable @escaping (ADSTestClient) async throws -> Result
  ) async throws -> Result {
    var config = HTTP2ClientTransport.Posix.Config.defaults
    config.http2.targetWindowSize = 4 << 20
    return try await connect(
      over: try HTTP2ClientTransport.Posix(target: target, transportSecurity: .plaintext, config: config), body)
  }

  /// Uses a transport that somebody else made, for example one with TLS.
  /// - Parameter token: sent as a bearer token with each stream.
  package static func connect<Result: Sendable>(
    over transport: HTTP2ClientTransport.Posix, token: String? = nil,
    _ body: @Sendable @escaping (ADSTestClient) async throws -> Result
  ) async throws -> Result {
    try await withGRPCClient(transport: transport) { client in
      try await body(
        ADSTestClient(service: Service(wrapping: client), metadata: token.map { ["authorization": "Bearer \($0)"] } ?? [:]))
    }
  }

  private static var options: CallOptions {
    var options = CallOptions.defaults
    options.maxResponseMessageBytes = 1 << 30
    return options
  }

  /// Opens an incremental stream for as long as `body` runs.
  package func delta<Result: Sendable>(_ body: @Sendable @escaping (Delta) async throws -> Result) async throws -> Result {
    let (requests, send) = AsyncStream.makeStream(of: Envoy_Service_Discovery_V3_DeltaDiscoveryRequest.self)
    return try await service.deltaAggregatedResources(metadata: metadata, options: Self.options) { writer in
      for await request in requests { try await writer.write(request) }
    } onResponse: { response in
      defer { send.finish() }
      return try await Delta.run(response.messages, send, body)
    }
  }

  /// Opens a state-of-the-world stream for as long as `body` runs.
  package func sotw<Result: Sendable>(_ body: @Sendable @escaping (SotW) async throws -> Result) async throws -> Result {
    let (requests, send) = AsyncStream.makeStream(of: Envoy_Service_Discovery_V3_DiscoveryRequest.self)
    return try await service.streamAggregatedResources(metadata: metadata, options: Self.options) { writer in
      for await request in requests { try await writer.write(request) }
    } onResponse: { response in
      defer { send.finish() }
      return try await SotW.run(response.messages, send, body)
    }
  }
}

/// One open stream. Responses are read one by one, so a test that stops reading is a slow proxy.
package actor ADSTestStream<Request: Sendable, Response: Sendable> {
  private var responses: RPCAsyncSequence<Response, any Error>.AsyncIterator
  private let requests: AsyncStream<Request>.Continuation

  init(_ responses: RPCAsyncSequence<Response, any Error>, _ requests: AsyncStream<Request>.Continuation) {
    self.responses = responses.makeAsyncIterator()
    self.requests = requests
  }

  static func run<Result: Sendable>(
    _ responses: RPCAsyncSequence<Response, any Error>, _ requests: AsyncStream<Request>.Continuation,
    _ body: @Sendable @escaping (ADSTestStream) async throws -> Result
  ) async throws -> Result {
    try await body(ADSTestStream(responses, requests))
  }

  nonisolated package func send(_ request: Request) { requests.yield(request) }

  /// The next response; nil when the server ended the stream without an error.
  /// - Throws: `RPCError` with the status that the stream ended with.
  package func next() async throws -> Response? {
    var iterator = responses
    defer { responses = iterator }
    return try await iterator.next(isolation: #isolation)
  }

  /// Says that no more requests follow.
  nonisolated package func finishRequests() { requests.finish() }
}
