import KubernetesAPI

/// Makes the table of objects that `kubectl get` prints.
///
/// Source: `meta.k8s.io/v1` Table.
struct TableEncoder: Sendable {
  let version: String
  let columns: [TableColumn]
  let rows: ResponseForm.RowObject
  let clock: TableClock

  init(version: String, columns: [TableColumn], rows: ResponseForm.RowObject, clock: TableClock) {
    self.version = version
    self.columns = columns.isEmpty ? Self.usual : columns
    self.rows = rows
    self.clock = clock
  }

  /// The columns of a kind that names none.
  static let usual = [
    TableColumn(name: "Name", format: "name", summary: "The name of the object.", content: .name),
    TableColumn(name: "Age", type: "string", summary: "The time since the object was made.", content: .age),
  ]

  /// - Parameter hasColumns: Whether the columns are named; a watch names them once.
  func table(_ objects: [JSONValue], hasColumns: Bool, metadata: JSONValue) -> JSONValue {
    [
      "kind": "Table", "apiVersion": .string("meta.k8s.io/\(version)"), "metadata": metadata,
      "columnDefinitions": hasColumns ? definitions : [], "rows": .array(objects.map(row)),
    ]
  }

  /// What the columns are called.
  var definitions: JSONValue { .array(columns.map(Self.definition)) }

  private static func definition(_ column: TableColumn) -> JSONValue {
    [
      "name": .string(column.name), "type": .string(column.type), "format": .string(column.format),
      "description": .string(column.summary), "priority": .integer(Int64(column.priority)),
    ]
  }

  /// What the table says of an object.
  func row(_ object: JSONValue) -> JSONValue {
    var row: JSONValue = ["cells": .array(columns.map { cell($0, object) })]
    switch rows {
    case .none: break
    case .metadata: row["object"] = ObjectEncoder.metadata(object, version: version)
    case .whole: row["object"] = object
    }
    return row
  }

  private func cell(_ column: TableColumn, _ object: JSONValue) -> JSONValue {
    switch column.content {
    case .name: return .string(object.metadata.name ?? "")
    case .age: return age(object["metadata"]?["creationTimestamp"]) ?? "<unknown>"
    case .computed(let compute): return compute(object, clock)
    case .path(let path):
      let values = path.values(in: object)
      guard let first = values.first, !first.isNull else { return .null }
      if column.type == "date" { return age(first) ?? "<unknown>" }
      return scalar(values.count == 1 ? first : .array(values), type: column.type)
    }
  }

  private func scalar(_ value: JSONValue, type: String) -> JSONValue {
    switch type {
    case "integer": value.integer.map(JSONValue.integer) ?? .null
    case "number": value.number.map(JSONValue.number) ?? .null
    case "boolean": value.bool.map(JSONValue.bool) ?? .null
    default: .string(value.string ?? value.jsonText)
    }
  }

  private func age(_ value: JSONValue?) -> JSONValue? {
    guard let text = value?.string, let time = KubernetesTime(text) else { return nil }
    return .string(clock.age(since: time.seconds))
  }
}
