/// The rules by which an `openAPIV3Schema` is structural: every value has one type, told outside of `allOf`, `anyOf`, `oneOf` and
/// `not`. Works on the JSON, since what is forbidden is not kept in the schema.
enum StructuralRules {
  private enum Level {
    case root, item, field

    var missingType: String {
      switch self {
      case .root: "must not be empty at the root"
      case .item: "must not be empty for specified array items"
      case .field: "must not be empty for specified object fields"
      }
    }
  }

  static func check(_ schema: JSONValue, at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    check(schema, path, .root, &errors)
    return errors
  }

  private static func check(_ schema: JSONValue, _ path: FieldPath, _ level: Level, _ errors: inout [FieldError]) {
    checkType(schema, path, level, &errors)
    checkUnsupported(schema, path, &errors)
    ListRules.check(schema, path, &errors)
    if let items = schema["items"] {
      check(items, path.field("items"), .item, &errors)
    } else if schema["type"] == "array" {
      errors.append(.required(path.field("items"), "must be specified"))
    }
    for (name, property) in sorted(schema["properties"]) {
      check(property, path.field("properties").key(name), .field, &errors)
    }
    checkAdditional(schema, path, level, &errors)
    checkEmbedded(schema, path, level, &errors)
    let isIntOrString = schema["x-kubernetes-int-or-string"] == true
    checkNested(schema, path, &errors, skipsIntOrString: isIntOrString)
  }

  private static func checkType(_ schema: JSONValue, _ path: FieldPath, _ level: Level, _ errors: inout [FieldError]) {
    let type = schema["type"]?.string ?? ""
    let isIntOrString = schema["x-kubernetes-int-or-string"] == true
    let preserves = schema["x-kubernetes-preserve-unknown-fields"] == true
    let isEmbedded = schema["x-kubernetes-embedded-resource"] == true
    if isEmbedded, type != "object" {
      let detail = "must be object if x-kubernetes-embedded-resource is true"
      errors.append(
        type.isEmpty ? .required(path.field("type"), detail) : .invalid(path.field("type"), .string(type), detail))
    } else if type.isEmpty, !isIntOrString, !preserves {
      errors.append(.required(path.field("type"), level.missingType))
    } else if level == .root, !type.isEmpty, type != "object" {
      errors.append(.invalid(path.field("type"), .string(type), "must be object at the root"))
    }
    guard isIntOrString else { return }
    if !type.isEmpty {
      errors.append(.invalid(path.field("type"), .string(type), "must be empty if x-kubernetes-int-or-string is true"))
    }
    for (name, isSet) in [("preserve-unknown-fields", preserves), ("embedded-resource", isEmbedded)] where isSet {
      errors.append(
        .invalid(path.field("x-kubernetes-\(name)"), true, "must be false if x-kubernetes-int-or-string is true"))
    }
  }

  private static func checkUnsupported(_ schema: JSONValue, _ path: FieldPath, _ errors: inout [FieldError]) {
    for name in ["$ref", "definitions", "dependencies", "patternProperties", "additionalItems", "deprecated", "discriminator"]
    where schema[name] != nil {
      errors.append(.forbidden(path.field(name), "\(name) is not supported"))
    }
    if schema["uniqueItems"] == true {
      errors.append(
        .forbidden(path.field("uniqueItems"), "uniqueItems cannot be set to true since the runtime complexity becomes quadratic"))
    }
  }

  private static func checkAdditional(
    _ schema: JSONValue, _ path: FieldPath, _ level: Level, _ errors: inout [FieldError]
  ) {
    guard let additional = schema["additionalProperties"] else { return }
    let place = path.field("additionalProperties")
    if additional == false {
      errors.append(.forbidden(place, "additionalProperties cannot be set to false"))
      return
    }
    if level == .root { errors.append(.forbidden(place, "must not be used at the root")) }
    if let properties = schema["properties"]?.object, !properties.isEmpty {
      errors.append(.forbidden(place, "additionalProperties and properties are mutual exclusive"))
    }
    if schema["x-kubernetes-embedded-resource"] == true {
      errors.append(.forbidden(place, "must not be used if x-kubernetes-embedded-resource is set"))
    }
    if additional.object != nil { check(additional, place, .field, &errors) }
  }

  /// What an object of its own must say of apiVersion, kind and metadata, if it says anything.
  private static func checkEmbedded(
    _ schema: JSONValue, _ path: FieldPath, _ level: Level, _ errors: inout [FieldError]
  ) {
    let isEmbedded = schema["x-kubernetes-embedded-resource"] == true
    guard level == .root || isEmbedded else { return }
    let properties = path.field("properties")
    for name in ["kind", "apiVersion"] {
      guard let property = schema["properties"]?[name], property["type"] != "string" else { continue }
      errors.append(.invalid(properties.key(name).field("type"), property["type"] ?? "", "must be string"))
    }
    if let metadata = schema["properties"]?["metadata"] {
      if metadata["type"] != "object" {
        errors.append(.invalid(properties.key("metadata").field("type"), metadata["type"] ?? "", "must be object"))
      }
      if level == .root, !restrictsNamesOnly(metadata) {
        errors.append(
          .forbidden(
            properties.key("metadata"),
            "must not specify anything other than name and generateName, but metadata is implicitly specified"))
      }
    }
    let isEmpty = schema["properties"]?.object?.isEmpty ?? true
    if isEmbedded, schema["x-kubernetes-preserve-unknown-fields"] != true, isEmpty {
      errors.append(
        .required(
          properties,
          "must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields"))
    }
  }

  private static func restrictsNamesOnly(_ metadata: JSONValue) -> Bool {
    let members = Set((metadata.object ?? [:]).keys)
    let names = Set((metadata["properties"]?.object ?? [:]).keys)
    return members.isSubset(of: ["type", "properties", "description"]) && names.isSubset(of: ["name", "generateName"])
  }

  // MARK: In allOf, anyOf, oneOf and not

  private static let forbidden: [(String, String)] = [
    ("default", "must be undefined to be structural"), ("title", "must be empty to be structural"),
    ("description", "must be empty to be structural"), ("nullable", "must be false to be structural"),
    ("externalDocs", "must be undefined to be structural"),
    ("additionalProperties", "must be undefined to be structural"),
    ("x-kubernetes-preserve-unknown-fields", "must be false to be structural"),
    ("x-kubernetes-embedded-resource", "must be false to be structural"),
    ("x-kubernetes-int-or-string", "must be false to be structural"),
    ("x-kubernetes-list-map-keys", "must be empty to be structural"),
    ("x-kubernetes-list-type", "must be undefined to be structural"),
    ("x-kubernetes-map-type", "must be undefined to be structural"),
    ("x-kubernetes-validations", "must be empty to be structural"),
  ]

  private static func checkNested(
    _ schema: JSONValue, _ path: FieldPath, _ errors: inout [FieldError], skipsIntOrString: Bool
  ) {
    for junction in ["anyOf", "allOf", "oneOf"] {
      let branches = schema[junction]?.array ?? []
      // A number or a text may be spelled out, here or as the first of allOf.
      if skipsIntOrString, junction == "anyOf", isIntOrString(branches) { continue }
      for (index, branch) in branches.enumerated() {
        let isFirst = skipsIntOrString && junction == "allOf" && index == 0
        checkBranch(branch, path.field(junction).index(index), &errors, skipsIntOrString: isFirst)
      }
    }
    if let inner = schema["not"] { checkBranch(inner, path.field("not"), &errors) }
  }

  private static func isIntOrString(_ branches: [JSONValue]) -> Bool {
    branches == [["type": "integer"], ["type": "string"]]
  }

  private static func checkBranch(
    _ schema: JSONValue, _ path: FieldPath, _ errors: inout [FieldError], skipsIntOrString: Bool = false
  ) {
    checkNested(schema, path, &errors, skipsIntOrString: skipsIntOrString)
    checkUnsupported(schema, path, &errors)
    if let type = schema["type"]?.string, !type.isEmpty {
      errors.append(.forbidden(path.field("type"), "must be empty to be structural"))
    }
    for (name, detail) in forbidden {
      switch schema[name] {
      case nil, .null?, .bool(false)?, .string("")?, .array([])?: continue
      default: errors.append(.forbidden(path.field(name), detail))
      }
    }
    if let items = schema["items"] { checkBranch(items, path.field("items"), &errors) }
    for (name, property) in sorted(schema["properties"]) {
      let place = path.field("properties").key(name)
      if name == "metadata" { errors.append(.forbidden(place, "must not be specified in a nested context")) }
      checkBranch(property, place, &errors)
    }
  }

  static func sorted(_ members: JSONValue?) -> [(key: String, value: JSONValue)] {
    (members?.object ?? [:]).sorted { JSONWriter.sortsBefore($0.key, $1.key) }
  }
}
