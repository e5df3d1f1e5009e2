import KubernetesAPI

extension DebugJSON {
  /// A YAML document with a final line end.
  var yaml: String { YAMLWriter.document(json) }

  private var json: JSONValue {
    switch self {
    case .null: .null
    case .bool(let flag): .bool(flag)
    case .int(let number): .integer(Int64(number))
    case .double(let number): .number(number)
    case .string(let text): .string(text)
    case .array(let items): .array(items.map(\.json))
    case .object(let members): .object(members.mapValues(\.json))
    }
  }
}
