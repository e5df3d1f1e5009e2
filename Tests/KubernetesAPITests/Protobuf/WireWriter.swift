/// Writes protobuf messages by the numbers of their fields.
enum WireWriter {
  static func text(_ number: Int, _ text: String) -> [UInt8] { bytes(number, Array(text.utf8)) }

  static func bytes(_ number: Int, _ content: [UInt8]) -> [UInt8] {
    varint(UInt64(number << 3 | 2)) + varint(UInt64(content.count)) + content
  }

  static func message(_ number: Int, _ fields: [UInt8]...) -> [UInt8] { bytes(number, Array(fields.joined())) }

  static func number(_ number: Int, _ value: Int64) -> [UInt8] {
    varint(UInt64(number << 3)) + varint(UInt64(bitPattern: value))
  }

  /// An object in Kubernetes' envelope.
  static func object(_ apiVersion: String, _ kind: String, _ fields: [UInt8]...) -> [UInt8] {
    let identity = message(1, text(1, apiVersion), text(2, kind))
    return Array("k8s\0".utf8) + identity + bytes(2, Array(fields.joined())) + text(3, "") + text(4, "")
  }

  private static func varint(_ value: UInt64) -> [UInt8] {
    var (rest, bytes): (UInt64, [UInt8]) = (value, [])
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    return bytes + [UInt8(rest)]
  }
}
