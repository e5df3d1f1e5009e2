extension JSONParser {
  /// A text. `position` is at its opening quote.
  mutating func string() throws(JSONError) -> String {
    position += 1
    let start = position
    let (end, plain) = Self.plainText(bytes, from: start)
    position = end
    guard end < bytes.count else { throw problem("unexpected end of the text") }
    switch bytes[end] {
    case UInt8(ascii: "\""):
      let text = if let plain { plain } else { try decoded(bytes[start..<end], at: start) }
      position += 1
      return text
    case UInt8(ascii: "\\"): return try escapedString(from: start)
    default: throw problem("control characters must be escaped")
    }
  }

  /// Where a text ends that begins at `start`, or needs a closer look; and the text, where it ends there and is ASCII.
  ///
  /// Most texts are, and there are many: the bytes are looked at once, without checks on each.
  private static func plainText(_ bytes: [UInt8], from start: Int) -> (end: Int, text: String?) {
    bytes.withUnsafeBufferPointer { buffer in
      var end = start
      var seen: UInt8 = 0
      while end < buffer.count {
        let byte = buffer[end]
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { break }
        seen |= byte
        end += 1
      }
      guard end < buffer.count, buffer[end] == UInt8(ascii: "\""), seen < 0x80 else { return (end, nil) }
      return (end, String(decoding: UnsafeBufferPointer(rebasing: buffer[start..<end]), as: UTF8.self))
    }
  }

  private func decoded(_ part: ArraySlice<UInt8>, at start: Int) throws(JSONError) -> String {
    guard let text = String(validating: part, as: UTF8.self) else {
      throw JSONError(.syntax, offset: start, problem: "the text is not UTF-8")
    }
    return text
  }

  private mutating func escapedString(from start: Int) throws(JSONError) -> String {
    var content = Array(bytes[start..<position])
    while position < bytes.count {
      let byte = bytes[position]
      switch byte {
      case UInt8(ascii: "\""):
        let text = try decoded(content[...], at: start)
        position += 1
        return text
      case UInt8(ascii: "\\"):
        position += 1
        try appendEscaped(to: &content)
      case 0..<0x20: throw problem("control characters must be escaped")
      default:
        content.append(byte)
        position += 1
      }
    }
    throw problem("unexpected end of the text")
  }

  private mutating func appendEscaped(to content: inout [UInt8]) throws(JSONError) {
    guard position < bytes.count else { throw problem("unexpected end of the text") }
    let byte = bytes[position]
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): content.append(byte)
    case UInt8(ascii: "b"): content.append(0x08)
    case UInt8(ascii: "f"): content.append(0x0C)
    case UInt8(ascii: "n"): content.append(0x0A)
    case UInt8(ascii: "r"): content.append(0x0D)
    case UInt8(ascii: "t"): content.append(0x09)
    case UInt8(ascii: "u"):
      position += 1
      content.append(contentsOf: String(Character(try escapedScalar())).utf8)
      return
    default: throw problem("an unknown escape")
    }
    position += 1
  }

  /// A scalar, of one escape or of a surrogate pair. `position` is at its first hexadecimal digit.
  private mutating func escapedScalar() throws(JSONError) -> Unicode.Scalar {
    let first = try codeUnit()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xDC00, position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
      bytes[position + 1] == UInt8(ascii: "u")
    else { return "\u{FFFD}" }
    let resume = position
    position += 2
    let second = try codeUnit()
    guard (0xDC00...0xDFFF).contains(second) else {
      position = resume
      return "\u{FFFD}"
    }
    let scalar = 0x10000 + (UInt32(first - 0xD800) << 10) + UInt32(second - 0xDC00)
    return Unicode.Scalar(scalar) ?? "\u{FFFD}"
  }

  private mutating func codeUnit() throws(JSONError) -> UInt16 {
    var unit: UInt16 = 0
    for _ in 0..<4 {
      guard position < bytes.count, let digit = Self.hexadecimalDigit(bytes[position]) else {
        throw problem("a hexadecimal digit was expected")
      }
      unit = unit << 4 | UInt16(digit)
      position += 1
    }
    return unit
  }

  private static func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
