import NIOCore

/// Stands below HTTP/2 on a client's connection and takes out the PING frames by which servers written in Go measure the connection.
///
/// Such a server sends one with about every answer. NIO's HTTP/2 ends a connection on which more than 200 come within 30 s, and a busy
/// client would lose its connection every few hundred calls. A server whose first ping of this kind is not answered sends no second
/// one; it only goes on with the flow control window that it has. Pings that ask for a sign of life bear other data and pass.
final class WindowPingFilter: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer

  private var frames = HTTP2PingSieve()

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let passing = frames.pass(unwrapInboundIn(data))
    if passing.readableBytes > 0 { context.fireChannelRead(wrapInboundOut(passing)) }
  }
}

/// Cuts a server's bytes into HTTP/2 frames (RFC 9113, section 4.1) and leaves out the pings with which grpc-go measures.
struct HTTP2PingSieve {
  /// A frame's length, type, flags and stream take so many bytes, and a ping carries eight.
  private static let header = 9
  private static let ping = header + 8
  /// What grpc-go's estimator of bandwidth sends.
  private static let measuring: [UInt8] = [0, 0, 8, 6, 0, 0, 0, 0, 0, 2, 4, 16, 16, 9, 14, 7, 7]

  /// The beginning of a frame whose rest decides whether it passes.
  private var held = ByteBuffer()
  /// Bytes of the frame that is passing.
  private var left = 0

  /// - Returns: what of the bytes passes now. Less than a ping is held back, until what follows it is here.
  mutating func pass(_ bytes: ByteBuffer) -> ByteBuffer {
    var bytes = bytes
    if held.readableBytes > 0 {
      held.writeBuffer(&bytes)
      (bytes, held) = (held, ByteBuffer())
    }
    var passing = ByteBuffer()
    while bytes.readableBytes > 0 {
      if left > 0 {
        let count = min(left, bytes.readableBytes)
        guard var part = bytes.readSlice(length: count) else { break }
        passing.writeBuffer(&part)
        left -= count
      } else if isMeasuring(bytes) {
        guard bytes.readableBytes >= Self.ping else { break }
        bytes.moveReaderIndex(forwardBy: Self.ping)
      } else {
        guard let length = Self.length(of: bytes) else { break }
        left = Self.header + length
      }
    }
    held = bytes
    return passing
  }

  /// Whether the bytes are, or may become, a ping that measures.
  private func isMeasuring(_ bytes: ByteBuffer) -> Bool {
    bytes.readableBytesView.starts(with: Self.measuring.prefix(bytes.readableBytes))
  }

  /// Bytes of the frame's payload; nil while its length is not here.
  private static func length(of bytes: ByteBuffer) -> Int? {
    let length = bytes.readableBytesView.prefix(3)
    return length.count == 3 ? length.reduce(0) { $0 << 8 | Int($1) } : nil
  }
}
