@testable import MeshAdmission

/// Holds documents against a schema, as an API server would.
enum SchemaFit {
  /// What does not fit of the `spec` of a document in YAML, each with its path in front.
  static func problems(of yaml: String, with schema: FieldSchema) throws -> [String] {
    var reader = DocumentReader(valueBudget: 100_000, maximumDepth: 64)
    return try reader.read(yaml).flatMap { root in root["spec"].map { problems(of: $0, schema, "spec") } ?? [] }
  }

  private static func problems(of value: DocumentValue, _ schema: FieldSchema, _ path: String) -> [String] {
    switch (schema, value.content) {
    case (.boolean, .bool), (.freeForm, .mapping): []
    case (.integer(let range), .integer(let number, _)): range.contains(Int(number)) ? [] : ["\(path): out of range"]
    case (.integer(let range), .number(let number, _)):
      Int(exactly: number).map(range.contains) == true ? [] : ["\(path): out of range"]
    case (.number(let range), .integer(let number, _)): range.contains(Double(number)) ? [] : ["\(path): out of range"]
    case (.number(let range), .number(let number, _)): range.contains(number) ? [] : ["\(path): out of range"]
    case (.text(let text), .string(let string)): problems(of: string, text, path)
    case (.list(let item, let maximum), .list(let items)):
      (items.count > maximum ?? .max ? ["\(path): too many"] : [])
        + items.enumerated().flatMap { problems(of: $0.element, item, "\(path)[\($0.offset)]") }
    case (.map(let inner, let maximum, let mayHoldNull), .mapping(let entries)):
      (entries.count > maximum ?? .max ? ["\(path): too many"] : [])
        + entries.filter { !mayHoldNull || !$0.value.isNull }.flatMap { problems(of: $0.value, inner, "\(path)[\($0.key)]") }
    case (.mapping(let mapping), .mapping(let entries)): problems(of: entries, mapping, path)
    default: ["\(path): wrong type"]
    }
  }

  private static func problems(of text: String, _ schema: FieldSchema.Text, _ path: String) -> [String] {
    let length = text.unicodeScalars.count
    guard length >= schema.minimumLength, length <= schema.maximumLength ?? .max else { return ["\(path): length"] }
    let fits =
      switch schema.form {
      case .any, .base64: true
      case .choice(let choices): choices.contains(text)
      case .duration: DurationText.parse(text) != nil
      }
    return fits ? [] : ["\(path): wrong text"]
  }

  private static func problems(of entries: [DocumentEntry], _ mapping: FieldSchema.Mapping, _ path: String) -> [String] {
    let given = entries.filter { !$0.value.isNull }
    let missing = mapping.fields.filter(\.value.isRequired).keys.filter { name in !given.contains { $0.key == name } }
    let inside = given.flatMap { entry -> [String] in
      guard let field = mapping.fields[entry.key] else { return mapping.isOpen ? [] : ["\(path).\(entry.key): unknown"] }
      return problems(of: entry.value, field.schema, "\(path).\(entry.key)")
    }
    return missing.sorted().map { "\(path).\($0): missing" } + inside
  }
}
