import Foundation
import SwiftProtobuf

/// Hands the members of a JSON object to a message, field by field, by posing as a decoder of SwiftProtobuf's. It never throws:
/// what does not fit is reported, and the field is left as it is. The scalars are in `JSONFieldDecoder+Scalars.swift`.
struct JSONFieldDecoder: Decoder {
  /// The JSON value that the message asks for next.
  private struct Slot {
    var json = EnvoyJSONValue.null
    /// The step from the message to the value; nil when the path is there already.
    var step: EnvoyPath.Component?
    var enumName: String?
    var isMapKey = false
  }

  private let context: JSONDecodingContext
  private let typeName: String
  private let fields: EnvoySchema.Fields
  private let members: [EnvoyJSONMember]
  private var next = 0
  private var seen: Set<Int> = []
  private var slot = Slot()

  init(context: JSONDecodingContext, typeName: String, members: [EnvoyJSONMember]) {
    self.context = context
    self.typeName = typeName
    self.fields = EnvoySchema.shared.messages[typeName] ?? EnvoySchema.Fields()
    self.members = members
  }

  /// A decoder of a single value, for the keys and values of maps.
  private init(context: JSONDecodingContext, slot: Slot) {
    self.init(context: context, typeName: "", members: [])
    self.slot = slot
  }

  // MARK: - Fields

  mutating func nextFieldNumber() -> Int? {
    while next < members.count {
      let member = members[next]
      next += 1
      let step = EnvoyPath.Component.member(member.name)
      guard let field = fields.field(named: member.name) else {
        context.at(step) { context.report(.unknownField, "\(typeName) has no field \(member.name)") }
        continue
      }
      guard seen.insert(field.number).inserted else {
        context.at(step) { context.report(.conflictingFields, "the field \(field.name) is given twice") }
        continue
      }
      slot = Slot(json: member.value, step: step, enumName: field.enumName)
      return field.number
    }
    return nil
  }

  func handleConflictingOneOf() {
    atSlot { context.report(.conflictingFields, "only one of this field and another one that is given may be set") }
  }

  private func atSlot(_ body: () -> Void) {
    if let step = slot.step { context.at(step, body) } else { body() }
  }

  // MARK: - Scalars

  var boolean: JSONScalar<Bool> { slot.isMapKey ? .boolKey : .bool }

  /// Reads the slot unless it is null, which stands for a field that is not given.
  func read<T>(_ value: inout T, _ scalar: JSONScalar<T>) {
    guard slot.json != .null else { return }
    atSlot {
      if let read = convert(slot.json, scalar) { value = read }
    }
  }

  func readOptional<T>(_ value: inout T?, _ scalar: JSONScalar<T>) {
    guard slot.json != .null else { return }
    atSlot {
      if let read = convert(slot.json, scalar) { value = read }
    }
  }

  func readList<T>(_ values: inout [T], _ scalar: JSONScalar<T>) {
    forEachElement { json in
      if let read = convert(json, scalar) { values.append(read) }
    }
  }

  private func convert<T>(_ json: EnvoyJSONValue, _ scalar: JSONScalar<T>) -> T? {
    let value = scalar.read(json)
    if value == nil { context.reportMismatch(json, expected: scalar.expected) }
    return value
  }

  private func forEachElement(_ body: (EnvoyJSONValue) -> Void) {
    guard slot.json != .null else { return }
    atSlot {
      guard case .array(let elements) = slot.json else { return context.reportMismatch(slot.json, expected: "a list") }
      for (index, element) in elements.enumerated() {
        context.at(.index(index)) { body(element) }
      }
    }
  }

  // MARK: - Enums

  func decodeSingularEnumField<E: Enum>(value: inout E) where E.RawValue == Int {
    var read: E?
    decodeSingularEnumField(value: &read)
    if let read { value = read }
  }

  func decodeSingularEnumField<E: Enum>(value: inout E?) where E.RawValue == Int {
    guard slot.json != .null || E.self == Google_Protobuf_NullValue.self else { return }
    atSlot {
      if let read = enumValue(slot.json, as: E.self) { value = read }
    }
  }

  func decodeRepeatedEnumField<E: Enum>(value: inout [E]) where E.RawValue == Int {
    forEachElement { json in
      if let read = enumValue(json, as: E.self) { value.append(read) }
    }
  }

  private func enumValue<E: Enum>(_ json: EnvoyJSONValue, as type: E.Type) -> E? where E.RawValue == Int {
    if E.self == Google_Protobuf_NullValue.self, json == .null || json == .string("NULL_VALUE") { return E(rawValue: 0) }
    let values = slot.enumName.flatMap { EnvoySchema.shared.enums[$0] } ?? EnvoySchema.Values()
    switch json {
    case .string(let name):
      if let number = values.number(of: name), let value = E(rawValue: number) { return value }
    case .number:
      if let number = JSONScalar<Int32>.integer.read(json), let value = E(rawValue: Int(number)) { return value }
    case .null, .bool, .array, .object: break
    }
    context.reportMismatch(json, expected: "one of " + values.names.joined(separator: ", "))
    return nil
  }

  // MARK: - Messages

  func decodeSingularMessageField<M: Message>(value: inout M?) {
    // Null stands for a field that is not given, but is a value of its own in google.protobuf.Value.
    guard slot.json != .null || M.self == Google_Protobuf_Value.self else { return }
    atSlot {
      var message = value ?? M()
      context.read(slot.json, into: &message)
      value = message
    }
  }

  func decodeRepeatedMessageField<M: Message>(value: inout [M]) {
    forEachElement { json in
      var message = M()
      context.read(json, into: &message)
      value.append(message)
    }
  }

  // Envoy's API is proto3: it has neither groups nor extensions.
  func decodeSingularGroupField<G: Message>(value: inout G?) {}
  func decodeRepeatedGroupField<G: Message>(value: inout [G]) {}
  func decodeExtensionField(values: inout ExtensionFieldValueSet, messageType: any Message.Type, fieldNumber: Int) {}

  // MARK: - Maps

  func decodeMapField<KeyType, ValueType: MapValueType>(
    fieldType: _ProtobufMap<KeyType, ValueType>.Type, value: inout _ProtobufMap<KeyType, ValueType>.BaseType
  ) {
    readEntries(KeyType.self, into: &value) { decoder in
      var read: ValueType.BaseType?
      try ValueType.decodeSingular(value: &read, from: &decoder)
      return read
    }
  }

  func decodeMapField<KeyType, ValueType>(
    fieldType: _ProtobufEnumMap<KeyType, ValueType>.Type, value: inout _ProtobufEnumMap<KeyType, ValueType>.BaseType
  ) where ValueType.RawValue == Int {
    readEntries(KeyType.self, into: &value) { decoder in
      var read: ValueType?
      decoder.decodeSingularEnumField(value: &read)
      return read
    }
  }

  func decodeMapField<KeyType, ValueType>(
    fieldType: _ProtobufMessageMap<KeyType, ValueType>.Type, value: inout _ProtobufMessageMap<KeyType, ValueType>.BaseType
  ) {
    readEntries(KeyType.self, into: &value) { decoder in
      var read: ValueType?
      decoder.decodeSingularMessageField(value: &read)
      return read
    }
  }

  private func readEntries<KeyType: MapKeyType, Value>(
    _ keyType: KeyType.Type, into entries: inout [KeyType.BaseType: Value],
    _ read: (inout JSONFieldDecoder) throws -> Value?
  ) {
    guard slot.json != .null else { return }
    atSlot {
      guard case .object(let members) = slot.json else { return context.reportMismatch(slot.json, expected: "an object") }
      for member in members {
        context.at(.member(member.name)) {
          guard let key = key(member.name, KeyType.self) else { return }
          if entries[key] != nil { context.report(.conflictingFields, "the key is given twice") }
          if let value = entryValue(member.value, read) { entries[key] = value }
        }
      }
    }
  }

  private func key<KeyType: MapKeyType>(_ text: String, _ type: KeyType.Type) -> KeyType.BaseType? {
    var decoder = JSONFieldDecoder(context: context, slot: Slot(json: .string(text), isMapKey: true))
    var key: KeyType.BaseType?
    try? KeyType.decodeSingular(value: &key, from: &decoder)
    return key
  }

  private func entryValue<Value>(_ json: EnvoyJSONValue, _ read: (inout JSONFieldDecoder) throws -> Value?) -> Value? {
    var decoder = JSONFieldDecoder(context: context, slot: Slot(json: json, enumName: slot.enumName))
    let value = try? read(&decoder)
    if value == nil, json == .null { context.reportMismatch(json, expected: "a value") }
    return value
  }
}
