import Foundation
import SwiftProtobuf

/// Collects the fields of a message as the members of a JSON object. SwiftProtobuf hands it those that are set, in the order of
/// their numbers, and the elements of a list one by one.
struct JSONFieldVisitor: Visitor {
  private let context: JSONEncodingContext
  private let fields: EnvoySchema.Fields
  private let isSecret: Bool
  private(set) var members: [EnvoyJSONMember] = []

  init(context: JSONEncodingContext, typeName: String, isSecret: Bool) {
    self.context = context
    self.fields = EnvoySchema.shared.messages[typeName] ?? EnvoySchema.Fields()
    self.isSecret = isSecret
  }

  private func hides(_ number: Int) -> Bool {
    context.redacting && isSecretField(number)
  }

  private func isSecretField(_ number: Int) -> Bool {
    isSecret || fields.byNumber[number]?.isSensitive == true
  }

  private mutating func put(_ value: EnvoyJSONValue, _ number: Int) {
    let field = fields.byNumber[number]
    // A message that the schema does not list (of Google's own) shows its numbers.
    let name = field?.name ?? String(number)
    guard field?.isRepeated == true else {
      members.append(EnvoyJSONMember(name: name, value: value))
      return
    }
    if case .array(var elements)? = members.last?.value, members.last?.name == name {
      members.removeLast()
      elements.append(value)
      members.append(EnvoyJSONMember(name: name, value: .array(elements)))
    } else {
      members.append(EnvoyJSONMember(name: name, value: .array([value])))
    }
  }

  /// A scalar that is no text: a secret one leaves no trace.
  private mutating func putScalar(_ value: EnvoyJSONValue, _ number: Int) {
    if !hides(number) { put(value, number) }
  }

  // MARK: - Scalars

  mutating func visitSingularFloatField(value: Float, fieldNumber: Int) { putScalar(.number(value), fieldNumber) }
  mutating func visitSingularDoubleField(value: Double, fieldNumber: Int) { putScalar(.number(value), fieldNumber) }
  mutating func visitSingularInt32Field(value: Int32, fieldNumber: Int) { putScalar(.number(String(value)), fieldNumber) }
  mutating func visitSingularUInt32Field(value: UInt32, fieldNumber: Int) { putScalar(.number(String(value)), fieldNumber) }
  // Protobuf's JSON writes 64-bit integers as texts, for JavaScript's sake.
  mutating func visitSingularInt64Field(value: Int64, fieldNumber: Int) { putScalar(.string(String(value)), fieldNumber) }
  mutating func visitSingularUInt64Field(value: UInt64, fieldNumber: Int) { putScalar(.string(String(value)), fieldNumber) }
  mutating func visitSingularBoolField(value: Bool, fieldNumber: Int) { putScalar(.bool(value), fieldNumber) }

  mutating func visitSingularStringField(value: String, fieldNumber: Int) {
    put(.string(hides(fieldNumber) ? EnvoyJSON.redacted : value), fieldNumber)
  }

  mutating func visitSingularBytesField(value: Data, fieldNumber: Int) {
    put(.string((hides(fieldNumber) ? Data(EnvoyJSON.redacted.utf8) : value).base64EncodedString()), fieldNumber)
  }

  mutating func visitSingularEnumField<E: Enum>(value: E, fieldNumber: Int) {
    // RawValue is Int for every enum that SwiftProtobuf generates.
    putScalar(enumValue(Int(value.rawValue), fieldNumber), fieldNumber)
  }

  private func enumValue(_ number: Int, _ fieldNumber: Int) -> EnvoyJSONValue {
    let values = fields.byNumber[fieldNumber]?.enumName.flatMap { EnvoySchema.shared.enums[$0] }
    return values?.name(of: number).map { .string($0) } ?? .number(String(number))
  }

  // MARK: - Messages

  mutating func visitSingularMessageField<M: Message>(value: M, fieldNumber: Int) {
    put(context.value(of: value, isSecret: isSecretField(fieldNumber)), fieldNumber)
  }

  func visitUnknown(bytes: Data) {}

  // MARK: - Maps

  mutating func visitMapField<KeyType, ValueType: MapValueType>(
    fieldType: _ProtobufMap<KeyType, ValueType>.Type, value: _ProtobufMap<KeyType, ValueType>.BaseType, fieldNumber: Int
  ) throws {
    try putEntries(KeyType.self, value, fieldNumber) { entry, visitor in
      try ValueType.visitSingular(value: entry, fieldNumber: fieldNumber, with: &visitor)
    }
  }

  mutating func visitMapField<KeyType, ValueType>(
    fieldType: _ProtobufEnumMap<KeyType, ValueType>.Type, value: _ProtobufEnumMap<KeyType, ValueType>.BaseType, fieldNumber: Int
  ) throws where ValueType.RawValue == Int {
    try putEntries(KeyType.self, value, fieldNumber) { entry, visitor in
      visitor.visitSingularEnumField(value: entry, fieldNumber: fieldNumber)
    }
  }

  mutating func visitMapField<KeyType, ValueType>(
    fieldType: _ProtobufMessageMap<KeyType, ValueType>.Type, value: _ProtobufMessageMap<KeyType, ValueType>.BaseType,
    fieldNumber: Int
  ) throws {
    try putEntries(KeyType.self, value, fieldNumber) { entry, visitor in
      visitor.visitSingularMessageField(value: entry, fieldNumber: fieldNumber)
    }
  }

  private mutating func putEntries<KeyType: MapKeyType, Value>(
    _ keyType: KeyType.Type, _ entries: [KeyType.BaseType: Value], _ fieldNumber: Int,
    _ visit: (Value, inout JSONFieldVisitor) throws -> Void
  ) throws {
    var members: [EnvoyJSONMember] = []
    for (key, entry) in entries.sorted(by: { KeyType._lessThan(lhs: $0.key, rhs: $1.key) }) {
      // The entry's value is visited as if it were the field itself, to catch what would be put there.
      var visitor = self
      visitor.members = []
      try visit(entry, &visitor)
      if let value = visitor.members.first?.value { members.append(EnvoyJSONMember(name: "\(key)", value: value)) }
    }
    put(.object(members), fieldNumber)
  }
}
