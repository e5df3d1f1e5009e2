/// Why a text is no JSON.
public struct EnvoyJSONSyntaxError: Error, Equatable, Sendable, CustomStringConvertible {
  /// One sentence without the place.
  public let message: String
  /// The place in the text, in bytes from 0.
  public let offset: Int

  public var description: String { "\(message) at byte \(offset)" }
}

extension EnvoyJSONValue {
  /// So many arrays and objects may lie inside each other.
  public static let nestingLimit = 256

  /// Reads JSON text (RFC 8259) in UTF-8.
  public init(parsing text: some Sequence<UInt8>) throws(EnvoyJSONSyntaxError) {
    var parser = JSONTextParser(bytes: Array(text))
    self = try parser.parseDocument()
  }
}

private struct JSONTextParser {
  let bytes: [UInt8]
  private var offset = 0
  private var depth = 0

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func parseDocument() throws(EnvoyJSONSyntaxError) -> EnvoyJSONValue {
    let value = try parseValue()
    skipSpace()
    if peek() != nil { throw failure("more text follows the JSON value") }
    return value
  }

  private mutating func parseValue() throws(EnvoyJSONSyntaxError) -> EnvoyJSONValue {
    skipSpace()
    switch peek() {
    case UInt8(ascii: "{"): return .object(try parseMembers())
    case UInt8(ascii: "["): return .array(try parseElements())
    case UInt8(ascii: "\""): return .string(try parseString())
    case UInt8(ascii: "t"): return try parseWord("true", .bool(true))
    case UInt8(ascii: "f"): return try parseWord("false", .bool(false))
    case UInt8(ascii: "n"): return try parseWord("null", .null)
    case nil: throw failure("the text ends where a value is expected")
    default: return .number(try parseNumber())
    }
  }

  private mutating func parseMembers() throws(EnvoyJSONSyntaxError) -> [EnvoyJSONMember] {
    try open()
    var members: [EnvoyJSONMember] = []
    if take(UInt8(ascii: "}")) { return close(members) }
    repeat {
      skipSpace()
      guard peek() == UInt8(ascii: "\"") else { throw failure("expected the name of a member in quotes") }
      let name = try parseString()
      guard take(UInt8(ascii: ":")) else { throw failure("expected a colon") }
      members.append(EnvoyJSONMember(name: name, value: try parseValue()))
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw failure("expected a comma or a closing brace") }
    return close(members)
  }

  private mutating func parseElements() throws(EnvoyJSONSyntaxError) -> [EnvoyJSONValue] {
    try open()
    var elements: [EnvoyJSONValue] = []
    if take(UInt8(ascii: "]")) { return close(elements) }
    repeat {
      elements.append(try parseValue())
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw failure("expected a comma or a closing bracket") }
    return close(elements)
  }

  private mutating func open() throws(EnvoyJSONSyntaxError) {
    guard depth < EnvoyJSONValue.nestingLimit else {
      throw failure("more than \(EnvoyJSONValue.nestingLimit) lists and objects lie inside each other")
    }
    depth += 1
    offset += 1
  }

  private mutating func close<T>(_ items: [T]) -> [T] {
    depth -= 1
    return items
  }

  private mutating func parseWord(_ word: String, _ value: EnvoyJSONValue) throws(EnvoyJSONSyntaxError) -> EnvoyJSONValue {
    guard bytes[offset...].starts(with: word.utf8) else { throw failure("expected a value") }
    offset += word.utf8.count
    return value
  }

  private mutating func parseNumber() throws(EnvoyJSONSyntaxError) -> String {
    let start = offset
    _ = skip(UInt8(ascii: "-"))
    let hasWhole = skip(UInt8(ascii: "0")) || skipDigits()
    var isNumber = hasWhole
    if skip(UInt8(ascii: ".")) { isNumber = skipDigits() && isNumber }
    if skip(UInt8(ascii: "e")) || skip(UInt8(ascii: "E")) {
      _ = skip(UInt8(ascii: "+")) || skip(UInt8(ascii: "-"))
      isNumber = skipDigits() && isNumber
    }
    guard isNumber else {
      offset = start
      throw failure("expected a value")
    }
    return String(decoding: bytes[start..<offset], as: UTF8.self)
  }

  // MARK: - Strings

  private mutating func parseString() throws(EnvoyJSONSyntaxError) -> String {
    offset += 1
    var content: [UInt8] = []
    while let byte = peek(), byte != UInt8(ascii: "\"") {
      offset += 1
      switch byte {
      case UInt8(ascii: "\\"): content += try parseEscape()
      case ..<0x20: throw failure("a control character inside a string must be escaped")
      default: content.append(byte)
      }
    }
    guard skip(UInt8(ascii: "\"")) else { throw failure("the text ends inside a string") }
    guard let text = String(validating: content, as: UTF8.self) else { throw failure("a string is not UTF-8") }
    return text
  }

  private mutating func parseEscape() throws(EnvoyJSONSyntaxError) -> [UInt8] {
    guard let byte = peek() else { throw failure("the text ends inside a string") }
    offset += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0c]
    case UInt8(ascii: "n"): return [0x0a]
    case UInt8(ascii: "r"): return [0x0d]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"): return Array(String(Character(try parseScalar())).utf8)
    default: throw failure("unknown escape in a string")
    }
  }

  private mutating func parseScalar() throws(EnvoyJSONSyntaxError) -> Unicode.Scalar {
    let unit = try parseUnit()
    if let scalar = Unicode.Scalar(unit) { return scalar }
    guard UTF16.isLeadSurrogate(unit), skip(UInt8(ascii: "\\")), skip(UInt8(ascii: "u")) else {
      throw failure("half a surrogate pair in a string")
    }
    let trail = try parseUnit()
    guard UTF16.isTrailSurrogate(trail) else { throw failure("half a surrogate pair in a string") }
    return UTF16.decode(UTF16.EncodedScalar([unit, trail]))
  }

  private mutating func parseUnit() throws(EnvoyJSONSyntaxError) -> UInt16 {
    let digits = bytes[offset...].prefix(4)
    guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw failure("expected four hexadecimal digits") }
    offset += 4
    return unit
  }

  // MARK: - Bytes

  private func peek() -> UInt8? {
    offset < bytes.count ? bytes[offset] : nil
  }

  private mutating func skip(_ byte: UInt8) -> Bool {
    guard peek() == byte else { return false }
    offset += 1
    return true
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipSpace()
    return skip(byte)
  }

  private mutating func skipDigits() -> Bool {
    let start = offset
    while let byte = peek(), (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { offset += 1 }
    return offset > start
  }

  private mutating func skipSpace() {
    while let byte = peek(), byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { offset += 1 }
  }

  private func failure(_ message: String) -> EnvoyJSONSyntaxError {
    EnvoyJSONSyntaxError(message: message, offset: offset)
  }
}
