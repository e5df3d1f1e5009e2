import KubernetesAPI

@testable import MeshAdmission

extension DocumentValue {
  /// What a file says, as an API server would get it.
  var json: JSONValue {
    switch content {
    case .null: .null
    case .bool(let value, _): .bool(value)
    case .integer(let value, _): .integer(value)
    case .number(let value, _): .number(value)
    case .string(let text): .string(text)
    case .list(let items): .array(items.map(\.json))
    case .mapping(let entries): .object(Dictionary(entries.map { ($0.key, $0.value.json) }) { _, last in last })
    }
  }
}
