extension StructuralSchema {
  /// What is wrong with a value, as Kubernetes tells it; at most 100 errors, and one that says so where there are more.
  ///
  /// Work is bounded: where a schema of many branches meets a large value, the check ends with an error that says so.
  /// - Parameters:
  ///   - path: Where the value stands.
  ///   - steps: How many values may be looked at, and states of patterns be entered.
  package func validate(_ value: JSONValue, at path: FieldPath = .root, steps: Int = 50_000_000) -> [FieldError] {
    var validation = SchemaValidation()
    validation.collector.steps = steps
    validation.check(value, self, path)
    return validation.collector.result
  }
}

/// Checks values against schemas. Recurses as deep as the value times the nesting of `allOf` and its like, both bounded.
struct SchemaValidation {
  var collector = ErrorCollector()

  mutating func check(_ value: JSONValue, _ schema: StructuralSchema, _ path: FieldPath) {
    collector.steps -= 1
    guard !collector.isExhausted else { return }
    if value.isNull, schema.isNullable { return }
    guard checkType(value, schema, path) else { return }
    checkEnumeration(value, schema.rules, path)
    switch value {
    case .integer, .number: checkNumber(value, schema.rules, path)
    case .string(let text): checkText(text, schema.rules, path)
    case .array(let values): checkArray(values, schema, path)
    case .object(let members): checkObject(members, schema, path)
    case .null, .bool: break
    }
    checkJunctions(value, schema.rules, path)
  }

  // MARK: Types

  private mutating func checkType(_ value: JSONValue, _ schema: StructuralSchema, _ path: FieldPath) -> Bool {
    let expected: String
    if schema.isIntOrString {
      switch value {
      case .integer, .string: return true
      case .number: if value.integer != nil { return true }
      default: break
      }
      expected = "integer,string"
    } else {
      guard let type = schema.type else { return true }
      if Self.isOfType(value, type) { return true }
      expected = type.rawValue
    }
    let actual = Self.typeName(value)
    collector.add(
      FieldError(
        .typeInvalid, path, value: .string(actual),
        detail: "\(subject(path)) must be of type \(expected): \(JSONWriter.quoted(actual))"))
    return false
  }

  private static func isOfType(_ value: JSONValue, _ type: StructuralSchema.ValueType) -> Bool {
    switch (type, value) {
    case (.object, .object), (.array, .array), (.string, .string), (.boolean, .bool): true
    case (.number, .integer), (.number, .number), (.integer, .integer): true
    case (.integer, .number(let number)): number.rounded(.towardZero) == number
    default: false
    }
  }

  private static func typeName(_ value: JSONValue) -> String {
    switch value {
    case .null: "null"
    case .bool: "boolean"
    case .integer: "integer"
    case .number: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }

  /// How messages name a field within the body of a request.
  func subject(_ path: FieldPath) -> String { "\(path) in body" }

  func invalid(_ path: FieldPath, _ value: JSONValue, _ words: String) -> FieldError {
    .invalid(path, value, "\(subject(path)) \(words)")
  }

  // MARK: Rules of one value

  private mutating func checkEnumeration(_ value: JSONValue, _ rules: ValueRules, _ path: FieldPath) {
    guard !rules.enumeration.isEmpty else { return }
    collector.steps -= rules.enumeration.count
    guard !rules.enumeration.contains(value) else { return }
    let supported = rules.enumeration.map { $0.string ?? $0.jsonText }
    collector.add(.notSupported(path, value, supported: supported))
  }

  private mutating func checkNumber(_ value: JSONValue, _ rules: ValueRules, _ path: FieldPath) {
    guard let number = value.number else { return }
    if let maximum = rules.maximum {
      let bound = NumberSpelling.text(maximum)
      if rules.isMaximumExclusive, number >= maximum {
        collector.add(invalid(path, value, "should be less than \(bound)"))
      } else if number > maximum {
        collector.add(invalid(path, value, "should be less than or equal to \(bound)"))
      }
    }
    if let minimum = rules.minimum {
      let bound = NumberSpelling.text(minimum)
      if rules.isMinimumExclusive, number <= minimum {
        collector.add(invalid(path, value, "should be greater than \(bound)"))
      } else if number < minimum {
        collector.add(invalid(path, value, "should be greater than or equal to \(bound)"))
      }
    }
    if let factor = rules.multipleOf, factor > 0 {
      let quotient = number / factor
      if quotient.rounded() != quotient {
        collector.add(invalid(path, value, "should be a multiple of \(NumberSpelling.text(factor))"))
      }
    }
  }

  private mutating func checkText(_ text: String, _ rules: ValueRules, _ path: FieldPath) {
    if rules.maximumLength != nil || rules.minimumLength != nil {
      let length = Int64(text.unicodeScalars.count)
      if let limit = rules.maximumLength, length > limit { collector.add(.tooLong(path, atMost: limit)) }
      if let limit = rules.minimumLength, length < limit {
        collector.add(invalid(path, .string(text), "should be at least \(limit) chars long"))
      }
    }
    if let pattern = rules.pattern, pattern.matches(text, steps: &collector.steps) == false {
      collector.add(invalid(path, .string(text), "should match '\(pattern.text)'"))
    }
    if let format = rules.format, !TextFormat.accepts(text, format) {
      let isShown = !TextFormat.secret.contains(format)
      collector.add(
        FieldError(
          .typeInvalid, path, value: isShown ? .string(text) : nil,
          detail: "\(subject(path)) must be of type \(format)\(isShown ? ": \(JSONWriter.quoted(text))" : "")"))
    }
  }

  // MARK: Lists and mappings

  private mutating func checkArray(_ values: [JSONValue], _ schema: StructuralSchema, _ path: FieldPath) {
    let count = Int64(values.count)
    if let limit = schema.rules.maximumItems, count > limit {
      collector.add(.tooMany(path, count: count, atMost: limit))
    }
    if let limit = schema.rules.minimumItems, count < limit {
      collector.add(invalid(path, .integer(count), "should have at least \(limit) items"))
    }
    switch schema.listType {
    case .set?: checkUnique(values, path) { $0 }
    case .map?: checkKeys(values, schema.listMapKeys, path)
    default: break
    }
    guard let items = schema.items else { return }
    for (index, value) in values.enumerated() {
      guard !collector.isExhausted else { return }
      check(value, items, path.index(index))
    }
  }

  private mutating func checkKeys(_ values: [JSONValue], _ keys: [String], _ path: FieldPath) {
    for (index, value) in values.enumerated() where !value.isNull && value.object == nil {
      collector.add(.invalid(path.index(index), value, "must be an object for an array of list-type map"))
      return
    }
    checkUnique(values, path) { value in
      var key: [String: JSONValue] = [:]
      for name in keys { key[name] = value[name] }
      return .object(key)
    }
  }

  /// Tells the second of equal elements.
  private mutating func checkUnique(_ values: [JSONValue], _ path: FieldPath, by name: (JSONValue) -> JSONValue) {
    var counts: [JSONValue: Int] = [:]
    for (index, value) in values.enumerated() {
      let name = name(value)
      counts[name, default: 0] += 1
      if counts[name] == 2 { collector.add(.duplicate(path.index(index), name)) }
    }
  }

  private mutating func checkObject(_ members: [String: JSONValue], _ schema: StructuralSchema, _ path: FieldPath) {
    let count = Int64(members.count)
    if let limit = schema.rules.maximumProperties, count > limit {
      collector.add(.tooMany(path, count: count, atMost: limit))
    }
    if let limit = schema.rules.minimumProperties, count < limit {
      collector.add(invalid(path, .integer(count), "should have at least \(limit) properties"))
    }
    collector.steps -= schema.rules.required.count
    for name in schema.rules.required where members[name] == nil { collector.add(.required(path.field(name))) }
    for name in members.keys.sorted(by: JSONWriter.sortsBefore) {
      guard !collector.isExhausted else { return }
      guard let known = schema.member(name), let value = members[name] else { continue }
      check(value, known, path.field(name))
    }
  }
}
