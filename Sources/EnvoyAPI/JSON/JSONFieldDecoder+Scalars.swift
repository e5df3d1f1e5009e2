import Foundation
import SwiftProtobuf

/// The fields of scalar types; each reads the JSON value of the current field.
extension JSONFieldDecoder {
  func decodeSingularFloatField(value: inout Float) { read(&value, .float) }
  func decodeSingularFloatField(value: inout Float?) { readOptional(&value, .float) }
  func decodeRepeatedFloatField(value: inout [Float]) { readList(&value, .float) }

  func decodeSingularDoubleField(value: inout Double) { read(&value, .double) }
  func decodeSingularDoubleField(value: inout Double?) { readOptional(&value, .double) }
  func decodeRepeatedDoubleField(value: inout [Double]) { readList(&value, .double) }

  func decodeSingularInt32Field(value: inout Int32) { read(&value, .integer) }
  func decodeSingularInt32Field(value: inout Int32?) { readOptional(&value, .integer) }
  func decodeRepeatedInt32Field(value: inout [Int32]) { readList(&value, .integer) }

  func decodeSingularInt64Field(value: inout Int64) { read(&value, .integer) }
  func decodeSingularInt64Field(value: inout Int64?) { readOptional(&value, .integer) }
  func decodeRepeatedInt64Field(value: inout [Int64]) { readList(&value, .integer) }

  func decodeSingularUInt32Field(value: inout UInt32) { read(&value, .integer) }
  func decodeSingularUInt32Field(value: inout UInt32?) { readOptional(&value, .integer) }
  func decodeRepeatedUInt32Field(value: inout [UInt32]) { readList(&value, .integer) }

  func decodeSingularUInt64Field(value: inout UInt64) { read(&value, .integer) }
  func decodeSingularUInt64Field(value: inout UInt64?) { readOptional(&value, .integer) }
  func decodeRepeatedUInt64Field(value: inout [UInt64]) { readList(&value, .integer) }

  func decodeSingularSInt32Field(value: inout Int32) { read(&value, .integer) }
  func decodeSingularSInt32Field(value: inout Int32?) { readOptional(&value, .integer) }
  func decodeRepeatedSInt32Field(value: inout [Int32]) { readList(&value, .integer) }

  func decodeSingularSInt64Field(value: inout Int64) { read(&value, .integer) }
  func decodeSingularSInt64Field(value: inout Int64?) { readOptional(&value, .integer) }
  func decodeRepeatedSInt64Field(value: inout [Int64]) { readList(&value, .integer) }

  func decodeSingularFixed32Field(value: inout UInt32) { read(&value, .integer) }
  func decodeSingularFixed32Field(value: inout UInt32?) { readOptional(&value, .integer) }
  func decodeRepeatedFixed32Field(value: inout [UInt32]) { readList(&value, .integer) }

  func decodeSingularFixed64Field(value: inout UInt64) { read(&value, .integer) }
  func decodeSingularFixed64Field(value: inout UInt64?) { readOptional(&value, .integer) }
  func decodeRepeatedFixed64Field(value: inout [UInt64]) { readList(&value, .integer) }

  func decodeSingularSFixed32Field(value: inout Int32) { read(&value, .integer) }
  func decodeSingularSFixed32Field(value: inout Int32?) { readOptional(&value, .integer) }
  func decodeRepeatedSFixed32Field(value: inout [Int32]) { readList(&value, .integer) }

  func decodeSingularSFixed64Field(value: inout Int64) { read(&value, .integer) }
  func decodeSingularSFixed64Field(value: inout Int64?) { readOptional(&value, .integer) }
  func decodeRepeatedSFixed64Field(value: inout [Int64]) { readList(&value, .integer) }

  func decodeSingularBoolField(value: inout Bool) { read(&value, boolean) }
  func decodeSingularBoolField(value: inout Bool?) { readOptional(&value, boolean) }
  func decodeRepeatedBoolField(value: inout [Bool]) { readList(&value, boolean) }

  func decodeSingularStringField(value: inout String) { read(&value, .string) }
  func decodeSingularStringField(value: inout String?) { readOptional(&value, .string) }
  func decodeRepeatedStringField(value: inout [String]) { readList(&value, .string) }

  func decodeSingularBytesField(value: inout Data) { read(&value, .bytes) }
  func decodeSingularBytesField(value: inout Data?) { readOptional(&value, .bytes) }
  func decodeRepeatedBytesField(value: inout [Data]) { readList(&value, .bytes) }
}
