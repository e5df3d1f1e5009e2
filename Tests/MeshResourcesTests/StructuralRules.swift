import KubernetesAPI

/// Kubernetes' rules for structural schemas, as far as the definitions of the mesh come near them.
enum StructuralRules {
  private static let types: Set<String> = ["object", "array", "string", "integer", "number", "boolean"]
  /// What a schema may hold beside its type.
  private static let known: Set<String> = [
    "type", "properties", "items", "additionalProperties", "required", "enum", "format", "pattern", "minimum", "maximum",
    "minLength", "maxLength", "maxItems", "maxProperties", "nullable", "description", "anyOf",
    "x-kubernetes-preserve-unknown-fields", "x-kubernetes-int-or-string", "x-kubernetes-list-type",
    "x-kubernetes-list-map-keys", "x-kubernetes-patch-merge-key", "x-kubernetes-patch-strategy", "x-kubernetes-map-type",
    "x-kubernetes-embedded-resource", "default",
  ]

  static func problems(of schema: JSONValue, at path: String = "") -> [String] {
    guard let members = schema.object else { return ["\(path): no mapping"] }
    var problems = Set(members.keys).subtracting(known).sorted().map { "\(path): \($0)" }
    let type = schema["type"]?.string
    let isIntOrString = schema["x-kubernetes-int-or-string"] == true
    if isIntOrString {
      let either: JSONValue = [["type": "integer"], ["type": "string"]]
      if type != nil || schema["anyOf"] != either { problems.append("\(path): int or string") }
    } else if !types.contains(type ?? "") {
      problems.append("\(path): type \(type ?? "missing")")
    }
    if schema["properties"] != nil, schema["additionalProperties"] != nil { problems.append("\(path): two kinds of members") }
    let properties = schema["properties"]?.object ?? [:]
    if type != "object", !properties.isEmpty || schema["additionalProperties"] != nil { problems.append("\(path): members") }
    if (type == "array") != (schema["items"] != nil) { problems.append("\(path): items") }
    for name in schema["required"]?.array ?? [] where properties[name.string ?? ""] == nil {
      problems.append("\(path): requires \(name)")
    }
    problems += keyProblems(of: schema, at: path)
    for (name, inner) in properties { problems += Self.problems(of: inner, at: "\(path).\(name)") }
    if let items = schema["items"] { problems += Self.problems(of: items, at: path + "[]") }
    if let values = schema["additionalProperties"] { problems += Self.problems(of: values, at: path + "{}") }
    return problems
  }

  /// The keys of a list are scalars that every item has.
  private static func keyProblems(of schema: JSONValue, at path: String) -> [String] {
    guard schema["x-kubernetes-list-type"] == "map" else {
      return schema["x-kubernetes-list-map-keys"] == nil ? [] : ["\(path): keys without a map"]
    }
    let items = schema["items"]
    let required = items?["required"]?.array ?? []
    let keys = schema["x-kubernetes-list-map-keys"]?.array ?? []
    let bad = keys.filter { key in
      let type = items?["properties"]?[key.string ?? ""]?["type"]?.string ?? ""
      return !["string", "integer", "number", "boolean"].contains(type)
        || (!required.contains(key) && items?["properties"]?[key.string ?? ""]?["default"] == nil)
    }
    return keys.isEmpty || !bad.isEmpty ? ["\(path): list keys"] : []
  }
}
