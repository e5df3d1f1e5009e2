import NIOCore
import NIOSSL
import NIOTLS

/// Stands behind TLS: sees to it that the handshake ends in time and with HTTP/2, and tells how it went.
final class HandshakeGuard: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  /// The longest reason that is told.
  private static let detailLength = 300

  private let gate: ConnectionGate
  private let timeout: TimeAmount
  private let observe: @Sendable (TLSServerEvent) -> Void
  private var alarm: Scheduled<Void>?
  private var isOver = false

  init(gate: ConnectionGate, timeout: TimeAmount, observe: @escaping @Sendable (TLSServerEvent) -> Void) {
    self.gate = gate
    self.timeout = timeout
    self.observe = observe
  }

  func channelActive(context: ChannelHandlerContext) {
    alarm = context.eventLoop.assumeIsolated().scheduleTask(in: timeout) { [weak self] in
      self?.end(.timeout, "", context)
    }
    context.fireChannelActive()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case .handshakeCompleted(let negotiated)? = event as? TLSUserEvent {
      guard negotiated == "h2" else { return end(.noHTTP2, "The client negotiated \(negotiated ?? "nothing").", context) }
      over()
      observe(.handshakeCompleted(address: context.remoteAddress.text))
    }
    context.fireUserInboundEventTriggered(event)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if isOver { return context.fireErrorCaught(error) }
    guard !gate.isClosed else { return }
    end(.failed, String("\(error)".prefix(Self.detailLength)), context)
  }

  func channelInactive(context: ChannelHandlerContext) {
    over()
    context.fireChannelInactive()
  }

  private func end(_ failure: TLSServerEvent.HandshakeFailure, _ detail: String, _ context: ChannelHandlerContext) {
    guard !isOver else { return }
    over()
    observe(.handshakeFailed(failure, detail: detail, address: context.remoteAddress.text))
    gate.closeNow()
  }

  private func over() {
    isOver = true
    alarm?.cancel()
    alarm = nil
  }
}
