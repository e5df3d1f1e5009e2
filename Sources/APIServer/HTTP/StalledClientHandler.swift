import NIOCore

/// Ends the connection of a client that takes nothing of what it was sent for too long. What is sent waits for the client, so one
/// that is merely slow costs little and stays; one that is stuck would keep its part of memory for as long as it likes.
final class StalledClientHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = Any

  private let limit: TimeAmount
  private var end: Scheduled<Void>?

  init(limit: Duration) {
    self.limit = TimeAmount(limit)
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    end?.cancel()
    end = nil
    if !context.channel.isWritable {
      end = context.eventLoop.assumeIsolated().scheduleTask(in: limit) { context.close(promise: nil) }
    }
    context.fireChannelWritabilityChanged()
  }

  func channelInactive(context: ChannelHandlerContext) {
    end?.cancel()
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    end?.cancel()
  }
}
