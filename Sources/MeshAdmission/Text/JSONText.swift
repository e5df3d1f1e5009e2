/// Writes parsed values as compact JSON, keys sorted: one text for one meaning.
enum JSONText {
  static func of(_ value: DocumentValue) -> String {
    var text = ""
    write(value, to: &text)
    return text
  }

  private static func write(_ value: DocumentValue, to text: inout String) {
    switch value.content {
    case .null: text += "null"
    case .bool(let value, _): text += value ? "true" : "false"
    case .integer(let value, _): text += String(value)
    // JSON has no word for these.
    case .number(let value, _): text += value.isFinite ? "\(value)" : "\"\(value)\""
    case .string(let value): text += quoted(value)
    case .list(let items):
      text += "["
      for (index, item) in items.enumerated() {
        if index > 0 { text += "," }
        write(item, to: &text)
      }
      text += "]"
    case .mapping(let entries):
      text += "{"
      for (index, entry) in entries.sorted(by: { $0.key < $1.key }).enumerated() {
        text += (index > 0 ? "," : "") + quoted(entry.key) + ":"
        write(entry.value, to: &text)
      }
      text += "}"
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
