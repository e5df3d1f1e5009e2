import KubernetesAPI

/// Reads messages as JSON, by the table of what they hold.
struct MessageDecoder {
  let table: MessageTable
  /// Values that were read so far.
  private var count = 0

  /// The most values of an object: bytes are few where values are small, memory is not.
  static let mostValues = 500_000
  /// How many messages may stand in each other. No kind needs half of it.
  static let deepest = 40

  init(table: MessageTable) { self.table = table }

  /// Reads a message's fields into members; what is there already is added to, as protobuf wants it.
  mutating func decode(
    _ bytes: ArraySlice<UInt8>, as message: String, into members: inout [String: JSONValue], depth: Int
  ) throws(ProtobufError) {
    guard depth < Self.deepest else { throw ProtobufError(.tooDeep, "messages stand in each other too deep") }
    guard let fields = table.messages[message] else { throw ProtobufError(.unknownKind, "\(message) is not known") }
    var reader = WireReader(bytes)
    while let (number, value) = try reader.next() {
      guard let field = fields[number] else {
        let name = message.split(separator: ".").last ?? ""
        throw ProtobufError(
          .unknownField, "field \(number) of \(name) is not known here: send the object as JSON, or use an older client")
      }
      do throws(ProtobufError) {
        try add(value, field, to: &members, depth: depth)
      } catch {
        guard error.code == .malformed, let name = field.name else { throw error }
        throw ProtobufError(.malformed, "\(name): \(error.problem)")
      }
    }
  }

  private mutating func add(
    _ value: WireReader.Value, _ field: FieldShape, to members: inout [String: JSONValue], depth: Int
  ) throws(ProtobufError) {
    guard let name = field.name else {
      guard case .message(let message) = field.kind else { return }
      return try decode(try Self.bytes(value), as: message, into: &members, depth: depth + 1)
    }
    switch field.count {
    case .one:
      var current = members.removeValue(forKey: name)
      current = try single(value, field.kind, onto: current, depth: depth)
      guard let current, field.keepsZero || !Self.isZero(current, field.kind) else { return }
      members[name] = current
    case .list:
      var list: [JSONValue] = []
      if case .array(let values)? = members.removeValue(forKey: name) { list = values }
      try append(value, field.kind, to: &list, depth: depth)
      members[name] = .array(list)
    case .mapping:
      var entries: [String: JSONValue] = [:]
      if case .object(let values)? = members.removeValue(forKey: name) { entries = values }
      try insert(try Self.bytes(value), field.kind, into: &entries, depth: depth)
      members[name] = .object(entries)
    }
  }

  /// Numbers of a list come one by one or packed together.
  private mutating func append(
    _ value: WireReader.Value, _ kind: FieldShape.Kind, to list: inout [JSONValue], depth: Int
  ) throws(ProtobufError) {
    guard case .bytes(let content) = value, kind == .whole || kind == .flag else {
      return list.append(try single(value, kind, onto: nil, depth: depth))
    }
    var reader = WireReader(content)
    while !reader.isAtEnd { list.append(try single(.varint(try reader.varint()), kind, onto: nil, depth: depth)) }
  }

  /// An entry of a mapping: its key is field 1, its value field 2, and both may be missing where they are empty.
  private mutating func insert(
    _ bytes: ArraySlice<UInt8>, _ kind: FieldShape.Kind, into entries: inout [String: JSONValue], depth: Int
  ) throws(ProtobufError) {
    var reader = WireReader(bytes)
    var key = ""
    var entry: JSONValue?
    while let (number, value) = try reader.next() {
      switch number {
      case 1: key = try Self.text(try Self.bytes(value))
      case 2: entry = try single(value, kind, onto: entry, depth: depth)
      default: throw ProtobufError(.unknownField, "field \(number) of a mapping's entry is not known")
      }
    }
    if entry == nil { entry = try single(kind == .whole ? .varint(0) : .bytes([]), kind, onto: nil, depth: depth) }
    entries[key] = entry
  }

  private mutating func single(
    _ value: WireReader.Value, _ kind: FieldShape.Kind, onto current: JSONValue?, depth: Int
  ) throws(ProtobufError) -> JSONValue {
    count += 1
    guard count <= Self.mostValues else { throw ProtobufError(.tooLarge, "there are more than \(Self.mostValues) values") }
    switch (kind, value) {
    case (.whole, .varint(let bits)): return .integer(Int64(bitPattern: bits))
    case (.flag, .varint(let bits)): return .bool(bits != 0)
    case (.floating, .fixed64(let bits)): return try Self.floating(Double(bitPattern: bits))
    case (.floating, .fixed32(let bits)): return try Self.floating(Double(Float(bitPattern: bits)))
    case (.text, .bytes(let content)): return .string(try Self.text(content))
    case (.bytes, .bytes(let content)): return .string(Base64.text(content))
    case (.time(let isMicro), .bytes(let content)): return try Self.time(content, isMicro: isMicro)
    case (.quantity, .bytes(let content)): return try Self.quantity(content)
    case (.wholeOrText, .bytes(let content)): return try Self.wholeOrText(content)
    case (.rawJSON, .bytes(let content)): return try Self.rawJSON(content)
    case (.textList, .bytes(let content)): return try textList(content)
    case (.message(let message), .bytes(let content)):
      var members: [String: JSONValue] = [:]
      if case .object(let known)? = current { members = known }
      try decode(content, as: message, into: &members, depth: depth + 1)
      return .object(members)
    default: throw ProtobufError(.malformed, "the value is of another type")
    }
  }

  private mutating func textList(_ bytes: ArraySlice<UInt8>) throws(ProtobufError) -> JSONValue {
    var reader = WireReader(bytes)
    var list: [JSONValue] = []
    while let (number, value) = try reader.next() {
      guard number == 1 else { throw ProtobufError(.unknownField, "field \(number) of a list of texts is not known") }
      list.append(try single(value, .text, onto: nil, depth: 0))
    }
    return .array(list)
  }

  private static func bytes(_ value: WireReader.Value) throws(ProtobufError) -> ArraySlice<UInt8> {
    guard case .bytes(let bytes) = value else { throw ProtobufError(.malformed, "the value is of another type") }
    return bytes
  }

  private static func isZero(_ value: JSONValue, _ kind: FieldShape.Kind) -> Bool {
    switch kind {
    case .text, .bytes: value == ""
    case .whole, .floating: value == 0
    case .flag: value == false
    default: false
    }
  }
}
