/// Writes values as YAML: blocks of sorted keys, every text in quotes, as JSON spells them.
enum YAMLText {
  /// A document with a final line end.
  static func document(_ value: DebugJSON) -> String { lines(of: value).joined(separator: "\n") + "\n" }

  private static func lines(of value: DebugJSON) -> [String] {
    switch value {
    case .array(let items) where !items.isEmpty:
      return items.flatMap { item in indented(lines(of: item), first: "- ") }
    case .object(let members) where !members.isEmpty:
      return members.sorted { $0.key < $1.key }.flatMap { key, member -> [String] in
        let inner = lines(of: member)
        return isBlock(member) ? ["\(key):"] + inner.map { "  \($0)" } : ["\(key): \(inner[0])"]
      }
    case .array: return ["[]"]
    case .object: return ["{}"]
    case .null: return ["null"]
    case .bool(let flag): return [flag ? "true" : "false"]
    case .int(let number): return ["\(number)"]
    case .double(let number): return ["\(number)"]
    case .string: return [String(decoding: value.bytes.dropLast(), as: UTF8.self)]
    }
  }

  private static func isBlock(_ value: DebugJSON) -> Bool {
    switch value {
    case .array(let items): !items.isEmpty
    case .object(let members): !members.isEmpty
    default: false
    }
  }

  private static func indented(_ lines: [String], first: String) -> [String] {
    lines.enumerated().map { $0.offset == 0 ? first + $0.element : "  " + $0.element }
  }
}
