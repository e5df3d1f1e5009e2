import NIOCore

/// Flushes what is written at the latest after so many bytes.
///
/// The TLS handler below encrypts all that it holds at each flush into one buffer, and keeps a buffer of that size for as long as the
/// connection lasts. A proxy that gets its first configuration would hold megabytes of memory for good.
final class FlushLimit: ChannelOutboundHandler {
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let limit: Int
  private var written = 0

  init(limit: Int) { self.limit = limit }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    written += unwrapOutboundIn(data).readableBytes
    context.write(data, promise: promise)
    if written >= limit { flush(context: context) }
  }

  func flush(context: ChannelHandlerContext) {
    written = 0
    context.flush()
  }
}
