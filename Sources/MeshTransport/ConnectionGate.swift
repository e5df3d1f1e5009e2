import NIOCore

/// Stands before TLS: counts connections, and closes those that are too many or do not begin with a TLS handshake.
final class ConnectionGate: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer

  /// The first byte of a TLS record that holds a handshake message (RFC 8446, section 5.1).
  private static let handshakeRecord: UInt8 = 22

  private enum State { case waiting, open, closed }

  private let census: ConnectionCensus
  private let observe: @Sendable (TLSServerEvent) -> Void
  private var state = State.waiting
  private var host: String?
  private var address = "unknown"
  private var context: ChannelHandlerContext?

  init(census: ConnectionCensus, observe: @escaping @Sendable (TLSServerEvent) -> Void) {
    self.census = census
    self.observe = observe
  }

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }
  func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

  /// Whether the connection has been given up; what TLS says about it then is no news.
  var isClosed: Bool { state == .closed }

  /// Closes the connection below TLS, without waiting for a client that may never answer. On the event loop.
  func closeNow() {
    state = .closed
    context?.close(promise: nil)
  }

  func channelActive(context: ChannelHandlerContext) {
    let remote = context.remoteAddress
    address = remote.text
    let host = remote?.ipAddress ?? ""
    guard census.join(host) else { return refuse(.tooManyConnections) }
    self.host = host
    context.fireChannelActive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch state {
    case .open: context.fireChannelRead(data)
    case .closed: break
    case .waiting:
      let bytes = unwrapInboundIn(data)
      guard let first = bytes.getInteger(at: bytes.readerIndex, as: UInt8.self) else { return }
      guard first == Self.handshakeRecord else {
        return refuse(.plainText, "The first byte was \(first), which begins no TLS handshake.")
      }
      state = .open
      context.fireChannelRead(data)
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    if let host { census.leave(host) }
    host = nil
    context.fireChannelInactive()
  }

  private func refuse(_ failure: TLSServerEvent.HandshakeFailure, _ detail: String = "") {
    observe(.handshakeFailed(failure, detail: detail, address: address))
    closeNow()
  }
}
