/// What a plain (unquoted) YAML word means, by the rules of the YAML 1.1 reader that Kubernetes' tools use.
///
/// `yes`, `no`, `on` and `off` are booleans, a leading `0` makes an octal number, `_` may group digits, and dates are texts.
enum ScalarResolution {
  static func plain(_ text: String) -> DocumentValue.Content {
    switch text {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON", "y", "Y": return .bool(true, text: text)
    case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF", "n", "N": return .bool(false, text: text)
    default: break
    }
    guard let first = text.utf8.first, isNumberStart(first) else { return .string(text) }
    switch text.lowercased() {
    case ".nan": return .number(.nan, text: text)
    case ".inf", "+.inf": return .number(.infinity, text: text)
    case "-.inf": return .number(-.infinity, text: text)
    default: break
    }
    if let value = integer(text) { return .integer(value, text: text) }
    if let value = decimal(text) { return .number(value, text: text) }
    return .string(text)
  }

  private static func isNumberStart(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || byte == 0x2B || byte == 0x2D || byte == 0x2E
  }

  /// Decimal, `0x`, `0o`, `0b`, and octal with a leading zero; digits may be grouped with `_`.
  static func integer(_ text: String) -> Int64? {
    var digits = text.utf8.filter { $0 != UInt8(ascii: "_") }[...]
    guard digits.count <= 64, let first = digits.first else { return nil }
    let isNegative = first == UInt8(ascii: "-")
    if isNegative || first == UInt8(ascii: "+") { digits = digits.dropFirst() }
    guard let head = digits.first, (0x30...0x39).contains(head) else { return nil }
    var radix = 10
    if head == 0x30, digits.count > 1 {
      switch digits[digits.startIndex + 1] {
      case UInt8(ascii: "x"), UInt8(ascii: "X"): (radix, digits) = (16, digits.dropFirst(2))
      case UInt8(ascii: "o"), UInt8(ascii: "O"): (radix, digits) = (8, digits.dropFirst(2))
      case UInt8(ascii: "b"), UInt8(ascii: "B"): (radix, digits) = (2, digits.dropFirst(2))
      default: (radix, digits) = (8, digits.dropFirst())
      }
    }
    guard let first = digits.first, first != UInt8(ascii: "-"), first != UInt8(ascii: "+") else { return nil }
    let sign = isNegative ? "-" : ""
    return Int64(sign + String(decoding: digits, as: UTF8.self), radix: radix)
  }

  /// `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`
  private static func decimal(_ text: String) -> Double? {
    var rest = text.utf8.filter { $0 != UInt8(ascii: "_") }[...]
    if let first = rest.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") { rest = rest.dropFirst() }
    let whole = rest.prefix { (0x30...0x39).contains($0) }
    rest = rest.dropFirst(whole.count)
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      let fraction = rest.prefix { (0x30...0x39).contains($0) }
      guard !whole.isEmpty || !fraction.isEmpty else { return nil }
      rest = rest.dropFirst(fraction.count)
    } else if whole.isEmpty {
      return nil
    }
    if let mark = rest.first, mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") {
      rest = rest.dropFirst()
      if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { rest = rest.dropFirst() }
      guard !rest.isEmpty, rest.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
      rest = []
    }
    guard rest.isEmpty else { return nil }
    return Double(text.filter { $0 != "_" })
  }
}
