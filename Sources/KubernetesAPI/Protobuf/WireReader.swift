/// Reads the fields of one protobuf message, one after the other.
struct WireReader {
  enum Value {
    /// A number or a boolean.
    case varint(UInt64)
    /// A text, bytes or a message.
    case bytes(ArraySlice<UInt8>)
    /// Fixed-width numbers, which Kubernetes' objects hardly use.
    case fixed(UInt64)

    /// Whether it is what an absent field means.
    var isZero: Bool {
      switch self {
      case .varint(let value), .fixed(let value): value == 0
      case .bytes(let bytes): bytes.isEmpty
      }
    }
  }

  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  /// The next field; nil at the end.
  mutating func next() throws(ProtobufError) -> (number: Int, value: Value)? {
    guard !rest.isEmpty else { return nil }
    let key = try varint()
    guard let number = Int(exactly: key >> 3), number > 0 else { throw .malformed("a field has no number") }
    switch key & 7 {
    case 0: return (number, .varint(try varint()))
    case 1: return (number, .fixed(try fixed(8)))
    case 2: return (number, .bytes(try bytes()))
    case 5: return (number, .fixed(try fixed(4)))
    default: throw .malformed("field number \(number) is in no form that is known")
    }
  }

  private mutating func varint() throws(ProtobufError) -> UInt64 {
    var result: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 70, by: 7) {
      guard let byte = rest.popFirst() else { throw .malformed("a number ends too early") }
      guard shift < 63 || byte <= 1 else { throw .malformed("a number has more than 64 bits") }
      result |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return result }
    }
    throw .malformed("a number does not end")
  }

  private mutating func fixed(_ width: Int) throws(ProtobufError) -> UInt64 {
    guard rest.count >= width else { throw .malformed("a number ends too early") }
    let bytes = rest.prefix(width)
    rest = rest.dropFirst(width)
    return bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  private mutating func bytes() throws(ProtobufError) -> ArraySlice<UInt8> {
    guard let count = Int(exactly: try varint()), count <= rest.count else { throw .malformed("a field is cut off") }
    let bytes = rest.prefix(count)
    rest = rest.dropFirst(count)
    return bytes
  }
}
