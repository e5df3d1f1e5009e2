extension EnvoyJSONValue {
  /// The value as JSON text; with `pretty`, one member or element per line, indented by two spaces.
  public func text(pretty: Bool = false) -> String {
    var writer = JSONTextWriter(pretty: pretty)
    writer.write(self)
    return writer.text
  }
}

private struct JSONTextWriter {
  let pretty: Bool
  private(set) var text = ""
  private var depth = 0

  init(pretty: Bool) {
    self.pretty = pretty
  }

  mutating func write(_ value: EnvoyJSONValue) {
    switch value {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .number(let digits): text += digits
    case .string(let string): write(string)
    case .array(let elements):
      enclose(elements, "[", "]") { $0.write($1) }
    case .object(let members):
      enclose(members, "{", "}") { writer, member in
        writer.write(member.name)
        writer.text += writer.pretty ? ": " : ":"
        writer.write(member.value)
      }
    }
  }

  private mutating func enclose<T>(
    _ items: [T], _ open: String, _ close: String, _ body: (inout JSONTextWriter, T) -> Void
  ) {
    text += open
    depth += 1
    for (index, item) in items.enumerated() {
      if index > 0 { text += "," }
      breakLine()
      body(&self, item)
    }
    depth -= 1
    if !items.isEmpty { breakLine() }
    text += close
  }

  private mutating func breakLine() {
    guard pretty else { return }
    text += "\n" + String(repeating: "  ", count: depth)
  }

  private mutating func write(_ string: String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7f:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
