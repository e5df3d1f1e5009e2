/// A JSON value that keeps what protobuf needs kept: the order of members, members given twice, and numbers digit by digit.
public enum EnvoyJSONValue: Equatable, Sendable {
  case null
  case bool(Bool)
  /// The number as it was written; anything that `Double` reads.
  case number(String)
  case string(String)
  case array([EnvoyJSONValue])
  case object([EnvoyJSONMember])

  /// An object of these members, in their order.
  public static func object(_ members: KeyValuePairs<String, EnvoyJSONValue>) -> EnvoyJSONValue {
    .object(members.map { EnvoyJSONMember(name: $0.key, value: $0.value) })
  }

  /// The value of an object's first member of this name.
  public subscript(name: String) -> EnvoyJSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  /// The element of an array.
  public subscript(index: Int) -> EnvoyJSONValue? {
    guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
    return elements[index]
  }

  /// What the value is, for messages: "a list", "the number 7", ...
  var kind: String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .number(let text): "the number \(text.prefix(40))"
    case .string(let text) where text.count <= 40: "the text \"\(text)\""
    case .string: "a text"
    case .array: "a list"
    case .object: "an object"
    }
  }
}

/// One member of a JSON object.
public struct EnvoyJSONMember: Equatable, Sendable {
  public var name: String
  public var value: EnvoyJSONValue

  public init(name: String, value: EnvoyJSONValue) {
    self.name = name
    self.value = value
  }
}
