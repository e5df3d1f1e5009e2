/// Reads the fields of one message as they come, whatever they mean.
///
/// Source: Protocol Buffers' encoding. Groups, which Kubernetes does not use, are refused.
struct WireReader {
  enum Value {
    case varint(UInt64)
    case fixed64(UInt64)
    case fixed32(UInt32)
    case bytes(ArraySlice<UInt8>)
  }

  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  var isAtEnd: Bool { rest.isEmpty }

  /// The next field; nil behind the last.
  mutating func next() throws(ProtobufError) -> (number: Int, value: Value)? {
    guard !rest.isEmpty else { return nil }
    let tag = try varint()
    guard let number = Int(exactly: tag >> 3), (1..<1 << 29).contains(number) else {
      throw ProtobufError(.malformed, "a field has no proper number")
    }
    switch tag & 7 {
    case 0: return (number, .varint(try varint()))
    case 1: return (number, .fixed64(Self.number(try take(8))))
    case 2:
      guard let length = Int(exactly: try varint()) else { throw Self.cutOff }
      return (number, .bytes(try take(length)))
    case 5: return (number, .fixed32(UInt32(truncatingIfNeeded: Self.number(try take(4)))))
    default: throw ProtobufError(.malformed, "field \(number) is of a type that is not used")
    }
  }

  /// A number of up to 64 bits, seven in each byte.
  mutating func varint() throws(ProtobufError) -> UInt64 {
    var value: UInt64 = 0
    for index in 0..<10 {
      guard let byte = rest.popFirst() else { throw Self.cutOff }
      guard index < 9 || byte <= 1 else { break }
      value |= UInt64(byte & 0x7F) << UInt64(7 * index)
      if byte < 0x80 { return value }
    }
    throw ProtobufError(.malformed, "a number has more than 64 bits")
  }

  private mutating func take(_ count: Int) throws(ProtobufError) -> ArraySlice<UInt8> {
    guard count <= rest.count else { throw Self.cutOff }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  private static let cutOff = ProtobufError(.malformed, "the bytes end within a field")
}
