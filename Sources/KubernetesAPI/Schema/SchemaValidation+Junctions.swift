extension SchemaValidation {
  /// The rules that join schemas.
  mutating func checkJunctions(_ value: JSONValue, _ rules: ValueRules, _ path: FieldPath) {
    guard !rules.allOf.isEmpty || !rules.anyOf.isEmpty || !rules.oneOf.isEmpty || rules.not != nil else { return }
    checkAll(value, rules.allOf, path)
    checkAny(value, rules.anyOf, path)
    checkOne(value, rules.oneOf, path)
    if let inner = rules.not, errors(value, inner, path).isEmpty {
      add(path, "must not validate the schema (not)")
    }
  }

  private mutating func checkAll(_ value: JSONValue, _ schemas: [StructuralSchema], _ path: FieldPath) {
    var passed = 0
    for schema in schemas {
      let found = errors(value, schema, path)
      if found.isEmpty { passed += 1 }
      collector.add(contentsOf: found)
    }
    guard passed < schemas.count else { return }
    add(path, "must validate all the schemas (allOf)\(passed == 0 ? ". None validated" : "")")
  }

  private mutating func checkAny(_ value: JSONValue, _ schemas: [StructuralSchema], _ path: FieldPath) {
    guard !schemas.isEmpty else { return }
    var nearest: [FieldError]?
    for schema in schemas {
      let found = errors(value, schema, path)
      if found.isEmpty { return }
      if found.count < nearest?.count ?? .max { nearest = found }
    }
    add(path, "must validate at least one schema (anyOf)")
    collector.add(contentsOf: nearest ?? [])
  }

  private mutating func checkOne(_ value: JSONValue, _ schemas: [StructuralSchema], _ path: FieldPath) {
    guard !schemas.isEmpty else { return }
    var passed = 0
    var nearest: [FieldError]?
    for schema in schemas {
      let found = errors(value, schema, path)
      if found.isEmpty { passed += 1 }
      if found.count < nearest?.count ?? .max { nearest = found }
    }
    guard passed != 1 else { return }
    let found = passed == 0 ? "Found none valid" : "Found \(passed) valid alternatives"
    add(path, "must validate one and only one schema (oneOf). \(found)")
    if passed == 0 { collector.add(contentsOf: nearest ?? []) }
  }

  /// What is wrong with a value by one branch alone, at the cost of this check.
  private mutating func errors(_ value: JSONValue, _ schema: StructuralSchema, _ path: FieldPath) -> [FieldError] {
    var branch = SchemaValidation()
    branch.collector.steps = collector.steps
    branch.check(value, schema, path)
    collector.steps = branch.collector.steps
    return branch.collector.errors
  }

  private mutating func add(_ path: FieldPath, _ words: String) {
    collector.add(.invalid(.root, "", "\(JSONWriter.quoted(path.description)) \(words)"))
  }
}
