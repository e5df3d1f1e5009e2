import NIOCore
import NIOHPACK
import NIOHTTP2

/// Stands before gRPC on the stream of one call: counts what the client sends, and ends a call that sends more than its path allows.
final class CallSizeGuard: ChannelInboundHandler {
  typealias InboundIn = HTTP2Frame.FramePayload
  typealias InboundOut = HTTP2Frame.FramePayload
  typealias OutboundOut = HTTP2Frame.FramePayload

  private let limits: [String: Int]
  private let observe: @Sendable (TLSServerEvent) -> Void
  private var path = ""
  private var limit: Int?
  private var received = 0
  private var isRefused = false

  init(limits: [String: Int], observe: @escaping @Sendable (TLSServerEvent) -> Void) {
    self.limits = limits
    self.observe = observe
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isRefused else { return }
    switch unwrapInboundIn(data) {
    case .headers(let headers):
      if limit == nil, let path = headers.headers.first(name: ":path") {
        self.path = path
        limit = limits[path]
      }
    case .data(let part):
      received += part.data.readableBytes
      if let limit, received > limit { return refuse(limit, context) }
    default: break
    }
    context.fireChannelRead(data)
  }

  /// Answers with a status alone (gRPC over HTTP/2, "Trailers-Only") and resets the stream without an error, so that the client stops
  /// sending and takes the answer (RFC 9113, section 8.1).
  private func refuse(_ limit: Int, _ context: ChannelHandlerContext) {
    isRefused = true
    observe(.callTooLarge(path: path, limit: limit, address: context.channel.parent?.remoteAddress.text ?? "unknown"))
    let resourceExhausted = "8"
    let trailers = HTTP2Frame.FramePayload.Headers(
      headers: [
        ":status": "200", "content-type": "application/grpc", "grpc-status": resourceExhausted,
        "grpc-message": "A call of \(path) may send \(limit) bytes.",
      ], endStream: true)
    context.writeAndFlush(wrapOutboundOut(.headers(trailers)), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.rstStream(.noError)), promise: nil)
  }
}
