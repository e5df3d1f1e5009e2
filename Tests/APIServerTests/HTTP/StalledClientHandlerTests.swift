import NIOCore
import NIOEmbedded
import Testing

@testable import APIServer

@Suite("Clients that take nothing")
struct StalledClientHandlerTests {
  private static func channel() throws -> EmbeddedChannel {
    let channel = EmbeddedChannel()
    try channel.pipeline.syncOperations.addHandler(StalledClientHandler(limit: .seconds(30)))
    try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
    return channel
  }

  private static func set(_ isWritable: Bool, _ channel: EmbeddedChannel) {
    channel.isWritable = isWritable
    channel.pipeline.fireChannelWritabilityChanged()
  }

  @Test("Who takes nothing for 30 seconds is cut off")
  func isCut() throws {
    let channel = try Self.channel()
    Self.set(false, channel)
    channel.embeddedEventLoop.advanceTime(by: .seconds(29))
    #expect(channel.isActive)
    channel.embeddedEventLoop.advanceTime(by: .seconds(2))
    #expect(!channel.isActive)
  }

  @Test("Who takes something in time stays")
  func stays() throws {
    let channel = try Self.channel()
    for _ in 0..<10 {
      Self.set(false, channel)
      channel.embeddedEventLoop.advanceTime(by: .seconds(20))
      Self.set(true, channel)
      channel.embeddedEventLoop.advanceTime(by: .seconds(100))
    }
    #expect(channel.isActive)
    _ = try channel.finish()
  }
}
