extension StructuralSchema {
  /// Reads an `openAPIV3Schema`. What is wrong with it is told below `path`, as the endpoint for CustomResourceDefinitions tells
  /// it: members of the wrong type, patterns that are none, and what makes a schema not structural.
  /// - Returns: The schema, where there are no errors.
  package static func read(_ json: JSONValue, at path: FieldPath) -> (schema: StructuralSchema?, errors: [FieldError]) {
    var reader = StructuralSchemaReader()
    let schema = reader.schema(json, path)
    var errors = reader.errors
    if errors.isEmpty { errors = StructuralRules.check(json, at: path) }
    if errors.isEmpty, let schema { errors = DefaultRules.check(schema, at: path) }
    return (errors.isEmpty ? schema : nil, Array(errors.prefix(ErrorCollector.limit)))
  }

  /// Reads the schema of a kind that is built in, which need not be structural. What cannot be read counts as absent.
  package convenience init(trusted json: JSONValue) {
    var reader = StructuralSchemaReader()
    self.init(reader.parts(json, .root))
  }
}

/// Reads schemas and collects what is wrong with their members. Recurses as deep as the JSON, which is bounded.
struct StructuralSchemaReader {
  private(set) var errors: [FieldError] = []

  mutating func schema(_ json: JSONValue, _ path: FieldPath) -> StructuralSchema? {
    guard json.object != nil else {
      errors.append(.invalid(path, json, "must be an object"))
      return nil
    }
    return StructuralSchema(parts(json, path))
  }

  mutating func parts(_ json: JSONValue, _ path: FieldPath) -> StructuralSchemaParts {
    var parts = StructuralSchemaParts()
    parts.type = word(json, "type", path, StructuralSchema.ValueType.init(rawValue:), StructuralSchema.ValueType.allWords)
    for (name, property) in members(json, "properties", path) {
      parts.properties[name] = schema(property, path.field("properties").key(name))
    }
    parts.additionalProperties = additionalProperties(json, path)
    if let items = json["items"] { parts.items = schema(items, path.field("items")) }
    parts.isNullable = flag(json, "nullable", path)
    parts.defaultValue = json["default"]
    parts.preservesUnknownFields = flag(json, "x-kubernetes-preserve-unknown-fields", path)
    parts.isEmbeddedResource = flag(json, "x-kubernetes-embedded-resource", path)
    parts.isIntOrString = flag(json, "x-kubernetes-int-or-string", path)
    parts.listType = word(
      json, "x-kubernetes-list-type", path, StructuralSchema.ListType.init(rawValue:), ["atomic", "set", "map"])
    parts.listMapKeys = texts(json, "x-kubernetes-list-map-keys", path)
    parts.mapType = word(
      json, "x-kubernetes-map-type", path, StructuralSchema.MapType.init(rawValue:), ["granular", "atomic"])
    parts.celRules = list(json, "x-kubernetes-validations", path)
    parts.rules = rules(json, path)
    return parts
  }

  private mutating func additionalProperties(
    _ json: JSONValue, _ path: FieldPath
  ) -> StructuralSchema.AdditionalProperties {
    switch json["additionalProperties"] {
    case nil, .bool(false)?: return .none
    case .bool(true)?: return .any
    case let value?: return schema(value, path.field("additionalProperties")).map { .schema($0) } ?? .none
    }
  }

  private mutating func rules(_ json: JSONValue, _ path: FieldPath) -> ValueRules {
    var rules = ValueRules()
    rules.required = texts(json, "required", path)
    rules.enumeration = list(json, "enum", path)
    rules.format = text(json, "format", path)
    rules.pattern = pattern(json, path)
    rules.minimum = number(json, "minimum", path)
    rules.maximum = number(json, "maximum", path)
    rules.isMinimumExclusive = flag(json, "exclusiveMinimum", path)
    rules.isMaximumExclusive = flag(json, "exclusiveMaximum", path)
    rules.multipleOf = number(json, "multipleOf", path)
    rules.minimumLength = count(json, "minLength", path)
    rules.maximumLength = count(json, "maxLength", path)
    rules.minimumItems = count(json, "minItems", path)
    rules.maximumItems = count(json, "maxItems", path)
    rules.minimumProperties = count(json, "minProperties", path)
    rules.maximumProperties = count(json, "maxProperties", path)
    rules.allOf = schemas(json, "allOf", path)
    rules.anyOf = schemas(json, "anyOf", path)
    rules.oneOf = schemas(json, "oneOf", path)
    if let inner = json["not"] { rules.not = schema(inner, path.field("not")) }
    return rules
  }

  // MARK: Members

  private mutating func pattern(_ json: JSONValue, _ path: FieldPath) -> Pattern? {
    guard let text = text(json, "pattern", path), !text.isEmpty else { return nil }
    do {
      return try Pattern(text)
    } catch {
      errors.append(.invalid(path.field("pattern"), error.value, error.detail))
      return nil
    }
  }

  private mutating func schemas(_ json: JSONValue, _ name: String, _ path: FieldPath) -> [StructuralSchema] {
    var schemas: [StructuralSchema] = []
    for (index, value) in list(json, name, path).enumerated() {
      if let schema = schema(value, path.field(name).index(index)) { schemas.append(schema) }
    }
    return schemas
  }

  private mutating func members(_ json: JSONValue, _ name: String, _ path: FieldPath) -> [(String, JSONValue)] {
    guard let value = json[name] else { return [] }
    guard let members = value.object else { return wrong(value, path.field(name), "object") ?? [] }
    return members.sorted { JSONWriter.sortsBefore($0.key, $1.key) }.map { ($0.key, $0.value) }
  }

  private mutating func list(_ json: JSONValue, _ name: String, _ path: FieldPath) -> [JSONValue] {
    guard let value = json[name] else { return [] }
    return value.array ?? wrong(value, path.field(name), "array") ?? []
  }

  private mutating func texts(_ json: JSONValue, _ name: String, _ path: FieldPath) -> [String] {
    list(json, name, path).enumerated().compactMap { index, value in
      value.string ?? wrong(value, path.field(name).index(index), "string")
    }
  }

  private mutating func text(_ json: JSONValue, _ name: String, _ path: FieldPath) -> String? {
    guard let value = json[name] else { return nil }
    return value.string ?? wrong(value, path.field(name), "string")
  }

  private mutating func flag(_ json: JSONValue, _ name: String, _ path: FieldPath) -> Bool {
    guard let value = json[name] else { return false }
    return value.bool ?? wrong(value, path.field(name), "boolean") ?? false
  }

  private mutating func number(_ json: JSONValue, _ name: String, _ path: FieldPath) -> Double? {
    guard let value = json[name] else { return nil }
    return value.number ?? wrong(value, path.field(name), "number")
  }

  private mutating func count(_ json: JSONValue, _ name: String, _ path: FieldPath) -> Int64? {
    guard let value = json[name] else { return nil }
    guard let count = value.integer else { return wrong(value, path.field(name), "integer") }
    guard count >= 0 else {
      errors.append(.invalid(path.field(name), value, "must be greater than or equal to 0"))
      return nil
    }
    return count
  }

  private mutating func word<T>(
    _ json: JSONValue, _ name: String, _ path: FieldPath, _ read: (String) -> T?, _ supported: [String]
  ) -> T? {
    guard let text = text(json, name, path), !text.isEmpty else { return nil }
    if let value = read(text) { return value }
    errors.append(.notSupported(path.field(name), .string(text), supported: supported))
    return nil
  }

  private mutating func wrong<T>(_ value: JSONValue, _ path: FieldPath, _ type: String) -> T? {
    // An absent member may be spelled as null.
    if !value.isNull { errors.append(.invalid(path, value, "must be of type \(type)")) }
    return nil
  }
}

extension StructuralSchema.ValueType {
  fileprivate static let allWords = ["array", "boolean", "integer", "number", "object", "string"]
}
