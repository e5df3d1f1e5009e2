/// Writes JSON in one spelling for each value: members sorted by the bytes of their names, no white space, numbers and escapes as
/// Go spells them (kubectl and Kubernetes compare texts of such values). HTML's characters stand as they are.
package enum JSONWriter {
  /// Appends a value. Numbers that JSON does not know (infinite, none) become null.
  ///
  /// Recurses as deep as the value, which is bounded by `JSONLimits.greatestDepth` for all that was read or patched.
  package static func append(_ value: JSONValue, to bytes: inout [UInt8]) {
    switch value {
    case .null: bytes.append(contentsOf: "null".utf8)
    case .bool(true): bytes.append(contentsOf: "true".utf8)
    case .bool(false): bytes.append(contentsOf: "false".utf8)
    case .integer(let value): append(value, to: &bytes)
    case .number(let value): append(value, to: &bytes)
    case .string(let text): append(text, to: &bytes)
    case .array(let values):
      bytes.append(UInt8(ascii: "["))
      for (index, value) in values.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        append(value, to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let members):
      bytes.append(UInt8(ascii: "{"))
      var isFirst = true
      for (name, value) in members.sorted(by: { sortsBefore($0.key, $1.key) }) {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
        append(name, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        append(value, to: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  /// The value as bytes.
  package static func bytes(_ value: JSONValue) -> [UInt8] {
    var bytes: [UInt8] = []
    append(value, to: &bytes)
    return bytes
  }

  /// The value as text.
  package static func text(_ value: JSONValue) -> String { String(decoding: bytes(value), as: UTF8.self) }

  /// A text in quotes, escaped as JSON (and nearly as Go's `%q`) writes it.
  package static func quoted(_ text: String) -> String {
    var bytes: [UInt8] = []
    append(text, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether a name is written before another: by its bytes.
  package static func sortsBefore(_ left: String, _ right: String) -> Bool {
    var (left, right) = (left, right)
    return left.withUTF8 { left in
      right.withUTF8 { right in
        for index in 0..<min(left.count, right.count) where left[index] != right[index] { return left[index] < right[index] }
        return left.count < right.count
      }
    }
  }

  // MARK: Texts

  /// Appends a text in quotes.
  package static func append(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { buffer in
      // What stands between escapes is appended as a whole.
      var start = 0
      for index in buffer.indices {
        let byte = buffer[index]
        guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
        bytes.append(contentsOf: buffer[start..<index])
        appendEscaped(byte, to: &bytes)
        start = index + 1
      }
      bytes.append(contentsOf: buffer[start...])
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func appendEscaped(_ byte: UInt8, to bytes: inout [UInt8]) {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(contentsOf: [UInt8(ascii: "\\"), byte])
    case 0x08: bytes.append(contentsOf: "\\b".utf8)
    case 0x0C: bytes.append(contentsOf: "\\f".utf8)
    case 0x0A: bytes.append(contentsOf: "\\n".utf8)
    case 0x0D: bytes.append(contentsOf: "\\r".utf8)
    case 0x09: bytes.append(contentsOf: "\\t".utf8)
    case 0..<0x20:
      let digits = Array("0123456789abcdef".utf8)
      bytes.append(contentsOf: "\\u00".utf8)
      bytes.append(digits[Int(byte >> 4)])
      bytes.append(digits[Int(byte & 0xF)])
    default: bytes.append(byte)
    }
  }

  // MARK: Numbers

  private static func append(_ value: Int64, to bytes: inout [UInt8]) {
    var text = String(value)
    text.withUTF8 { bytes.append(contentsOf: $0) }
  }

  private static func append(_ value: Double, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: NumberSpelling.text(value).utf8)
  }
}

extension JSONValue {
  /// The value as JSON text of one spelling; see `JSONWriter`.
  package var jsonBytes: [UInt8] { JSONWriter.bytes(self) }
  package var jsonText: String { JSONWriter.text(self) }
}
