import SwiftProtobuf

/// The message types that protobuf's JSON does not write as an object of their fields.
enum JSONWellKnownForm: Equatable {
  /// `google.protobuf.Any`.
  case any
  /// `google.protobuf.Value`: any JSON.
  case value
  /// `google.protobuf.Struct`: any JSON object.
  case object
  /// `google.protobuf.ListValue`: any JSON list.
  case list
  /// A single value; the text says which, for messages.
  case text(expected: String)

  init?<M: Message>(of type: M.Type) {
    // Asked for each message: the prefix answers for nearly all of them.
    let name = M.protoMessageName
    guard name.hasPrefix("google.protobuf."), let form = Self.forms[name] else { return nil }
    self = form
  }

  private static let forms: [String: JSONWellKnownForm] = [
    "google.protobuf.Any": .any,
    "google.protobuf.Value": .value,
    "google.protobuf.Struct": .object,
    "google.protobuf.ListValue": .list,
    "google.protobuf.Duration": .text(expected: "a duration in seconds, such as \"1.5s\""),
    "google.protobuf.Timestamp": .text(expected: "a time, such as \"2025-01-31T12:00:00Z\""),
    "google.protobuf.FieldMask": .text(expected: "field names with commas between them"),
    "google.protobuf.BoolValue": .text(expected: "true or false"),
    "google.protobuf.BytesValue": .text(expected: "bytes in base64"),
    "google.protobuf.StringValue": .text(expected: "a text"),
    "google.protobuf.DoubleValue": .text(expected: "a number"),
    "google.protobuf.FloatValue": .text(expected: "a number"),
    "google.protobuf.Int32Value": .text(expected: JSONScalar<Int32>.integer.expected),
    "google.protobuf.Int64Value": .text(expected: JSONScalar<Int64>.integer.expected),
    "google.protobuf.UInt32Value": .text(expected: JSONScalar<UInt32>.integer.expected),
    "google.protobuf.UInt64Value": .text(expected: JSONScalar<UInt64>.integer.expected),
  ]
}
