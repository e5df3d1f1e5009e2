import APIServer
import MeshIdentity
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// A socket to a server, on which a test says whatever it wants, well-formed or not.
final class RawConnection: Sendable {
  /// Why nothing came.
  enum Failure: Error, Equatable {
    /// The server ended the connection.
    case closed
    /// The server said nothing in time.
    case silent
    /// What the server said is no HTTP.
    case malformed(String)
  }

  private typealias Stream = NIOAsyncChannel<ByteBuffer, ByteBuffer>

  private let channel: any Channel
  private let incoming: AsyncThrowingStream<[UInt8], any Error>
  private let buffer = Mutex<[UInt8]>([])
  private let isLate = Mutex(false)

  /// Passes what comes in to a stream, and its end.
  private final class Intake: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    let tell: AsyncThrowingStream<[UInt8], any Error>.Continuation

    init(_ tell: AsyncThrowingStream<[UInt8], any Error>.Continuation) { self.tell = tell }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      tell.yield(Array(unwrapInboundIn(data).readableBytesView))
    }
    func channelInactive(context: ChannelHandlerContext) { tell.finish() }
    // A server that closes without a goodbye of TLS has closed all the same.
    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
  }

  /// - Parameter tls: nil speaks plain text, whatever the server expects.
  init(port: Int, tls: NIOSSLContext?) async throws {
    let (incoming, tell) = AsyncThrowingStream<[UInt8], any Error>.makeStream()
    self.incoming = incoming
    channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          if let tls {
            try channel.pipeline.syncOperations.addHandler(NIOSSLClientHandler(context: tls, serverHostname: "localhost"))
          }
          try channel.pipeline.syncOperations.addHandler(Intake(tell))
        }
      }
      .connect(host: "127.0.0.1", port: port).get()
  }

  deinit { channel.close(promise: nil) }

  /// A client's side of TLS: trusts the server's authority, and shows a certificate where there is one.
  static func context(_ file: KubeconfigFile, showsCertificate: Bool = true) throws -> NIOSSLContext {
    var tls = TLSConfiguration.makeClientConfiguration()
    if let authority = file.authorityPEM {
      tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(Array(authority.utf8)))
    }
    if showsCertificate, let user = file.user {
      tls.certificateChain = try NIOSSLCertificate.fromPEMBytes(Array(user.certificatePEM.utf8)).map { .certificate($0) }
      tls.privateKey = .privateKey(try NIOSSLPrivateKey(bytes: Array(user.keyPEM.reveal().utf8), format: .pem))
    }
    return try NIOSSLContext(configuration: tls)
  }

  func close() { channel.close(promise: nil) }

  /// Says that nothing more will be said.
  func finish() { channel.close(mode: .output, promise: nil) }

  /// - Throws: `Failure.closed` where the server no longer listens.
  func send(_ bytes: [UInt8]) async throws {
    do {
      try await channel.writeAndFlush(ByteBuffer(bytes: bytes))
    } catch {
      throw Failure.closed
    }
  }

  /// The next answer, read to its end.
  /// - Parameters:
  ///   - method: What was asked: an answer to HEAD has no body.
  ///   - wantsHeadAlone: Stops behind the head where the answer goes on for long.
  /// - Throws: `Failure`.
  func answer(
    to method: String, within limit: Duration, wantsHeadAlone: (RawAnswer) -> Bool = { _ in false }
  ) async throws -> RawAnswer {
    isLate.withLock { $0 = false }
    let (channel, isLate) = (channel, isLateMark)
    let alarm = channel.eventLoop.scheduleTask(in: TimeAmount(limit)) {
      isLate()
      channel.close(promise: nil)
    }
    defer { alarm.cancel() }
    while true {
      switch RawAnswer.parse(buffer.withLock { $0 }, method: method, wantsHeadAlone: wantsHeadAlone) {
      case .complete(let answer, let size):
        buffer.withLock { $0.removeFirst(size) }
        return answer
      case .malformed(let problem): throw Failure.malformed(problem)
      case .incomplete: try await more()
      }
    }
  }

  private var isLateMark: @Sendable () -> Void { { [weak self] in self?.isLate.withLock { $0 = true } } }

  /// Waits until the server closes.
  /// - Throws: `Failure.silent` where it does not in time.
  func expectEnd(within limit: Duration) async throws {
    do {
      while true { _ = try await answer(to: "GET", within: limit) }
    } catch Failure.closed {}
  }

  private func more() async throws {
    for try await bytes in incoming {
      buffer.withLock { $0 += bytes }
      return
    }
    throw isLate.withLock { $0 } ? Failure.silent : .closed
  }
}
