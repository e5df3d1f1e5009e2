/// One byte form for equal content, whatever the order of keys, the style or the comments in the file.
enum CanonicalForm {
  static func bytes(of value: DocumentValue) -> [UInt8] {
    switch value.content {
    case .null: return [UInt8(ascii: "n")]
    case .bool(let flag, _): return [UInt8(ascii: flag ? "t" : "f")]
    case .integer(let number, _): return tagged("i", String(number).utf8)
    case .number(let number, _):
      if let whole = Int64(exactly: number) { return tagged("i", String(whole).utf8) }
      return tagged("d", String(number).utf8)
    case .string(let text): return tagged("s", text.utf8)
    case .list(let items): return list(items.map(bytes(of:)))
    case .mapping(let entries):
      return mapping(entries.filter { !$0.value.isNull }.map { ($0.key, bytes(of: $0.value)) })
    }
  }

  static func list(_ items: [[UInt8]]) -> [UInt8] {
    var result = tagged("l", String(items.count).utf8)
    for item in items { result += item }
    return result
  }

  static func mapping(_ parts: [(key: String, bytes: [UInt8])]) -> [UInt8] {
    var result = tagged("m", String(parts.count).utf8)
    for part in parts.sorted(by: { $0.key < $1.key }) {
      result += tagged("k", part.key.utf8)
      result += part.bytes
    }
    return result
  }

  /// Tag, length and content: no content can look like the end of another.
  static func tagged(_ tag: Unicode.Scalar, _ content: some Collection<UInt8>) -> [UInt8] {
    [UInt8(ascii: tag)] + Array(String(content.count).utf8) + [UInt8(ascii: ":")] + Array(content)
  }
}
