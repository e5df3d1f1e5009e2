extension JSONValue {
  /// Indented JSON with members sorted by their UTF-8 bytes and a newline at the end.
  package var prettyText: String {
    var text = ""
    write(into: &text, indent: 0)
    return text + "\n"
  }

  private func write(into text: inout String, indent: Int) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    // JSON has no spelling for infinities; they cannot come from JSON input, and no literal here makes one.
    case .number(let value): text += value.isFinite ? String(value) : "null"
    case .string(let value): Self.write(value, into: &text)
    case .array(let values):
      Self.write(values.map { (nil, $0) }, brackets: ("[", "]"), into: &text, indent: indent)
    case .object(let members):
      let sorted = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      Self.write(sorted.map { ($0.key, $0.value) }, brackets: ("{", "}"), into: &text, indent: indent)
    }
  }

  private static func write(
    _ elements: [(key: String?, value: JSONValue)], brackets: (String, String), into text: inout String, indent: Int
  ) {
    guard !elements.isEmpty else {
      text += brackets.0 + brackets.1
      return
    }
    text += brackets.0
    for (index, element) in elements.enumerated() {
      text += index == 0 ? "\n" : ",\n"
      text += String(repeating: " ", count: indent + 2)
      if let key = element.key {
        write(key, into: &text)
        text += ": "
      }
      element.value.write(into: &text, indent: indent + 2)
    }
    text += "\n" + String(repeating: " ", count: indent) + brackets.1
  }

  private static func write(_ string: String, into text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\t": text += "\\t"
      case "\r": text += "\\r"
      case _ where scalar.value < 0x20:
        let hex = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
