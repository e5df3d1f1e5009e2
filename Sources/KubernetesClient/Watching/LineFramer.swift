import NIOCore

/// Cuts a stream into lines.
struct LineFramer: Sendable {
  /// Bytes of the longest line that is taken.
  let limit: Int
  private var buffer = ByteBuffer()
  /// Bytes at the buffer's start that are known to hold no line end.
  private var searched = 0

  init(limit: Int) { self.limit = limit }

  mutating func append(_ bytes: ByteBuffer) {
    buffer.writeImmutableBuffer(bytes)
  }

  /// The next whole line without its end; nil where there is none yet. Empty lines are passed over.
  /// - Throws: `KubernetesError` (`tooLarge`).
  mutating func next() throws(KubernetesError) -> [UInt8]? {
    while true {
      let view = buffer.readableBytesView
      guard let end = view.dropFirst(searched).firstIndex(of: UInt8(ascii: "\n")) else {
        searched = view.count
        guard searched <= limit else { throw tooLarge }
        // What was read would pile up otherwise.
        buffer.discardReadBytes()
        return nil
      }
      let length = end - view.startIndex
      guard length <= limit else { throw tooLarge }
      let line = buffer.readBytes(length: length) ?? []
      buffer.moveReaderIndex(forwardBy: 1)
      searched = 0
      if !line.isEmpty { return line }
    }
  }

  /// Whether a line has begun that has not ended.
  var isMidLine: Bool { buffer.readableBytes > 0 }

  private var tooLarge: KubernetesError {
    KubernetesError(.tooLarge, message: "an event of the watch is larger than \(limit) bytes")
  }
}
