import Foundation
import SwiftProtobuf

/// Visits every message below a message by posing as a decoder: SwiftProtobuf hands a decoder each field in place. The fields that
/// hold no messages are passed over, in `AnyRewriter+Scalars.swift`.
struct AnyRewriter: Decoder {
  private let depthLimit: Int
  private var depth = 0
  private var path = EnvoyPath()
  private var fields: EnvoySchema.Fields?
  /// The fields of the current message that hold messages, last first; and the one that is being visited.
  private var pending: [Int] = []
  private var current = 0
  private(set) var expanded = 0

  init(depthLimit: Int) {
    self.depthLimit = depthLimit
  }

  mutating func rewrite<M: Message>(_ message: inout M) throws {
    if let any = message as? Google_Protobuf_Any {
      if let rewritten = try expand(any) as? M { message = rewritten }
      return
    }
    var collector = MessageFieldCollector()
    try message.traverse(visitor: &collector)
    guard !collector.numbers.isEmpty else { return }

    let outer = (pending, current, fields)
    pending = collector.numbers.reversed()
    fields = EnvoySchema.shared.messages[M.protoMessageName]
    try message.decodeMessage(decoder: &self)
    (pending, current, fields) = outer
  }

  private mutating func expand(_ any: Google_Protobuf_Any) throws -> Google_Protobuf_Any {
    guard !any.typeURL.isEmpty else { return any }
    guard depth < depthLimit else {
      throw failure(.tooDeep, "more than \(depthLimit) google.protobuf.Any lie inside each other")
    }
    guard let type = EnvoyTypeRegistry.messageType(forTypeURL: any.typeURL) else {
      // Serialising succeeds for bytes alone: what came from JSON would have to be parsed first.
      guard (try? any.serializedData()) != nil else {
        throw failure(.unknownType, "the message type \(any.typeURL) is not known")
      }
      return any
    }
    return AnyPacking.packed(typeURL: any.typeURL, value: try content(of: any, as: type))
  }

  private mutating func content<M: Message>(of any: Google_Protobuf_Any, as type: M.Type) throws -> Data {
    expanded += 1
    var message: M
    do {
      message = try M(unpackingAny: any)
    } catch {
      throw failure(.malformed, "the content is not a \(M.protoMessageName)", cause: String(describing: error))
    }
    depth += 1
    try rewrite(&message)
    depth -= 1
    return try AnyPacking.bytes(of: message)
  }

  private func failure(_ code: EnvoyAPIError.Code, _ message: String, cause: String? = nil) -> EnvoyAPIError {
    EnvoyAPIError(code: code, message: message, path: path, cause: cause)
  }

  /// Rewrites a message that lies in the current field, at a step below it if that is a list or a map.
  private mutating func rewrite<M: Message>(_ message: inout M, at step: EnvoyPath.Component?) throws {
    let (depth, field) = (path.components.count, current)
    path.components.append(.member(fields?.byNumber[field]?.name ?? String(field)))
    if let step { path.components.append(step) }
    try rewrite(&message)
    path.components.removeSubrange(depth...)
    current = field
  }

  // MARK: - Decoder

  mutating func nextFieldNumber() -> Int? {
    guard let number = pending.popLast() else { return nil }
    current = number
    return number
  }

  mutating func handleConflictingOneOf() {}

  mutating func decodeSingularMessageField<M: Message>(value: inout M?) throws {
    guard var message = value else { return }
    try rewrite(&message, at: nil)
    value = message
  }

  mutating func decodeRepeatedMessageField<M: Message>(value: inout [M]) throws {
    for index in value.indices {
      try rewrite(&value[index], at: .index(index))
    }
  }

  mutating func decodeMapField<KeyType, ValueType>(
    fieldType: _ProtobufMessageMap<KeyType, ValueType>.Type, value: inout _ProtobufMessageMap<KeyType, ValueType>.BaseType
  ) throws {
    for (key, message) in value {
      var rewritten = message
      try rewrite(&rewritten, at: .member("\(key)"))
      value[key] = rewritten
    }
  }
}

/// Collects the numbers of those fields of a message that hold messages.
private struct MessageFieldCollector: Visitor {
  private(set) var numbers: [Int] = []

  private mutating func add(_ number: Int) {
    // The fields are visited in the order of their numbers, the elements of a list one after the other.
    if numbers.last != number { numbers.append(number) }
  }

  mutating func visitSingularMessageField<M: Message>(value: M, fieldNumber: Int) { add(fieldNumber) }
  mutating func visitRepeatedMessageField<M: Message>(value: [M], fieldNumber: Int) { add(fieldNumber) }
  mutating func visitMapField<KeyType, ValueType>(
    fieldType: _ProtobufMessageMap<KeyType, ValueType>.Type, value: _ProtobufMessageMap<KeyType, ValueType>.BaseType,
    fieldNumber: Int
  ) { add(fieldNumber) }

  func visitMapField<KeyType, ValueType: MapValueType>(
    fieldType: _ProtobufMap<KeyType, ValueType>.Type, value: _ProtobufMap<KeyType, ValueType>.BaseType, fieldNumber: Int
  ) {}
  func visitMapField<KeyType, ValueType>(
    fieldType: _ProtobufEnumMap<KeyType, ValueType>.Type, value: _ProtobufEnumMap<KeyType, ValueType>.BaseType, fieldNumber: Int
  ) where ValueType.RawValue == Int {}
  func visitSingularDoubleField(value: Double, fieldNumber: Int) {}
  func visitSingularInt64Field(value: Int64, fieldNumber: Int) {}
  func visitSingularUInt64Field(value: UInt64, fieldNumber: Int) {}
  func visitSingularBoolField(value: Bool, fieldNumber: Int) {}
  func visitSingularStringField(value: String, fieldNumber: Int) {}
  func visitSingularBytesField(value: Data, fieldNumber: Int) {}
  func visitSingularEnumField<E: Enum>(value: E, fieldNumber: Int) {}
  func visitUnknown(bytes: Data) {}
}
