/// Reads JSON: what a tool wrote, where the YAML reader would stumble over escaped surrogates or several values in a row.
///
/// It is strict. Where it fails, the text is read as YAML, which takes most of what people write by hand in braces.
struct JSONReader {
  private let bytes: [UInt8]
  private let maximumDepth: Int
  private var index = 0
  private var line: Int32 = 1
  private var lineStart = 0
  /// Up to where columns of this line are counted, and how many there are: what tools write is one long line.
  private var (counted, columns) = (0, Int32(1))
  /// How many more values may be read.
  private(set) var valueBudget: Int
  /// Beyond this, nothing is read: deeper texts are refused by name before they can exhaust the stack.
  private static let hardDepth = 500

  init(_ text: String, valueBudget: Int, maximumDepth: Int) {
    bytes = Array(text.utf8)
    self.valueBudget = valueBudget
    self.maximumDepth = maximumDepth
  }

  /// Whether the text starts like a JSON object.
  static func looksLikeJSON(_ text: String) -> Bool {
    text.utf8.first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D } == UInt8(ascii: "{")
  }

  /// All values of the text, one after the other; nil where it is not JSON.
  mutating func read() throws(TextProblem) -> [DocumentValue]? {
    var values: [DocumentValue] = []
    skipSpace()
    while index < bytes.count {
      guard let value = try value(depth: 1) else { return nil }
      values.append(value)
      skipSpace()
    }
    return values
  }

  private mutating func value(depth: Int) throws(TextProblem) -> DocumentValue? {
    let (line, column) = (self.line, currentColumn())
    valueBudget -= 1
    guard valueBudget >= 0 else {
      throw TextProblem(message: "the file holds too many values", line: Int(line), column: Int(column), isLimit: true)
    }
    guard depth < Self.hardDepth else {
      throw TextProblem(
        message: "nested deeper than \(Self.hardDepth) levels", line: Int(line), column: Int(column), isLimit: true)
    }
    guard let content = try content(depth: depth) else { return nil }
    // As with YAML, deeper values are cut off here and reported by the depth check.
    return DocumentValue(depth <= maximumDepth + 1 ? content : .null, line: line, column: column)
  }

  private mutating func content(depth: Int) throws(TextProblem) -> DocumentValue.Content? {
    guard index < bytes.count else { return nil }
    switch bytes[index] {
    case UInt8(ascii: "{"): return try mapping(depth: depth)
    case UInt8(ascii: "["): return try list(depth: depth)
    case UInt8(ascii: "\""): return string().map { .string($0) }
    case UInt8(ascii: "t"): return word("true").map { _ in .bool(true, text: "true") }
    case UInt8(ascii: "f"): return word("false").map { _ in .bool(false, text: "false") }
    case UInt8(ascii: "n"): return word("null").map { _ in .null }
    default: return number()
    }
  }

  private mutating func mapping(depth: Int) throws(TextProblem) -> DocumentValue.Content? {
    index += 1
    var entries: [DocumentEntry] = []
    var known: [String: Int32] = [:]
    skipSpace()
    if take("}") { return .mapping(entries) }
    repeat {
      skipSpace()
      let (line, column) = (self.line, currentColumn())
      guard index < bytes.count, bytes[index] == UInt8(ascii: "\""), let key = string() else { return nil }
      if let first = known.updateValue(line, forKey: key) {
        throw TextProblem(
          message: "the key \"\(key)\" appears twice in one mapping", line: Int(line), column: Int(column),
          firstLine: Int(first), suggestion: "keep one of them", isDuplicateKey: true)
      }
      skipSpace()
      guard take(":") else { return nil }
      skipSpace()
      guard let value = try value(depth: depth + 1) else { return nil }
      entries.append(DocumentEntry(key: key, line: line, column: column, value: value))
      skipSpace()
    } while take(",")
    return take("}") ? .mapping(entries) : nil
  }

  private mutating func list(depth: Int) throws(TextProblem) -> DocumentValue.Content? {
    index += 1
    var items: [DocumentValue] = []
    skipSpace()
    if take("]") { return .list(items) }
    repeat {
      skipSpace()
      guard let item = try value(depth: depth + 1) else { return nil }
      items.append(item)
      skipSpace()
    } while take(",")
    return take("]") ? .list(items) : nil
  }

  private mutating func number() -> DocumentValue.Content? {
    let start = index
    while index < bytes.count, "+-.0123456789eE".utf8.contains(bytes[index]) { index += 1 }
    guard start < index, bytes[start] != UInt8(ascii: "+"), bytes[start] != UInt8(ascii: ".") else { return nil }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
    if digits.utf8.count > 1, digits.hasPrefix("0"), !digits.hasPrefix("0."), !digits.lowercased().hasPrefix("0e") { return nil }
    if let value = Int64(text) { return .integer(value, text: text) }
    return Double(text).map { .number($0, text: text) }
  }

  // MARK: Texts

  private mutating func string() -> String? {
    index += 1
    var content: [UInt8] = []
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      switch byte {
      case UInt8(ascii: "\""): return String(validating: content, as: UTF8.self)
      case UInt8(ascii: "\\"): guard escape(into: &content) else { return nil }
      case 0..<0x20: return nil
      default: content.append(byte)
      }
    }
    return nil
  }

  private mutating func escape(into content: inout [UInt8]) -> Bool {
    guard index < bytes.count else { return false }
    let byte = bytes[index]
    index += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): content.append(byte)
    case UInt8(ascii: "b"): content.append(0x08)
    case UInt8(ascii: "f"): content.append(0x0C)
    case UInt8(ascii: "n"): content.append(0x0A)
    case UInt8(ascii: "r"): content.append(0x0D)
    case UInt8(ascii: "t"): content.append(0x09)
    case UInt8(ascii: "u"):
      guard let scalar = unicodeEscape() else { return false }
      content += Array(String(scalar).utf8)
    default: return false
    }
    return true
  }

  /// The four digits behind `\u`, with a second escape where they are the first half of a pair.
  private mutating func unicodeEscape() -> Unicode.Scalar? {
    guard let first = hexDigits() else { return nil }
    if (0xDC00...0xDFFF).contains(first) { return nil }
    guard (0xD800...0xDBFF).contains(first) else { return Unicode.Scalar(first) }
    guard take("\\"), take("u"), let second = hexDigits(), (0xDC00...0xDFFF).contains(second) else { return nil }
    return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
  }

  private mutating func hexDigits() -> UInt32? {
    guard index + 4 <= bytes.count else { return nil }
    let digits = bytes[index..<(index + 4)]
    guard digits.allSatisfy({ $0.isHexDigit }) else { return nil }
    index += 4
    return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
  }

  // MARK: Signs

  private mutating func word(_ text: String) -> Void? {
    guard bytes[index...].starts(with: text.utf8) else { return nil }
    index += text.utf8.count
    return ()
  }

  private mutating func take(_ sign: Unicode.Scalar) -> Bool {
    guard index < bytes.count, bytes[index] == UInt8(ascii: sign) else { return false }
    index += 1
    return true
  }

  private mutating func skipSpace() {
    while index < bytes.count {
      switch bytes[index] {
      case 0x0A:
        line += 1
        lineStart = index + 1
      case 0x20, 0x09, 0x0D: break
      default: return
      }
      index += 1
    }
  }

  /// The column of the current position, counted in Unicode scalars as the YAML reader does.
  private mutating func currentColumn() -> Int32 {
    if counted < lineStart { (counted, columns) = (lineStart, 1) }
    // Continuation bytes belong to the scalar before them.
    for place in counted..<index where bytes[place] & 0xC0 != 0x80 && columns < .max { columns += 1 }
    counted = index
    return columns
  }
}

extension UInt8 {
  fileprivate var isHexDigit: Bool {
    (0x30...0x39).contains(self) || (0x61...0x66).contains(self) || (0x41...0x46).contains(self)
  }
}
