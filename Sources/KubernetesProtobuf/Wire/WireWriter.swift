/// Writes the fields of one message.
///
/// Source: Protocol Buffers' encoding.
struct WireWriter {
  private(set) var bytes: [UInt8] = []

  mutating func text(_ number: Int, _ value: String) {
    length(number, value.utf8.count)
    bytes.append(contentsOf: value.utf8)
  }

  mutating func message(_ number: Int, _ value: WireWriter) {
    length(number, value.bytes.count)
    bytes.append(contentsOf: value.bytes)
  }

  mutating func whole(_ number: Int, _ value: Int64) {
    tag(number, 0)
    varint(UInt64(bitPattern: value))
  }

  mutating func flag(_ number: Int, _ value: Bool) { whole(number, value ? 1 : 0) }

  mutating func floating(_ number: Int, _ value: Double) {
    tag(number, 1)
    for shift in stride(from: UInt64(0), to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: value.bitPattern >> shift)) }
  }

  private mutating func length(_ number: Int, _ count: Int) {
    tag(number, 2)
    varint(UInt64(count))
  }

  private mutating func tag(_ number: Int, _ type: UInt64) { varint(UInt64(number) << 3 | type) }

  private mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }
}
