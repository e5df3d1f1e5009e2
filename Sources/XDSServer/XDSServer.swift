public import GRPCCore
import GRPCNIOTransportHTTP2Posix
public import Logging
public import ServiceLifecycle
public import XDSResources

/// A server for Envoy's aggregated discovery service (ADS), state of the world and incremental.
///
/// It knows nothing about meshes: a `ResourceSource` says which resources each proxy should have, the server sees to it that the
/// proxy gets them, in an order that never breaks traffic, each version once, and reports what became of them.
///
/// ```swift
/// let server = XDSServer(source: mySource, configuration: XDSServerConfiguration(address: .tcp(host: "127.0.0.1", port: 0)))
/// // Run it in a ServiceGroup; on graceful shutdown streams end with the status `unavailable`, and proxies connect elsewhere.
/// let address = try await server.boundAddress
/// ```
public final class XDSServer<Source: ResourceSource>: Service {
  private let server: GRPCServer<HTTP2ServerTransport.Posix>?
  private let source: Source
  private let context: ServingContext

  public init(
    source: Source, configuration: XDSServerConfiguration = XDSServerConfiguration(),
    logger: Logger = Logger(label: "xds-server")
  ) {
    context = ServingContext(
      configuration: configuration, registry: StreamRegistry(limits: configuration.limits), time: ServerTime(), logger: logger)
    self.source = source
    guard let address = configuration.address else {
      server = nil
      return
    }
    let transport = HTTP2ServerTransport.Posix(
      address: SocketAddress(address), transportSecurity: .plaintext, config: .init(configuration))
    let service = AggregatedDiscovery(source: source, context: context) { ProxyPeer(address: $0.remotePeer) }
    server = GRPCServer(transport: transport, services: [service])
  }

  /// The discovery service, to be served by another `GRPCServer` too: over TLS, say. All that serve it share this server's limits and
  /// count of streams; `run` must run meanwhile, for it keeps the time.
  /// - Parameter readPeer: what the transport knows about the client of a call. The token of the `authorization` header is added
  ///   when there is none.
  public func service(
    readPeer: @escaping @Sendable (ServerContext) -> ProxyPeer = { ProxyPeer(address: $0.remotePeer) }
  ) -> any RegistrableRPCService {
    AggregatedDiscovery(source: source, context: context, readPeer: readPeer)
  }

  /// Serves until graceful shutdown or cancellation.
  /// - Throws: `XDSServerError` when the address cannot be listened on.
  public func run() async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await self.keepTime() }
      group.addTask { try await self.serve() }
      defer { group.cancelAll() }
      try await group.next()
    }
  }

  /// Where the server listens, as soon as it does.
  /// - Throws: `XDSServerError` when it stopped, could not start, or has no address.
  public var boundAddress: XDSServerConfiguration.Address {
    get async throws {
      guard let server else { throw XDSServerError(.notListening, "The xDS server has no address of its own") }
      do {
        let address = try await server.transport.listeningAddress
        if let address = XDSServerConfiguration.Address(address) { return address }
      } catch {
        throw XDSServerError(.notListening, "The xDS server does not listen", cause: error)
      }
      throw XDSServerError(.notListening, "The xDS server listens on an address of an unknown kind")
    }
  }

  /// How many streams are open.
  public var streamCount: Int { context.registry.count }

  private func serve() async throws {
    guard let server, let address = context.configuration.address else { return try await gracefulShutdown() }
    try await withTaskCancellationOrGracefulShutdownHandler {
      do {
        try await server.serve()
      } catch {
        throw XDSServerError(.cannotListen, "The xDS server cannot listen on \(address)", cause: error)
      }
    } onCancelOrGracefulShutdown: {
      server.beginGracefulShutdown()
    }
  }

  /// Wakes streams whose proxies do not answer in time.
  private func keepTime() async throws {
    let interval = min(max(context.configuration.rules.answerTimeout / 10, .milliseconds(10)), .seconds(1))
    while true {
      try await Task.sleep(for: interval, tolerance: interval / 4)
      context.registry.tick(context.time.now)
    }
  }
}

extension SocketAddress {
  fileprivate init(_ address: XDSServerConfiguration.Address) {
    switch address {
    case .tcp(let host, let port): self = host.contains(":") ? .ipv6(host: host, port: port) : .ipv4(host: host, port: port)
    case .unixSocket(let path): self = .unixDomainSocket(path: path)
    }
  }
}

extension XDSServerConfiguration.Address {
  fileprivate init?(_ address: SocketAddress) {
    if let address = address.ipv4 {
      self = .tcp(host: address.host, port: address.port)
    } else if let address = address.ipv6 {
      self = .tcp(host: address.host, port: address.port)
    } else if let address = address.unixDomainSocket {
      self = .unixSocket(path: address.path)
    } else {
      return nil
    }
  }
}

extension HTTP2ServerTransport.Posix.Config {
  fileprivate init(_ configuration: XDSServerConfiguration) {
    self = .defaults
    rpc.maxRequestPayloadSize = configuration.limits.requestBytes
    http2.maxConcurrentStreams = configuration.limits.streamsPerConnection
    // A proxy that reconnects sends megabytes at once, and many do so together.
    http2.targetWindowSize = 1 << 20
    connection.keepalive.time = configuration.keepaliveInterval
    connection.keepalive.timeout = configuration.keepaliveTimeout
    // Proxies ping as often as their bootstrap says; none should be cut off for it.
    connection.keepalive.clientBehavior.minPingIntervalWithoutCalls = .seconds(1)
    connection.keepalive.clientBehavior.allowWithoutCalls = true
  }
}
