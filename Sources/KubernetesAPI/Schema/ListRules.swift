/// What a schema may say of how lists and mappings are written by several.
enum ListRules {
  static func check(_ schema: JSONValue, _ path: FieldPath, _ errors: inout [FieldError]) {
    if let mapType = schema["x-kubernetes-map-type"]?.string, !mapType.isEmpty, schema["type"] != "object" {
      errors.append(
        .invalid(path.field("type"), schema["type"] ?? "", "must be object if x-kubernetes-map-type is specified"))
    }
    let keys = schema["x-kubernetes-list-map-keys"]?.array ?? []
    let keysPath = path.field("x-kubernetes-list-map-keys")
    guard let listType = schema["x-kubernetes-list-type"]?.string, !listType.isEmpty else {
      if !keys.isEmpty {
        errors.append(.required(path.field("x-kubernetes-list-type"), "must be map if x-kubernetes-list-map-keys is non-empty"))
      }
      return
    }
    if schema["type"] != "array" {
      errors.append(
        .invalid(path.field("type"), schema["type"] ?? "", "must be array if x-kubernetes-list-type is specified"))
    }
    switch listType {
    case "map": checkMap(schema, keys, path, &errors)
    case "set": checkSet(schema["items"] ?? [:], path.field("items"), &errors)
    default: break
    }
    if listType != "map", !keys.isEmpty {
      errors.append(.forbidden(keysPath, "must be empty if x-kubernetes-list-type is \(listType)"))
    }
  }

  private static func checkMap(_ schema: JSONValue, _ keys: [JSONValue], _ path: FieldPath, _ errors: inout [FieldError]) {
    let keysPath = path.field("x-kubernetes-list-map-keys")
    let items = path.field("items")
    if keys.isEmpty { errors.append(.required(keysPath, "must not be empty if x-kubernetes-list-type is map")) }
    guard let element = schema["items"], element["type"] == "object" else {
      errors.append(
        .invalid(
          items.field("type"), schema["items"]?["type"] ?? "", "must be object if parent array's x-kubernetes-list-type is map"))
      return
    }
    var seen: Set<JSONValue> = []
    let required = Set(element["required"]?.array ?? [])
    for (index, key) in keys.enumerated() {
      let name = key.string ?? ""
      if !seen.insert(key).inserted { errors.append(.duplicate(keysPath.index(index), key)) }
      guard let property = element["properties"]?[name] else {
        errors.append(.invalid(keysPath, .array(keys), "entries must all be names of item properties"))
        continue
      }
      if property["type"] == "array" || property["type"] == "object" {
        errors.append(
          .invalid(
            items.field("properties").key(name).field("type"), property["type"],
            "must be a scalar type if parent array's x-kubernetes-list-type is map"))
      }
      if !required.contains(key), property["default"] == nil {
        errors.append(
          .required(
            items.field("properties").key(name).field("default"),
            "this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property"))
      }
    }
  }

  private static func checkSet(_ element: JSONValue, _ path: FieldPath, _ errors: inout [FieldError]) {
    if element["nullable"] == true {
      errors.append(
        .forbidden(path.field("nullable"), "cannot be nullable when x-kubernetes-list-type is set"))
    }
    if element["type"] == "object", element["x-kubernetes-map-type"] != "atomic" {
      errors.append(
        .invalid(
          path.field("x-kubernetes-map-type"), element["x-kubernetes-map-type"],
          "must be atomic as item of a list with x-kubernetes-list-type=set"))
    }
    if element["type"] == "array", let listType = element["x-kubernetes-list-type"], listType != "atomic" {
      errors.append(
        .invalid(
          path.field("x-kubernetes-list-type"), listType, "must be atomic as item of a list with x-kubernetes-list-type=set"))
    }
  }
}
