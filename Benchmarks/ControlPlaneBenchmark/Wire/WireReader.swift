/// Walks over the fields of a protobuf message without decoding it. Ends at the end of the message or at the first byte that makes
/// no sense.
struct WireReader {
  enum Value {
    case number(UInt64)
    /// A text, bytes or a message.
    case bytes(UnsafeRawBufferPointer)
    /// Fixed 32 or 64 bits, which nothing here needs.
    case fixed
  }

  private let bytes: UnsafeRawBufferPointer
  private var offset = 0
  /// Whether the walk ended before the end of the message.
  private(set) var isBroken = false

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  mutating func next() -> (field: Int, value: Value)? {
    guard offset < bytes.count else { return nil }
    guard let tag = varint(), let value = value(wireType: tag & 7) else {
      isBroken = true
      return nil
    }
    return (Int(truncatingIfNeeded: tag >> 3), value)
  }

  private mutating func value(wireType: UInt64) -> Value? {
    switch wireType {
    case 0: return varint().map { .number($0) }
    case 1: return skip(8) == nil ? nil : .fixed
    case 2: return varint().flatMap { Int(exactly: $0) }.flatMap { skip($0) }.map { .bytes($0) }
    case 5: return skip(4) == nil ? nil : .fixed
    default: return nil
    }
  }

  private mutating func skip(_ count: Int) -> UnsafeRawBufferPointer? {
    guard count <= bytes.count - offset else { return nil }
    defer { offset += count }
    return UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset + count)])
  }

  private mutating func varint() -> UInt64? {
    var (value, shift): (UInt64, UInt64) = (0, 0)
    while offset < bytes.count, shift < 64 {
      let byte = bytes[offset]
      offset += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    return nil
  }
}
