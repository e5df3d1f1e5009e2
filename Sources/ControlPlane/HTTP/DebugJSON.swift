import Foundation

/// A JSON value under construction for a debug face; keys are written sorted.
package indirect enum DebugJSON: Sendable, Hashable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  case null
  case bool(Bool)
  case int(Int)
  case double(Double)
  case string(String)
  case array([DebugJSON])
  case object([String: DebugJSON])

  package init(stringLiteral value: String) { self = .string(value) }
  package init(integerLiteral value: Int) { self = .int(value) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(arrayLiteral elements: DebugJSON...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, DebugJSON)...) {
    self = .object(Dictionary(elements) { _, last in last })
  }

  /// A list of texts.
  package static func strings(_ values: some Sequence<String>) -> DebugJSON { .array(values.map { .string($0) }) }

  /// The value, or null.
  package static func optional(_ value: String?) -> DebugJSON { value.map { .string($0) } ?? .null }

  /// Reads JSON text; nil when it is none.
  package init?(parsing bytes: [UInt8]) {
    guard let value = try? JSONSerialization.jsonObject(with: Data(bytes), options: [.fragmentsAllowed]) else { return nil }
    self.init(foundation: value)
  }

  private init(foundation value: Any) {
    switch value {
    case let number as NSNumber where CFBooleanLike.isBoolean(number): self = .bool(number.boolValue)
    case let number as NSNumber where Double(number.int64Value) == number.doubleValue: self = .int(Int(number.int64Value))
    case let number as NSNumber: self = .double(number.doubleValue)
    case let text as String: self = .string(text)
    case let list as [Any]: self = .array(list.map { DebugJSON(foundation: $0) })
    case let object as [String: Any]: self = .object(object.mapValues { DebugJSON(foundation: $0) })
    default: self = .null
    }
  }

  /// The text, indented, with sorted keys and a final line end.
  package var bytes: [UInt8] {
    let options: JSONSerialization.WritingOptions = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes, .fragmentsAllowed]
    guard let data = try? JSONSerialization.data(withJSONObject: foundation, options: options) else {
      return Array("null\n".utf8)
    }
    return Array(data) + [UInt8(ascii: "\n")]
  }

  private var foundation: Any {
    switch self {
    case .null: NSNull()
    case .bool(let value): value
    case .int(let value): value
    case .double(let value): value.isFinite ? value : NSNull()
    case .string(let value): value
    case .array(let values): values.map(\.foundation)
    case .object(let members): members.mapValues(\.foundation)
    }
  }
}

/// Tells JSON's booleans from numbers in what Foundation parsed.
private enum CFBooleanLike {
  static func isBoolean(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }
}
