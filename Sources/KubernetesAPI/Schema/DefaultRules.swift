/// That the defaults of a schema are themselves what the schema allows: nothing that would be pruned, nothing invalid.
enum DefaultRules {
  static func check(_ schema: StructuralSchema, at path: FieldPath) -> [FieldError] {
    var collector = ErrorCollector()
    check(schema, path, isRoot: true, &collector)
    return collector.result
  }

  private static func check(
    _ schema: StructuralSchema, _ path: FieldPath, isRoot: Bool, _ collector: inout ErrorCollector
  ) {
    if let value = schema.defaultValue {
      let place = path.field("default")
      if isRoot { collector.add(.forbidden(place, "must not be set at the root")) }
      let pruned = schema.pruned(value, isRoot: false)
      for unknown in pruned.unknown.prefix(1) {
        collector.add(.invalid(place, value, "must not have unknown fields, but has \(unknown)"))
      }
      collector.add(contentsOf: schema.validate(value, at: place))
    }
    if let items = schema.items { check(items, path.field("items"), isRoot: false, &collector) }
    if case .schema(let additional) = schema.additionalProperties {
      check(additional, path.field("additionalProperties"), isRoot: false, &collector)
    }
    for (name, property) in schema.properties.sorted(by: { JSONWriter.sortsBefore($0.key, $1.key) }) {
      check(property, path.field("properties").key(name), isRoot: false, &collector)
    }
  }
}
