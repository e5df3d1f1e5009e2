/// Reads JSON by RFC 8259, and nothing else: no comments, no trailing commas, no bytes behind the value, UTF-8 only.
///
/// Numbers without point and exponent that fit 64 bits are whole, all others floating. An escaped half of a surrogate pair becomes
/// U+FFFD, as Kubernetes reads it.
package struct JSONParser {
  let bytes: [UInt8]
  var position = 0
  private let limits: JSONLimits
  /// Duplicate members, each path from its end to where reading is now.
  private var duplicates: [[FieldPath.Element]] = []
  /// Members of mappings that are not read to their end yet.
  private var pending: [(name: String, value: JSONValue)] = []

  private init(_ bytes: [UInt8], limits: JSONLimits) {
    self.bytes = bytes
    self.limits = limits
  }

  /// The value that a text spells.
  package static func parse(_ bytes: [UInt8], limits: JSONLimits = JSONLimits()) throws(JSONError) -> JSONValue {
    try parseReporting(bytes, limits: limits).value
  }

  /// The value that a text spells, and which members it names more than once.
  package static func parseReporting(_ bytes: [UInt8], limits: JSONLimits = JSONLimits()) throws(JSONError) -> ParsedJSON {
    guard bytes.count <= limits.bytes else {
      throw JSONError(.tooLarge, offset: limits.bytes, problem: "the text is longer than \(limits.bytes) bytes")
    }
    var parser = JSONParser(bytes, limits: limits)
    let value = try parser.value(depth: 0)
    parser.skipSpace()
    guard parser.position == bytes.count else { throw parser.problem("unexpected text behind the value") }
    return ParsedJSON(value: value, duplicates: parser.duplicates.map { FieldPath($0.reversed()) })
  }

  // MARK: Values

  private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
    skipSpace()
    guard position < bytes.count else { throw problem("unexpected end of the text") }
    switch bytes[position] {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: throw problem("a value was expected")
    }
  }

  private mutating func object(depth: Int) throws(JSONError) -> JSONValue {
    try enter(depth)
    if take(UInt8(ascii: "}")) { return .object([:]) }
    // A mapping is made once its size is known, so that it need not grow.
    let start = pending.count
    repeat {
      skipSpace()
      guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { throw problem("a name in quotes was expected") }
      let name = try string()
      guard take(UInt8(ascii: ":")) else { throw problem("\":\" was expected") }
      let known = duplicates.count
      let value = try value(depth: depth + 1)
      if duplicates.count > known { extendDuplicates(from: known, with: .field(name)) }
      pending.append((name, value))
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw problem("\",\" or \"}\" was expected") }
    return .object(takeMembers(from: start))
  }

  private mutating func takeMembers(from start: Int) -> [String: JSONValue] {
    var members: [String: JSONValue] = [:]
    members.reserveCapacity(pending.count - start)
    for index in start..<pending.count {
      let (name, value) = pending[index]
      if members.updateValue(value, forKey: name) != nil, duplicates.count < limits.reportedDuplicates {
        duplicates.append([.field(name)])
      }
    }
    pending.removeLast(pending.count - start)
    return members
  }

  private mutating func array(depth: Int) throws(JSONError) -> JSONValue {
    try enter(depth)
    var values: [JSONValue] = []
    if take(UInt8(ascii: "]")) { return .array(values) }
    repeat {
      let known = duplicates.count
      values.append(try value(depth: depth + 1))
      if duplicates.count > known { extendDuplicates(from: known, with: .index(values.count - 1)) }
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw problem("\",\" or \"]\" was expected") }
    return .array(values)
  }

  private mutating func extendDuplicates(from first: Int, with element: FieldPath.Element) {
    for index in first..<duplicates.count { duplicates[index].append(element) }
  }

  private mutating func word(_ text: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
    let end = position + text.utf8CodeUnitCount
    let matches = end <= bytes.count && text.withUTF8Buffer { bytes[position..<end].elementsEqual($0) }
    guard matches else { throw problem("a value was expected") }
    position = end
    return value
  }

  // MARK: Steps

  private mutating func enter(_ depth: Int) throws(JSONError) {
    guard depth < limits.depth else {
      throw JSONError(.tooDeep, offset: position, problem: "nested deeper than \(limits.depth) levels")
    }
    position += 1
  }

  private mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      default: return
      }
    }
  }

  /// Passes white space, and the byte if it follows.
  private mutating func take(_ byte: UInt8) -> Bool {
    skipSpace()
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  func problem(_ text: String) -> JSONError { JSONError(.syntax, offset: position, problem: text) }
}
