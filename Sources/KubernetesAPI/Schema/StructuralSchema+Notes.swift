extension StructuralSchema {
  /// Where the schema has rules in CEL, which are kept and not evaluated; at most `limit`, sorted.
  package func celRulePaths(limit: Int = 100) -> [FieldPath] {
    var paths: [FieldPath] = []
    visit(.root) { schema, path in
      if !schema.celRules.isEmpty, paths.count < limit { paths.append(path) }
    }
    return paths
  }

  /// What a server warns of when the schema is stored: formats that nobody knows, and that therefore are not checked.
  /// - Parameter path: Where the schema stands.
  package func warnings(at path: FieldPath, limit: Int = 100) -> [String] {
    var warnings: [String] = []
    visit(path) { schema, path in
      guard let format = schema.rules.format, !TextFormat.known.contains(format), warnings.count < limit else { return }
      warnings.append("\(path.field("format")): unrecognized format \(JSONWriter.quoted(format))")
    }
    return warnings
  }

  /// Every schema of values, those of members sorted by name. Recurses as deep as the schema, which is bounded.
  private func visit(_ path: FieldPath, _ body: (StructuralSchema, FieldPath) -> Void) {
    body(self, path)
    items?.visit(path.field("items"), body)
    if case .schema(let schema) = additionalProperties { schema.visit(path.field("additionalProperties"), body) }
    for (name, property) in properties.sorted(by: { JSONWriter.sortsBefore($0.key, $1.key) }) {
      property.visit(path.field("properties").key(name), body)
    }
  }
}
