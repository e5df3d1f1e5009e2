/// Writes the protobuf wire format into memory of known size. Writing past the end is ignored, so that a wrong size cannot corrupt
/// memory; `isComplete` tells whether the size was right.
struct WireWriter {
  private let buffer: UnsafeMutableRawBufferPointer
  private var offset = 0
  private var hasOverflown = false

  init(_ buffer: UnsafeMutableRawBufferPointer) { self.buffer = buffer }

  var isComplete: Bool { !hasOverflown && offset == buffer.count }

  mutating func varint(_ value: Int) {
    var rest = UInt64(truncatingIfNeeded: value)
    while rest >= 0x80 {
      byte(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    byte(UInt8(truncatingIfNeeded: rest))
  }

  /// The start of a length-delimited field: its tag and length.
  mutating func header(_ field: Int, length: Int) {
    varint(field << 3 | 2)
    varint(length)
  }

  mutating func string(_ field: Int, _ text: String) {
    guard !text.isEmpty else { return }
    header(field, length: text.utf8.count)
    raw(text)
  }

  mutating func raw(_ text: String) {
    for unit in text.utf8 { byte(unit) }
  }

  mutating func bytes(_ field: Int, _ content: [UInt8]) {
    guard !content.isEmpty else { return }
    header(field, length: content.count)
    guard content.count <= buffer.count - offset else {
      hasOverflown = true
      return
    }
    UnsafeMutableRawBufferPointer(rebasing: buffer[offset..<(offset + content.count)]).copyBytes(from: content)
    offset += content.count
  }

  private mutating func byte(_ value: UInt8) {
    guard offset < buffer.count else {
      hasOverflown = true
      return
    }
    buffer[offset] = value
    offset += 1
  }

  // MARK: Sizes

  static func varintSize(_ value: Int) -> Int {
    max(1, (UInt64.bitWidth - UInt64(truncatingIfNeeded: value).leadingZeroBitCount + 6) / 7)
  }

  /// Of a length-delimited field whose content has `length` bytes.
  static func fieldSize(_ field: Int, length: Int) -> Int { varintSize(field << 3) + varintSize(length) + length }

  static func stringSize(_ field: Int, _ text: String) -> Int { text.isEmpty ? 0 : fieldSize(field, length: text.utf8.count) }

  static func bytesSize(_ field: Int, _ content: [UInt8]) -> Int { content.isEmpty ? 0 : fieldSize(field, length: content.count) }
}
