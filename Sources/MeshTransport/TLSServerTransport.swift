package import GRPCCore
package import GRPCNIOTransportHTTP2Posix

/// A gRPC server transport over TLS for clients that nobody knows yet.
///
/// Clients may show a certificate or none; a call's `ServerContext.transportSpecific` is a `TLSPeer` that tells. The server's own
/// certificate may be exchanged at any time. TLS 1.2 or newer with ALPN `h2`; everything else is closed at once.
///
/// gRPC's transport for NIO does the rest. TLS is put below it here, connection by connection, because its own TLS settings know
/// neither optional client certificates nor exchanged roots, and because it is what ties a call to its connection: the chain is read
/// from the very connection that the call came over.
package struct TLSServerTransport: ServerTransport, ListeningServerTransport {
  package typealias Bytes = GRPCNIOTransportBytes

  private let posix: HTTP2ServerTransport.Posix

  /// - Parameter observe: told of what happens below the calls; called on event loops, must return quickly.
  package init(
    configuration: TLSServerConfiguration, identity: TLSServerIdentity,
    observe: @escaping @Sendable (TLSServerEvent) -> Void = { _ in }
  ) {
    let (host, port) = (configuration.host, configuration.port)
    let pipeline = TLSServerPipeline(configuration: configuration, identity: identity, observe: observe)
    posix = HTTP2ServerTransport.Posix(
      address: host.contains(":") ? .ipv6(host: host, port: port) : .ipv4(host: host, port: port),
      transportSecurity: .plaintext, config: .init(configuration, pipeline))
  }

  package var listeningAddress: SocketAddress {
    get async throws { try await posix.listeningAddress }
  }

  /// The port it listens on, as soon as it does.
  /// - Throws: when it stopped or could not start.
  package var listeningPort: Int {
    get async throws {
      let address = try await listeningAddress
      return address.ipv4?.port ?? address.ipv6?.port ?? 0
    }
  }

  package func configure(context: GRPCServerContext) { posix.configure(context: context) }

  package func listen(
    streamHandler: @escaping @Sendable (_ stream: RPCStream<Inbound, Outbound>, _ context: ServerContext) async -> Void
  ) async throws {
    try await posix.listen { stream, context in
      var context = context
      context.transportSpecific = TLSPeer(context)
      await streamHandler(stream, context)
    }
  }

  package func beginGracefulShutdown() { posix.beginGracefulShutdown() }
}

extension HTTP2ServerTransport.Posix.Config {
  fileprivate init(_ configuration: TLSServerConfiguration, _ pipeline: TLSServerPipeline) {
    self = .defaults
    rpc.maxRequestPayloadSize = configuration.requestBytes
    http2.maxConcurrentStreams = configuration.streamsPerConnection
    http2.targetWindowSize = 1 << 20
    connection.maxIdleTime = configuration.idleTimeout
    connection.keepalive.time = configuration.keepaliveInterval
    connection.keepalive.timeout = configuration.keepaliveTimeout
    // Proxies ping as often as their bootstrap says; none should be cut off for it.
    connection.keepalive.clientBehavior.minPingIntervalWithoutCalls = .seconds(1)
    connection.keepalive.clientBehavior.allowWithoutCalls = true
    channelDebuggingCallbacks.onBindTCPListener = { pipeline.prepare(listener: $0) }
    channelDebuggingCallbacks.onAcceptTCPConnection = { pipeline.secure(connection: $0) }
    channelDebuggingCallbacks.onAcceptHTTP2Stream = { pipeline.bound(call: $0) }
  }
}
