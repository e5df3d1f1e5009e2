/// Writes JSON values as YAML: blocks of sorted members, texts without quotes where no reader could take them for anything else.
package enum YAMLWriter {
  /// A document with a final line end.
  ///
  /// Recurses as deep as the value, as `JSONWriter` does. Each line is written once, where it belongs.
  package static func document(_ value: JSONValue) -> String {
    var text = ""
    append(value, indent: 0, to: &text)
    return text
  }

  /// Writes a value whose first line starts where `text` ends, and whose further lines are indented.
  private static func append(_ value: JSONValue, indent: Int, to text: inout String) {
    switch value {
    case .array(let items) where !items.isEmpty:
      var isFirst = true
      for item in items {
        if !isFirst { appendSpaces(indent, to: &text) }
        isFirst = false
        text += "- "
        append(item, indent: indent + 2, to: &text)
      }
    case .object(let members) where !members.isEmpty:
      var isFirst = true
      for (key, member) in members.sorted(by: { JSONWriter.sortsBefore($0.key, $1.key) }) {
        if !isFirst { appendSpaces(indent, to: &text) }
        isFirst = false
        text += scalar(key)
        if isBlock(member) {
          text += ":\n"
          appendSpaces(indent + 2, to: &text)
        } else {
          text += ": "
        }
        append(member, indent: indent + 2, to: &text)
      }
    case .string(let string): text += scalar(string) + "\n"
    case .null, .bool, .integer, .number, .array, .object: text += JSONWriter.text(value) + "\n"
    }
  }

  private static func appendSpaces(_ count: Int, to text: inout String) {
    text += String(repeating: " ", count: count)
  }

  /// Whether a value takes lines of its own.
  private static func isBlock(_ value: JSONValue) -> Bool {
    switch value {
    case .array(let items): !items.isEmpty
    case .object(let members): !members.isEmpty
    default: false
    }
  }

  private static func scalar(_ text: String) -> String {
    if isPlain(text) { return text }
    var result = ""
    for scalar in JSONWriter.quoted(text).unicodeScalars {
      // JSON takes these as they are, YAML for ends of lines or for nothing.
      switch scalar.value {
      case 0x7F...0x9F: result += "\\u00" + String(scalar.value, radix: 16)
      case 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: result += "\\u" + String(scalar.value, radix: 16)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// What YAML 1.1, which Kubernetes' tools read, takes for something else than a text.
  private static let words: Set<String> = ["true", "false", "yes", "no", "on", "off", "y", "n", "null"]

  /// Whether a text means itself without quotes. It starts with a letter, or with a dot and a letter, so it is no number and no time;
  /// it holds nothing that YAML has a meaning for.
  private static func isPlain(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard let last = bytes.last, last != UInt8(ascii: " ") else { return false }
    let first = bytes[0] == UInt8(ascii: ".") && bytes.count > 1 ? bytes[1] : bytes[0]
    guard isLetter(first), bytes.allSatisfy(isHarmless) else { return false }
    let folded = text.lowercased()
    return !words.contains(folded) && ![".inf", ".nan"].contains(folded)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }

  private static func isHarmless(_ byte: UInt8) -> Bool {
    isLetter(byte) || (0x30...0x39).contains(byte) || " _./-(),;".utf8.contains(byte)
  }
}
