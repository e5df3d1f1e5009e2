import MeshAdmission

/// One place of a schema, in the notation of ``FieldContract``.
struct SchemaRow {
  var path: String
  var schema: FieldSchema
  var isRequired = false
  var standing = FieldSchema.Field.Standing.usual

  /// All places of a schema, sorted by path.
  static func all(of schema: FieldSchema) -> [SchemaRow] {
    var rows = [SchemaRow(path: ".", schema: schema)]
    collect(schema, "", &rows)
    return rows.sorted { $0.path < $1.path }
  }

  private static func collect(_ schema: FieldSchema, _ path: String, _ rows: inout [SchemaRow]) {
    switch schema {
    case .list(let item, _): inner(item, path + "[]", &rows)
    case .map(let value, _, _): inner(value, path + "{}", &rows)
    case .mapping(let mapping):
      for (name, field) in mapping.fields {
        let path = path.isEmpty ? name : "\(path).\(name)"
        rows.append(
          SchemaRow(path: path, schema: field.schema, isRequired: field.isRequired, standing: field.standing))
        collect(field.schema, path, &rows)
      }
    default: break
    }
  }

  private static func inner(_ schema: FieldSchema, _ path: String, _ rows: inout [SchemaRow]) {
    rows.append(SchemaRow(path: path, schema: schema))
    collect(schema, path, &rows)
  }

  /// The type by the name that JSON schemas give it.
  var type: String {
    switch schema {
    case .boolean: "boolean"
    case .integer: "integer"
    case .number: "number"
    case .text: "string"
    case .list: "array"
    case .map, .mapping, .freeForm: "object"
    case .unknown: "unknown"
    }
  }

  /// The row in words, without the path.
  var text: String { ([type] + traits).joined(separator: " ") }

  private var traits: [String] {
    var traits = isRequired ? ["required"] : []
    switch schema {
    case .integer(let range): traits.append("\(range.lowerBound)...\(range.upperBound)")
    case .number(let range): traits.append("\(range.lowerBound)...\(range.upperBound)")
    case .list(_, let maximum), .map(_, let maximum, false): if let maximum { traits.append("at most \(maximum)") }
    case .map(_, _, true): traits.append("nullable values")
    case .text(let text): traits += Self.traits(of: text)
    case .freeForm: traits.append("free form")
    case .mapping(let mapping): if mapping.isOpen { traits.append("open") }
    case .boolean, .unknown: break
    }
    switch standing {
    case .usual: break
    case .deprecated: traits.append("deprecated")
    case .refused: traits.append("refused")
    }
    return traits
  }

  private static func traits(of text: FieldSchema.Text) -> [String] {
    var traits: [String] = []
    switch text.form {
    case .any: break
    case .choice(let choices): traits.append(choices.joined(separator: "|"))
    case .duration: traits.append("duration")
    case .base64: traits.append("base64")
    }
    if text.minimumLength > 0 { traits.append("from \(text.minimumLength) characters") }
    if let maximum = text.maximumLength { traits.append("up to \(maximum) characters") }
    return traits
  }
}
