import NIOCore
import NIOEmbedded
import Testing

@testable import MeshTransport

@Suite("Flush limit")
struct FlushLimitTests {
  @Test("What is written is flushed after the limit, and when asked") func flushes() throws {
    let channel = EmbeddedChannel()
    let counter = FlushCounter()
    try channel.pipeline.syncOperations.addHandlers([counter, FlushLimit(limit: 100)])
    for _ in 0..<9 { channel.write(ByteBuffer(repeating: 0, count: 40), promise: nil) }
    #expect(counter.sizes == [120, 120, 120])
    channel.write(ByteBuffer(repeating: 0, count: 40), promise: nil)
    channel.flush()
    #expect(counter.sizes == [120, 120, 120, 40])
    #expect(try channel.finish().hasLeftOvers)
  }

  /// How many bytes each flush takes along.
  private final class FlushCounter: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer

    private(set) var sizes: [Int] = []
    private var pending = 0

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
      pending += unwrapOutboundIn(data).readableBytes
      context.write(data, promise: promise)
    }

    func flush(context: ChannelHandlerContext) {
      sizes.append(pending)
      pending = 0
      context.flush()
    }
  }
}
