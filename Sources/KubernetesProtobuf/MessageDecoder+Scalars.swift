import KubernetesAPI

// Values that are more than numbers and texts in one of the two forms.
extension MessageDecoder {
  static func text(_ bytes: ArraySlice<UInt8>) throws(ProtobufError) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else { throw ProtobufError(.malformed, "the text is not UTF-8") }
    return text
  }

  static func floating(_ value: Double) throws(ProtobufError) -> JSONValue {
    guard value.isFinite else { throw ProtobufError(.malformed, "the number is not finite") }
    return .number(value)
  }

  static func json(_ bytes: ArraySlice<UInt8>) throws(ProtobufError) -> JSONValue {
    do throws(JSONError) {
      return try JSONParser.parse(Array(bytes), limits: .request)
    } catch {
      throw ProtobufError(.malformed, "\(error)")
    }
  }

  /// A message whose field 1 is JSON text; null where it is missing.
  static func rawJSON(_ bytes: ArraySlice<UInt8>) throws(ProtobufError) -> JSONValue {
    var reader = WireReader(bytes)
    var value = JSONValue.null
    while let field = try reader.next() {
      guard case (1, .bytes(let content)) = field else { throw unknown(field.number, "a message of JSON") }
      value = content.isEmpty ? .null : try json(content)
    }
    return value
  }

  /// Seconds and nanoseconds; no time where both are 0, as Kubernetes reads it.
  static func time(_ bytes: ArraySlice<UInt8>, isMicro: Bool) throws(ProtobufError) -> JSONValue {
    var reader = WireReader(bytes)
    var seconds: Int64 = 0
    var nanoseconds: Int64 = 0
    while let field = try reader.next() {
      switch field {
      case (1, .varint(let bits)): seconds = Int64(bitPattern: bits)
      case (2, .varint(let bits)): nanoseconds = Int64(bitPattern: bits)
      default: throw unknown(field.number, "Time")
      }
    }
    guard seconds != 0 || nanoseconds != 0 else { return .null }
    guard (0..<1_000_000_000).contains(nanoseconds) else { throw ProtobufError(.malformed, "the time is out of range") }
    let time = KubernetesTime(seconds: seconds, microseconds: Int32(nanoseconds / 1000))
    guard time.seconds == seconds else { throw ProtobufError(.malformed, "the time is out of range") }
    return .string(isMicro ? time.microText : time.text)
  }

  static func quantity(_ bytes: ArraySlice<UInt8>) throws(ProtobufError) -> JSONValue {
    var reader = WireReader(bytes)
    var text = ""
    while let field = try reader.next() {
      guard case (1, .bytes(let content)) = field else { throw unknown(field.number, "Quantity") }
      text = try self.text(content)
    }
    return .string(text.isEmpty ? "0" : text)
  }

  static func wholeOrText(_ bytes: ArraySlice<UInt8>) throws(ProtobufError) -> JSONValue {
    var reader = WireReader(bytes)
    var type: UInt64 = 0
    var number: Int64 = 0
    var text = ""
    while let field = try reader.next() {
      switch field {
      case (1, .varint(let bits)): type = bits
      case (2, .varint(let bits)): number = Int64(bitPattern: bits)
      case (3, .bytes(let content)): text = try self.text(content)
      default: throw unknown(field.number, "IntOrString")
      }
    }
    switch type {
    case 0: return .integer(number)
    case 1: return .string(text)
    default: throw ProtobufError(.malformed, "the value is neither a number nor a text")
    }
  }

  private static func unknown(_ number: Int, _ message: String) -> ProtobufError {
    ProtobufError(.unknownField, "field \(number) of \(message) is not known")
  }
}
