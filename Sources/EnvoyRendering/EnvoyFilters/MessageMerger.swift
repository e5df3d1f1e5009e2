import Foundation
import SwiftProtobuf

/// Merges one message into another as Istio does: fields that are set replace scalars and are merged into messages, lists get
/// longer, entries of maps are replaced.
///
/// Two kinds of messages are replaced as a whole. A duration is one value, though it has two fields. And an `Any` holds bytes that are
/// of its type: a type from one side with bytes from the other would be garbage.
///
/// Works by posing as a decoder: SwiftProtobuf hands a decoder each field in place. The scalars are in `MessageMerger+Scalars.swift`.
struct MessageMerger: Decoder {
  /// Whether lists of the message itself are replaced; so are those of the messages in it.
  private let replacesLists: Bool
  private let fields: MessageFields
  private var pending: [Int]
  private var current = 0

  private init(fields: MessageFields, replacesLists: Bool) {
    self.fields = fields
    self.replacesLists = replacesLists
    pending = fields.values.keys.sorted().reversed()
  }

  static func merge<M: Message>(_ source: M, into target: inout M, replacingLists: Bool = false) throws {
    var fields = MessageFields()
    try source.traverse(visitor: &fields)
    guard !fields.values.isEmpty else { return }
    var merger = MessageMerger(fields: fields, replacesLists: replacingLists)
    try target.decodeMessage(decoder: &merger)
  }

  /// The source's value of the current field.
  func value<T>(_ type: T.Type = T.self) -> T? { fields.values[current] as? T }

  func set<T>(_ target: inout T) {
    if let value = value(T.self) { target = value }
  }

  func setOptional<T>(_ target: inout T?) {
    if let value = value(T.self) { target = value }
  }

  func extend<T>(_ target: inout [T]) {
    guard let values = value([T].self) else { return }
    if replacesLists { target = values } else { target += values }
  }

  // MARK: - Decoder

  mutating func nextFieldNumber() -> Int? {
    guard let number = pending.popLast() else { return nil }
    current = number
    return number
  }

  mutating func handleConflictingOneOf() {}

  func decodeSingularMessageField<M: Message>(value target: inout M?) throws {
    guard let source = value(M.self) else { return }
    guard var merged = target, !Self.isOneValue(M.self) else {
      target = source
      return
    }
    try Self.merge(source, into: &merged, replacingLists: replacesLists)
    target = merged
  }

  private static func isOneValue<M: Message>(_ type: M.Type) -> Bool {
    type == Google_Protobuf_Duration.self || type == Google_Protobuf_Any.self
  }

  func decodeRepeatedMessageField<M: Message>(value: inout [M]) { extend(&value) }

  func decodeSingularEnumField<E: Enum>(value: inout E) where E.RawValue == Int { set(&value) }
  func decodeSingularEnumField<E: Enum>(value: inout E?) where E.RawValue == Int { setOptional(&value) }
  func decodeRepeatedEnumField<E: Enum>(value: inout [E]) where E.RawValue == Int { extend(&value) }

  func decodeMapField<KeyType, ValueType: MapValueType>(
    fieldType: _ProtobufMap<KeyType, ValueType>.Type, value target: inout _ProtobufMap<KeyType, ValueType>.BaseType
  ) {
    if let entries = value(_ProtobufMap<KeyType, ValueType>.BaseType.self) { target.merge(entries) { $1 } }
  }

  func decodeMapField<KeyType, ValueType>(
    fieldType: _ProtobufEnumMap<KeyType, ValueType>.Type, value target: inout _ProtobufEnumMap<KeyType, ValueType>.BaseType
  ) where ValueType.RawValue == Int {
    if let entries = value(_ProtobufEnumMap<KeyType, ValueType>.BaseType.self) { target.merge(entries) { $1 } }
  }

  func decodeMapField<KeyType, ValueType>(
    fieldType: _ProtobufMessageMap<KeyType, ValueType>.Type, value target: inout _ProtobufMessageMap<KeyType, ValueType>.BaseType
  ) {
    if let entries = value(_ProtobufMessageMap<KeyType, ValueType>.BaseType.self) { target.merge(entries) { $1 } }
  }

  // Envoy's API is proto3: it has neither groups nor extensions.
  func decodeSingularGroupField<G: Message>(value: inout G?) {}
  func decodeRepeatedGroupField<G: Message>(value: inout [G]) {}
  func decodeExtensionField(values: inout ExtensionFieldValueSet, messageType: any Message.Type, fieldNumber: Int) {}
}

/// The fields of a message that are set, by number: scalars and messages as they are, lists as arrays, maps as dictionaries.
private struct MessageFields: Visitor {
  private(set) var values: [Int: Any] = [:]

  private mutating func keep(_ value: Any, _ number: Int) { values[number] = value }

  mutating func visitSingularFloatField(value: Float, fieldNumber: Int) { keep(value, fieldNumber) }
  mutating func visitSingularDoubleField(value: Double, fieldNumber: Int) { keep(value, fieldNumber) }
  mutating func visitSingularInt32Field(value: Int32, fieldNumber: Int) { keep(value, fieldNumber) }
  mutating func visitSingularInt64Field(value: Int64, fieldNumber: Int) { keep(value, fieldNumber) }
  mutating func visitSingularUInt32Field(value: UInt32, fieldNumber: Int) { keep(value, fieldNumber) }
  mutating func visitSingularUInt64Field(value: UInt64, fieldNumber: Int) { keep(value, fieldNumber) }
  mutating func visitSingularBoolField(value: Bool, fieldNumber: Int) { keep(value, fieldNumber) }
  mutating func visitSingularStringField(value: String, fieldNumber: Int) { keep(value, fieldNumber) }
  mutating func visitSingularBytesField(value: Data, fieldNumber: Int) { keep(value, fieldNumber) }
  mutating func visitSingularEnumField<E: Enum>(value: E, fieldNumber: Int) { keep(value, fieldNumber) }
  mutating func visitSingularMessageField<M: Message>(value: M, fieldNumber: Int) { keep(value, fieldNumber) }

  mutating func visitRepeatedFloatField(value: [Float], fieldNumber: Int) { keep(value, fieldNumber) }
  mutating func visitRepeatedDoubleField(value: [Double], fieldNumber: Int) { keep(value, fieldNumber) }
  mutating func visitRepeatedInt32Field(value: [Int32], fieldNumber: Int) { keep(value, fieldNumber) }
  mutating func visitRepeatedInt64Field(value: [Int64], fieldNumber: Int) { keep(value, fieldNumber) }
  mutating func visitRepeatedUInt32Field(value: [UInt32], fieldNumber: Int) { keep(value, fieldNumber) }
  mutating func visitRepeatedUInt64Field(value: [UInt64], fieldNumber: Int) { keep(value, fieldNumber) }
  mutating func visitRepeatedBoolField(value: [Bool], fieldNumber: Int) { keep(value, fieldNumber) }
  mutating func visitRepeatedStringField(value: [String], fieldNumber: Int) { keep(value, fieldNumber) }
  mutating func visitRepeatedBytesField(value: [Data], fieldNumber: Int) { keep(value, fieldNumber) }
  mutating func visitRepeatedEnumField<E: Enum>(value: [E], fieldNumber: Int) { keep(value, fieldNumber) }
  mutating func visitRepeatedMessageField<M: Message>(value: [M], fieldNumber: Int) { keep(value, fieldNumber) }

  mutating func visitPackedFloatField(value: [Float], fieldNumber: Int) { keep(value, fieldNumber) }
  mutating func visitPackedDoubleField(value: [Double], fieldNumber: Int) { keep(value, fieldNumber) }
  mutating func visitPackedInt32Field(value: [Int32], fieldNumber: Int) { keep(value, fieldNumber) }
  mutating func visitPackedInt64Field(value: [Int64], fieldNumber: Int) { keep(value, fieldNumber) }
  mutating func visitPackedUInt32Field(value: [UInt32], fieldNumber: Int) { keep(value, fieldNumber) }
  mutating func visitPackedUInt64Field(value: [UInt64], fieldNumber: Int) { keep(value, fieldNumber) }
  mutating func visitPackedBoolField(value: [Bool], fieldNumber: Int) { keep(value, fieldNumber) }
  mutating func visitPackedEnumField<E: Enum>(value: [E], fieldNumber: Int) { keep(value, fieldNumber) }

  mutating func visitMapField<KeyType, ValueType: MapValueType>(
    fieldType: _ProtobufMap<KeyType, ValueType>.Type, value: _ProtobufMap<KeyType, ValueType>.BaseType, fieldNumber: Int
  ) { keep(value, fieldNumber) }
  mutating func visitMapField<KeyType, ValueType>(
    fieldType: _ProtobufEnumMap<KeyType, ValueType>.Type, value: _ProtobufEnumMap<KeyType, ValueType>.BaseType, fieldNumber: Int
  ) where ValueType.RawValue == Int { keep(value, fieldNumber) }
  mutating func visitMapField<KeyType, ValueType>(
    fieldType: _ProtobufMessageMap<KeyType, ValueType>.Type, value: _ProtobufMessageMap<KeyType, ValueType>.BaseType,
    fieldNumber: Int
  ) { keep(value, fieldNumber) }

  func visitUnknown(bytes: Data) {}
}
