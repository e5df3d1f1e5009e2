import NIOCore
import NIOSSL

/// Puts TLS and its guards below gRPC's handlers.
///
/// From the wire upwards: `ConnectionGate`, TLS, `FlushLimit`, `HandshakeGuard`, gRPC. A connection that cannot be set up is closed rather than
/// failed: the listener must go on whatever a single connection does.
struct TLSServerPipeline: Sendable {
  private let configuration: TLSServerConfiguration
  private let identity: TLSServerIdentity
  private let census: ConnectionCensus
  private let observe: @Sendable (TLSServerEvent) -> Void

  init(
    configuration: TLSServerConfiguration, identity: TLSServerIdentity, observe: @escaping @Sendable (TLSServerEvent) -> Void
  ) {
    self.configuration = configuration
    self.identity = identity
    self.observe = observe
    census = ConnectionCensus(limit: configuration.connections, limitPerHost: configuration.connectionsPerHost)
  }

  func prepare(listener: any Channel) -> EventLoopFuture<Void> {
    listener.setOption(.backlog, value: CInt(clamping: configuration.backlog))
  }

  func secure(connection: any Channel) -> EventLoopFuture<Void> {
    let pipeline = connection.pipeline.syncOperations
    do {
      let tls = NIOSSLServerHandler(
        context: try identity.makeContext(), customVerificationCallbackWithMetadata: Self.acceptChain)
      let gate = ConnectionGate(census: census, observe: observe)
      try pipeline.addHandler(tls, position: .first)
      let flushLimit = FlushLimit(limit: Self.flushedBytes)
      try pipeline.addHandler(flushLimit, position: .after(tls))
      try pipeline.addHandler(
        HandshakeGuard(gate: gate, timeout: TimeAmount(configuration.handshakeTimeout), observe: observe),
        position: .after(flushLimit))
      try pipeline.addHandler(gate, position: .first)
    } catch {
      observe(.handshakeFailed(.noCertificate, detail: "\(error)", address: connection.remoteAddress.text))
      connection.close(promise: nil)
    }
    return connection.eventLoop.makeSucceededVoidFuture()
  }

  func bound(call: any Channel) -> EventLoopFuture<Void> {
    guard !configuration.callBytes.isEmpty else { return call.eventLoop.makeSucceededVoidFuture() }
    return call.eventLoop.makeCompletedFuture {
      try call.pipeline.syncOperations.addHandler(
        CallSizeGuard(limits: configuration.callBytes, observe: observe), position: .first)
    }
  }

  /// About how large a connection's buffer for encrypted bytes gets.
  private static let flushedBytes = 256 << 10

  /// The longest chain that is looked at. Istio's have up to four.
  private static let longestChain = 10

  /// Takes what the client shows: in the handshake it only has to prove that it holds the key. Whether the chain leads to a root that
  /// counts now, and whose it is, is decided for each call, so exchanged roots and passing time count for open connections too.
  @Sendable private static func acceptChain(
    _ certificates: [NIOSSLCertificate], _ promise: EventLoopPromise<NIOSSLVerificationResultWithMetadata>
  ) {
    guard (1...longestChain).contains(certificates.count) else { return promise.succeed(.failed) }
    promise.succeed(.certificateVerified(VerificationMetadata(ValidatedCertificateChain(certificates))))
  }
}

extension Optional where Wrapped == SocketAddress {
  /// `HOST:PORT`, with brackets around IPv6 addresses.
  var text: String {
    guard let self, let host = self.ipAddress, let port = self.port else { return "unknown" }
    return host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
  }
}
