/// Builds messages by hand.
enum WireBytes {
  static func varint(_ value: UInt64) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    return bytes + [UInt8(rest)]
  }

  static func whole(_ number: UInt64, _ value: UInt64) -> [UInt8] { varint(number << 3) + varint(value) }

  static func bytes(_ number: UInt64, _ content: [UInt8]) -> [UInt8] {
    varint(number << 3 | 2) + varint(UInt64(content.count)) + content
  }

  static func text(_ number: UInt64, _ content: String) -> [UInt8] { bytes(number, Array(content.utf8)) }

  /// A whole body.
  static func body(_ apiVersion: String, _ kind: String, _ raw: [UInt8]) -> [UInt8] {
    Array("k8s\0".utf8) + bytes(1, text(1, apiVersion) + text(2, kind)) + bytes(2, raw)
  }
}
