import Foundation
import SwiftProtobuf

/// Prints messages; `JSONFieldVisitor` collects a message's fields for it.
struct JSONEncodingContext {
  let redacting: Bool
  /// How many messages lie around the one that is printed. A message in memory can be deeper than the stack bears; an `Any` below
  /// the limit shows as bytes.
  private(set) var depth = 0

  private static let depthLimit = 100

  init(redacting: Bool) {
    self.redacting = redacting
  }

  /// The JSON of a message of any type.
  ///
  /// - Parameter isSecret: The message lies in a sensitive field.
  func value<M: Message>(of message: M, isSecret: Bool) -> EnvoyJSONValue {
    let hides = isSecret && redacting
    switch JSONWellKnownForm(of: M.self) {
    case nil: return .object(members(of: message, isSecret: isSecret))
    case .any: return (message as? Google_Protobuf_Any).map { value(ofAny: $0, isSecret: isSecret) } ?? .null
    case _ where hides: return .string(EnvoyJSON.redacted)
    case .value: return (message as? Google_Protobuf_Value).map(value) ?? .null
    case .object: return (message as? Google_Protobuf_Struct).map(value) ?? .null
    case .list: return (message as? Google_Protobuf_ListValue).map(value) ?? .null
    case .text: return leaf(message)
    }
  }

  func members<M: Message>(of message: M, isSecret: Bool) -> [EnvoyJSONMember] {
    var inner = self
    inner.depth += 1
    var visitor = JSONFieldVisitor(context: inner, typeName: M.protoMessageName, isSecret: isSecret)
    // The visitor never throws; SwiftProtobuf does not either, before it comes to an Any, which it never sees here.
    try? message.traverse(visitor: &visitor)
    return visitor.members
  }

  /// A duration, a wrapper and the like: SwiftProtobuf's own text, or the fields where the value has no such text (a duration out
  /// of range).
  private func leaf<M: Message>(_ message: M) -> EnvoyJSONValue {
    if let text = try? message.jsonString(), let value = try? EnvoyJSONValue(parsing: text.utf8) { return value }
    return .object(members(of: message, isSecret: false))
  }

  // MARK: - Any

  private func value(ofAny any: Google_Protobuf_Any, isSecret: Bool) -> EnvoyJSONValue {
    if any.typeURL.isEmpty && any.value.isEmpty { return .object([]) }
    let type = EnvoyJSONMember(name: "@type", value: .string(any.typeURL))
    if depth < Self.depthLimit, let known = EnvoyTypeRegistry.messageType(forTypeURL: any.typeURL),
      let content = content(any.value, as: known, isSecret: isSecret)
    {
      return .object([type] + content)
    }
    let value = isSecret && redacting ? EnvoyJSON.redacted : any.value.base64EncodedString()
    return .object([type, EnvoyJSONMember(name: "value", value: .string(value))])
  }

  private func content<M: Message>(_ bytes: Data, as type: M.Type, isSecret: Bool) -> [EnvoyJSONMember]? {
    guard let message = try? M(serializedBytes: bytes) else { return nil }
    guard JSONWellKnownForm(of: M.self) == nil else {
      var inner = self
      inner.depth += 1
      return [EnvoyJSONMember(name: "value", value: inner.value(of: message, isSecret: isSecret))]
    }
    return members(of: message, isSecret: isSecret)
  }

  // MARK: - Struct

  private func value(_ object: Google_Protobuf_Struct) -> EnvoyJSONValue {
    .object(object.fields.sorted { $0.key < $1.key }.map { EnvoyJSONMember(name: $0.key, value: value($0.value)) })
  }

  private func value(_ list: Google_Protobuf_ListValue) -> EnvoyJSONValue {
    .array(list.values.map(value))
  }

  private func value(_ value: Google_Protobuf_Value) -> EnvoyJSONValue {
    switch value.kind {
    case nil, .nullValue: .null
    case .numberValue(let number): .number(number)
    case .stringValue(let text): .string(text)
    case .boolValue(let bool): .bool(bool)
    case .structValue(let object): self.value(object)
    case .listValue(let list): self.value(list)
    }
  }
}

extension EnvoyJSONValue {
  /// A number as protobuf's JSON writes it: without a fraction where there is none, the infinities and NaN as texts.
  static func number<F: BinaryFloatingPoint & LosslessStringConvertible>(_ value: F) -> EnvoyJSONValue {
    if value.isNaN { return .string("NaN") }
    if value.isInfinite { return .string(value < 0 ? "-Infinity" : "Infinity") }
    let text = String(value)
    return .number(text.hasSuffix(".0") ? String(text.dropLast(2)) : text)
  }
}
