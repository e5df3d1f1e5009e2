import Foundation
import SwiftProtobuf

/// The fields of scalar types: what the source has set counts.
extension MessageMerger {
  func decodeSingularFloatField(value: inout Float) { set(&value) }
  func decodeSingularFloatField(value: inout Float?) { setOptional(&value) }
  func decodeRepeatedFloatField(value: inout [Float]) { extend(&value) }

  func decodeSingularDoubleField(value: inout Double) { set(&value) }
  func decodeSingularDoubleField(value: inout Double?) { setOptional(&value) }
  func decodeRepeatedDoubleField(value: inout [Double]) { extend(&value) }

  func decodeSingularInt32Field(value: inout Int32) { set(&value) }
  func decodeSingularInt32Field(value: inout Int32?) { setOptional(&value) }
  func decodeRepeatedInt32Field(value: inout [Int32]) { extend(&value) }

  func decodeSingularInt64Field(value: inout Int64) { set(&value) }
  func decodeSingularInt64Field(value: inout Int64?) { setOptional(&value) }
  func decodeRepeatedInt64Field(value: inout [Int64]) { extend(&value) }

  func decodeSingularUInt32Field(value: inout UInt32) { set(&value) }
  func decodeSingularUInt32Field(value: inout UInt32?) { setOptional(&value) }
  func decodeRepeatedUInt32Field(value: inout [UInt32]) { extend(&value) }

  func decodeSingularUInt64Field(value: inout UInt64) { set(&value) }
  func decodeSingularUInt64Field(value: inout UInt64?) { setOptional(&value) }
  func decodeRepeatedUInt64Field(value: inout [UInt64]) { extend(&value) }

  func decodeSingularSInt32Field(value: inout Int32) { set(&value) }
  func decodeSingularSInt32Field(value: inout Int32?) { setOptional(&value) }
  func decodeRepeatedSInt32Field(value: inout [Int32]) { extend(&value) }

  func decodeSingularSInt64Field(value: inout Int64) { set(&value) }
  func decodeSingularSInt64Field(value: inout Int64?) { setOptional(&value) }
  func decodeRepeatedSInt64Field(value: inout [Int64]) { extend(&value) }

  func decodeSingularFixed32Field(value: inout UInt32) { set(&value) }
  func decodeSingularFixed32Field(value: inout UInt32?) { setOptional(&value) }
  func decodeRepeatedFixed32Field(value: inout [UInt32]) { extend(&value) }

  func decodeSingularFixed64Field(value: inout UInt64) { set(&value) }
  func decodeSingularFixed64Field(value: inout UInt64?) { setOptional(&value) }
  func decodeRepeatedFixed64Field(value: inout [UInt64]) { extend(&value) }

  func decodeSingularSFixed32Field(value: inout Int32) { set(&value) }
  func decodeSingularSFixed32Field(value: inout Int32?) { setOptional(&value) }
  func decodeRepeatedSFixed32Field(value: inout [Int32]) { extend(&value) }

  func decodeSingularSFixed64Field(value: inout Int64) { set(&value) }
  func decodeSingularSFixed64Field(value: inout Int64?) { setOptional(&value) }
  func decodeRepeatedSFixed64Field(value: inout [Int64]) { extend(&value) }

  func decodeSingularBoolField(value: inout Bool) { set(&value) }
  func decodeSingularBoolField(value: inout Bool?) { setOptional(&value) }
  func decodeRepeatedBoolField(value: inout [Bool]) { extend(&value) }

  func decodeSingularStringField(value: inout String) { set(&value) }
  func decodeSingularStringField(value: inout String?) { setOptional(&value) }
  func decodeRepeatedStringField(value: inout [String]) { extend(&value) }

  func decodeSingularBytesField(value: inout Data) { set(&value) }
  func decodeSingularBytesField(value: inout Data?) { setOptional(&value) }
  func decodeRepeatedBytesField(value: inout [Data]) { extend(&value) }
}
