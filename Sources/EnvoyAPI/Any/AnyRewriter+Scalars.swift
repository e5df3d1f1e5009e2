import Foundation
import SwiftProtobuf

/// The fields that hold no messages, and hence no `Any`: they stay as they are.
extension AnyRewriter {
  func decodeSingularFloatField(value: inout Float) {}
  func decodeSingularFloatField(value: inout Float?) {}
  func decodeRepeatedFloatField(value: inout [Float]) {}
  func decodeSingularDoubleField(value: inout Double) {}
  func decodeSingularDoubleField(value: inout Double?) {}
  func decodeRepeatedDoubleField(value: inout [Double]) {}
  func decodeSingularInt32Field(value: inout Int32) {}
  func decodeSingularInt32Field(value: inout Int32?) {}
  func decodeRepeatedInt32Field(value: inout [Int32]) {}
  func decodeSingularInt64Field(value: inout Int64) {}
  func decodeSingularInt64Field(value: inout Int64?) {}
  func decodeRepeatedInt64Field(value: inout [Int64]) {}
  func decodeSingularUInt32Field(value: inout UInt32) {}
  func decodeSingularUInt32Field(value: inout UInt32?) {}
  func decodeRepeatedUInt32Field(value: inout [UInt32]) {}
  func decodeSingularUInt64Field(value: inout UInt64) {}
  func decodeSingularUInt64Field(value: inout UInt64?) {}
  func decodeRepeatedUInt64Field(value: inout [UInt64]) {}
  func decodeSingularSInt32Field(value: inout Int32) {}
  func decodeSingularSInt32Field(value: inout Int32?) {}
  func decodeRepeatedSInt32Field(value: inout [Int32]) {}
  func decodeSingularSInt64Field(value: inout Int64) {}
  func decodeSingularSInt64Field(value: inout Int64?) {}
  func decodeRepeatedSInt64Field(value: inout [Int64]) {}
  func decodeSingularFixed32Field(value: inout UInt32) {}
  func decodeSingularFixed32Field(value: inout UInt32?) {}
  func decodeRepeatedFixed32Field(value: inout [UInt32]) {}
  func decodeSingularFixed64Field(value: inout UInt64) {}
  func decodeSingularFixed64Field(value: inout UInt64?) {}
  func decodeRepeatedFixed64Field(value: inout [UInt64]) {}
  func decodeSingularSFixed32Field(value: inout Int32) {}
  func decodeSingularSFixed32Field(value: inout Int32?) {}
  func decodeRepeatedSFixed32Field(value: inout [Int32]) {}
  func decodeSingularSFixed64Field(value: inout Int64) {}
  func decodeSingularSFixed64Field(value: inout Int64?) {}
  func decodeRepeatedSFixed64Field(value: inout [Int64]) {}
  func decodeSingularBoolField(value: inout Bool) {}
  func decodeSingularBoolField(value: inout Bool?) {}
  func decodeRepeatedBoolField(value: inout [Bool]) {}
  func decodeSingularStringField(value: inout String) {}
  func decodeSingularStringField(value: inout String?) {}
  func decodeRepeatedStringField(value: inout [String]) {}
  func decodeSingularBytesField(value: inout Data) {}
  func decodeSingularBytesField(value: inout Data?) {}
  func decodeRepeatedBytesField(value: inout [Data]) {}

  func decodeSingularEnumField<E: Enum>(value: inout E) where E.RawValue == Int {}
  func decodeSingularEnumField<E: Enum>(value: inout E?) where E.RawValue == Int {}
  func decodeRepeatedEnumField<E: Enum>(value: inout [E]) where E.RawValue == Int {}

  func decodeMapField<KeyType, ValueType: MapValueType>(
    fieldType: _ProtobufMap<KeyType, ValueType>.Type, value: inout _ProtobufMap<KeyType, ValueType>.BaseType
  ) {}
  func decodeMapField<KeyType, ValueType>(
    fieldType: _ProtobufEnumMap<KeyType, ValueType>.Type, value: inout _ProtobufEnumMap<KeyType, ValueType>.BaseType
  ) where ValueType.RawValue == Int {}

  // Envoy's API is proto3: it has neither groups nor extensions.
  func decodeSingularGroupField<G: Message>(value: inout G?) {}
  func decodeRepeatedGroupField<G: Message>(value: inout [G]) {}
  func decodeExtensionField(values: inout ExtensionFieldValueSet, messageType: any Message.Type, fieldNumber: Int) {}
}
