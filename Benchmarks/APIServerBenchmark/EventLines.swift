import Glibc
import NIOCore

/// Cuts a watch into events and reads the version of each: the first `resourceVersion` of its line.
struct EventLines {
  private var buffer = ByteBuffer()

  private static let mark = Array("\"resourceVersion\":\"".utf8)

  mutating func append(_ part: ByteBuffer) {
    if buffer.readableBytes == 0 { buffer.clear() }
    buffer.writeImmutableBuffer(part)
  }

  /// The version of the next whole event; nil where there is none yet.
  mutating func next() -> Int64? {
    let length = buffer.withUnsafeReadableBytes { bytes -> Int? in
      guard let base = bytes.baseAddress, let end = memchr(base, 0x0A, bytes.count) else { return nil }
      return UnsafeRawPointer(end) - base
    }
    guard let length, let line = buffer.readSlice(length: length + 1) else { return nil }
    return Self.version(line)
  }

  /// The version of what is there.
  var rest: Int64? { Self.version(buffer) }

  private static func version(_ line: ByteBuffer) -> Int64? {
    line.withUnsafeReadableBytes { bytes -> Int64? in
      guard let start = bytes.firstRange(of: mark)?.upperBound else { return nil }
      return bytes[start...].prefix { $0 != UInt8(ascii: "\"") }.reduce(0) { $0 &* 10 &+ Int64($1) &- 48 }
    }
  }
}
