import MeshAPI

extension FieldReader {
  /// Bytes in base64 (standard or URL alphabet, padding optional), as protobuf's JSON form takes them.
  func bytes(_ name: String) -> [UInt8]? {
    outline?.note(name, .text(FieldSchema.Text(form: .base64)))
    guard let entry = entry(name), let text = text(of: entry.value, at: path.field(name)) else { return nil }
    guard let bytes = Base64.decode(text) else {
      report(.error, .invalidValue, name, "the text is not base64")
      return nil
    }
    return bytes
  }
}

/// Base64 in both alphabets.
enum Base64 {
  static func decode(_ text: String) -> [UInt8]? {
    var digits = Array(text.utf8)
    let padding = digits.reversed().prefix { $0 == UInt8(ascii: "=") }.count
    digits.removeLast(padding)
    guard padding <= 2, digits.count % 4 != 1, padding == 0 || (digits.count + padding) % 4 == 0 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digits.count * 3 / 4)
    var (buffer, bits): (UInt32, Int) = (0, 0)
    for digit in digits {
      guard let value = value(of: digit) else { return nil }
      buffer = buffer << 6 | UInt32(value)
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
        buffer &= (1 << UInt32(bits)) - 1
      }
    }
    return buffer == 0 ? bytes : nil
  }

  private static func value(of digit: UInt8) -> UInt8? {
    switch digit {
    case 0x41...0x5A: digit - 0x41
    case 0x61...0x7A: digit - 0x61 + 26
    case 0x30...0x39: digit - 0x30 + 52
    case 0x2B, 0x2D: 62
    case 0x2F, 0x5F: 63
    default: nil
    }
  }
}
