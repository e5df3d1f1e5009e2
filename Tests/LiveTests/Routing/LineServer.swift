import NIOCore
import NIOPosix
import NIOSSL

/// A TCP server on loopback that sends its name to whoever connects, and closes: what servers do that speak first.
struct LineServer: Sendable {
  let port: Int
  private let channel: any Channel

  /// - Parameter tls: nil for plain text.
  init(_ name: String, tls: NIOSSLContext? = nil) async throws {
    channel = try await TestSockets.listen { channel in
      if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls)) }
      try channel.pipeline.syncOperations.addHandler(Greeting(name: name))
    }
    port = try TestSockets.port(of: channel)
  }

  func stop() async { try? await channel.close() }

  private final class Greeting: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer
    private let name: String

    init(name: String) { self.name = name }

    func channelActive(context: ChannelHandlerContext) {
      let channel = context.channel
      context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: name))).whenComplete { _ in channel.close(promise: nil) }
    }
  }
}

/// An HTTP/1.1 server on loopback that agrees to every upgrade, and sends back what comes then.
struct UpgradeServer: Sendable {
  let port: Int
  private let channel: any Channel

  init() async throws {
    channel = try await TestSockets.listen { try $0.pipeline.syncOperations.addHandler(Upgrade()) }
    port = try TestSockets.port(of: channel)
  }

  func stop() async { try? await channel.close() }

  static let agreement = "HTTP/1.1 101 Switching Protocols\r\n"

  private final class Upgrade: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer
    private var head = ""
    private var isUpgraded = false

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      let bytes = unwrapInboundIn(data)
      guard !isUpgraded else {
        context.writeAndFlush(wrapOutboundOut(bytes), promise: nil)
        return
      }
      head += String(buffer: bytes)
      guard head.hasSuffix("\r\n\r\n") else { return }
      isUpgraded = true
      let answer = UpgradeServer.agreement + "connection: upgrade\r\nupgrade: websocket\r\n\r\n"
      context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: answer)), promise: nil)
    }
  }
}

/// Sockets of tests.
enum TestSockets {
  struct NoPort: Error {}

  static func listen(_ setUp: @Sendable @escaping (any Channel) throws -> Void) async throws -> any Channel {
    try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .childChannelInitializer { channel in channel.eventLoop.makeCompletedFuture { try setUp(channel) } }
      .bind(host: "127.0.0.1", port: 0).get()
  }

  static func port(of channel: any Channel) throws -> Int {
    guard let port = channel.localAddress?.port else { throw NoPort() }
    return port
  }

  typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>

  /// - Parameter tls: what TLS is checked by, and the name that is asked for; nil for plain text.
  static func connect(
    _ host: String, _ port: Int, tls: (context: NIOSSLContext, serverName: String)? = nil
  ) async throws -> Connection {
    try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup).connect(host: host, port: port) { channel in
      channel.eventLoop.makeCompletedFuture {
        if let tls {
          let handler = try NIOSSLClientHandler(context: tls.context, serverHostname: tls.serverName)
          try channel.pipeline.syncOperations.addHandler(handler)
        }
        return try Connection(wrappingChannelSynchronously: channel)
      }
    }
  }

  /// All that comes until the other side closes.
  static func read(
    _ host: String, _ port: Int, tls: (context: NIOSSLContext, serverName: String)? = nil
  ) async throws -> String {
    try await connect(host, port, tls: tls).executeThenClose { inbound, _ in
      var text = ""
      for try await part in inbound { text += String(buffer: part) }
      return text
    }
  }
}
