/// Objects in Kubernetes' protobuf form (`application/vnd.kubernetes.protobuf`), which clients in Go send of kinds that are built in.
///
/// The form is four bytes, `k8s` and zero, and a message that holds version, kind and the object's own message. It is read into
/// the JSON that the same client would have sent.
package enum KubernetesProtobuf {
  private static let magic: [UInt8] = [0x6B, 0x38, 0x73, 0x00]

  /// Reads an object.
  package static func decode(_ bytes: [UInt8]) throws(ProtobufError) -> JSONValue {
    guard bytes.starts(with: magic) else { throw .malformed("it does not start with \"k8s\" and a zero byte") }
    var reader = WireReader(bytes[magic.count...])
    var identity: [String: JSONValue] = [:]
    var raw: ArraySlice<UInt8> = []
    while let (number, value) = try reader.next() {
      switch (number, value) {
      case (1, .bytes(let bytes)): identity = try MessageReader.members(of: bytes, .typeMeta, "")
      case (2, .bytes(let bytes)): raw = bytes
      default: if !value.isZero { throw .unknownField(path: "the envelope", number: number) }
      }
    }
    let (apiVersion, kind) = (identity["apiVersion"]?.string ?? "", identity["kind"]?.string ?? "")
    guard let shape = MessageShape.of(apiVersion: apiVersion, kind: kind) else {
      throw .unknownKind(apiVersion: apiVersion, kind: kind)
    }
    let members = try MessageReader.members(of: raw, shape, "")
    return .object(members.merging(identity) { _, own in own })
  }
}

/// Reads messages by their shapes.
enum MessageReader {
  static func members(
    of bytes: ArraySlice<UInt8>, _ shape: MessageShape, _ path: String
  ) throws(ProtobufError) -> [String: JSONValue] {
    var reader = WireReader(bytes)
    var members: [String: JSONValue] = [:]
    var lists: [String: [JSONValue]] = [:]
    var maps: [String: [String: JSONValue]] = [:]
    while let (number, value) = try reader.next() {
      guard let field = shape.fields[number] else {
        // What is no pointer in Go is always sent, zero where nothing was said.
        if value.isZero { continue }
        throw .unknownField(path: path, number: number)
      }
      let path = path.isEmpty ? field.name : "\(path).\(field.name)"
      switch field.kind {
      case .map(let kind):
        let (key, value) = try entry(value, kind, path)
        maps[field.name, default: [:]][key] = value
      case .inline(let shape):
        let inner = try Self.members(of: try content(value, path), shape, path)
        members.merge(inner) { _, last in last }
      case let kind:
        guard let read = try json(value, kind, isKept: field.isList || field.isOptional, path) else { continue }
        if field.isList { lists[field.name, default: []].append(read) } else { members[field.name] = read }
      }
    }
    for (name, values) in lists { members[name] = .array(values) }
    for (name, values) in maps { members[name] = .object(values) }
    return members
  }

  /// nil where the value says nothing.
  private static func json(
    _ value: WireReader.Value, _ kind: MessageShape.Kind, isKept: Bool, _ path: String
  ) throws(ProtobufError) -> JSONValue? {
    switch kind {
    case .text:
      let text = try text(try content(value, path), path)
      return text.isEmpty && !isKept ? nil : .string(text)
    case .bytes: return .string(Base64Text.of(try content(value, path)))
    case .number:
      let number = Int64(bitPattern: try scalar(value, path))
      return number == 0 && !isKept ? nil : .integer(number)
    case .flag:
      let flag = try scalar(value, path) != 0
      return !flag && !isKept ? nil : .bool(flag)
    case .time, .microTime: return try time(try content(value, path), kind, path)
    case .intOrString:
      let parts = try members(of: try content(value, path), .intOrString, path)
      return parts["type"] == 1 ? parts["strVal"] ?? "" : parts["intVal"] ?? 0
    case .quantity: return try members(of: try content(value, path), .quantity, path)["string"] ?? "0"
    case .message(let shape):
      let inner = try members(of: try content(value, path), shape, path)
      return inner.isEmpty && !isKept ? nil : .object(inner)
    case .json: return try wrapped(try content(value, path), path)
    case .inline, .map: return nil
    }
  }

  private static func entry(
    _ value: WireReader.Value, _ kind: MessageShape.Kind, _ path: String
  ) throws(ProtobufError) -> (String, JSONValue) {
    let shape = MessageShape([1: .text("key"), 2: MessageShape.Field(name: "value", kind: kind, isOptional: true)])
    let parts = try members(of: try content(value, path), shape, path)
    let empty: JSONValue = ""
    return (parts["key"]?.string ?? "", parts["value"] ?? empty)
  }

  private static func time(
    _ bytes: ArraySlice<UInt8>, _ kind: MessageShape.Kind, _ path: String
  ) throws(ProtobufError) -> JSONValue? {
    let parts = try members(of: bytes, .time, path)
    guard let seconds = parts["seconds"]?.integer ?? (parts.isEmpty ? nil : 0) else { return nil }
    guard (-62_135_596_800...253_402_300_799).contains(seconds) else { throw .malformed("\(path) is no time") }
    let nanoseconds = parts["nanos"]?.integer ?? 0
    guard (0..<1_000_000_000).contains(nanoseconds) else { throw .malformed("\(path) is no time") }
    let time = KubernetesTime(seconds: seconds, microseconds: Int32(nanoseconds / 1000))
    if case .microTime = kind { return .string(time.microText) }
    return .string(time.text)
  }

  private static func wrapped(_ bytes: ArraySlice<UInt8>, _ path: String) throws(ProtobufError) -> JSONValue? {
    var reader = WireReader(bytes)
    var result: JSONValue?
    while let (number, value) = try reader.next() {
      guard number == 1 else { throw .unknownField(path: path, number: number) }
      let bytes = Array(try content(value, path))
      do throws(JSONError) {
        result = try JSONParser.parse(bytes)
      } catch {
        throw .malformed("\(path) is not JSON: \(error)")
      }
    }
    return result
  }

  // MARK: Wire

  private static func content(_ value: WireReader.Value, _ path: String) throws(ProtobufError) -> ArraySlice<UInt8> {
    guard case .bytes(let bytes) = value else { throw .malformed("\(path) has another type") }
    return bytes
  }

  private static func scalar(_ value: WireReader.Value, _ path: String) throws(ProtobufError) -> UInt64 {
    guard case .varint(let number) = value else { throw .malformed("\(path) has another type") }
    return number
  }

  private static func text(_ bytes: ArraySlice<UInt8>, _ path: String) throws(ProtobufError) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else { throw .malformed("\(path) is not UTF-8") }
    return text
  }
}

/// Bytes as JSON holds them.
enum Base64Text {
  private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func of(_ bytes: ArraySlice<UInt8>) -> String {
    var result: [UInt8] = []
    var rest = bytes
    while !rest.isEmpty {
      let group = Array(rest.prefix(3))
      rest = rest.dropFirst(3)
      let bits =
        (UInt32(group[0]) << 16) | (group.count > 1 ? UInt32(group[1]) << 8 : 0) | (group.count > 2 ? UInt32(group[2]) : 0)
      for place in 0..<4 {
        let isPadding = place > group.count
        result.append(isPadding ? UInt8(ascii: "=") : digits[Int(bits >> UInt32(18 - 6 * place)) & 63])
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
