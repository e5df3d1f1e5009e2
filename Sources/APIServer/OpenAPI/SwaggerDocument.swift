import KubernetesAPI

/// All kinds in one document, as OpenAPI 2.0 describes them: what clients before Kubernetes 1.24 explain and validate by.
///
/// Source: OpenAPI 2.0; what of OpenAPI 3.0 it cannot say is left out, as Kubernetes does, so that older clients refuse nothing that
/// the server takes.
struct SwaggerDocument: Sendable {
  /// The documents of OpenAPI 3.0, of all group versions.
  let documents: [JSONValue]
  let product: String

  var json: JSONValue {
    var paths: [String: JSONValue] = [:]
    var definitions: [String: JSONValue] = [:]
    for document in documents {
      for (path, item) in document["paths"]?.object ?? [:] { paths[path] = Self.pathItem(item) }
      for (name, schema) in document["components"]?["schemas"]?.object ?? [:] { definitions[name] = Self.definition(schema) }
    }
    return [
      "swagger": "2.0", "info": ["title": "Meltemi", "version": .string(product)], "paths": .object(paths),
      "definitions": .object(definitions),
    ]
  }

  // MARK: Paths

  private static func pathItem(_ item: JSONValue) -> JSONValue {
    .object(
      Dictionary(
        uniqueKeysWithValues: (item.object ?? [:]).map { name, value in
          (name, name == "parameters" ? .array((value.array ?? []).map(parameter)) : operation(value))
        }))
  }

  private static func operation(_ operation: JSONValue) -> JSONValue {
    var changed: JSONValue = ["produces": ["application/json"]]
    for (name, value) in operation.object ?? [:] where name.hasPrefix("x-") { changed[name] = value }
    var parameters = (operation["parameters"]?.array ?? []).map(parameter)
    if let content = operation["requestBody"]?["content"]?.object {
      changed["consumes"] = .array(content.keys.sorted().map(JSONValue.string))
      let body = content.values.compactMap { $0["schema"] }.first.map(schema) ?? ["type": "object"]
      parameters.append(["name": "body", "in": "body", "required": true, "schema": body])
    }
    if !parameters.isEmpty { changed["parameters"] = .array(parameters) }
    changed["responses"] = .object(
      (operation["responses"]?.object ?? [:]).mapValues { response in
        var changed: JSONValue = ["description": response["description"] ?? ""]
        changed["schema"] = response["content"]?["application/json"]?["schema"].map(schema)
        return changed
      })
    return changed
  }

  private static func parameter(_ parameter: JSONValue) -> JSONValue {
    var changed = parameter
    changed["schema"] = nil
    for (name, value) in parameter["schema"]?.object ?? [:] { changed[name] = value }
    return changed
  }

  // MARK: Schemas

  private static let reference = "#/components/schemas/"
  private static let keywords: Set<String> = [
    "format", "title", "description", "default", "multipleOf", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum",
    "maxLength", "minLength", "pattern", "maxItems", "minItems", "uniqueItems", "maxProperties", "minProperties", "required",
    "enum", "type", "readOnly", "example",
  ]

  /// An open kind is not told by its name: clients then do not validate it, and merge it by what they know of it themselves. Told
  /// without its fields, they would merge its lists wrongly.
  private static func definition(_ schema: JSONValue) -> JSONValue {
    var definition = Self.schema(schema)
    if schema["x-kubernetes-preserve-unknown-fields"]?.bool == true { definition["x-kubernetes-group-version-kind"] = nil }
    return definition
  }

  /// A schema in OpenAPI 2.0. Schemas are as deep as JSON is that is read at all, and so is this.
  static func schema(_ schema: JSONValue) -> JSONValue {
    if let name = schema["$ref"]?.string {
      return ["$ref": .string(name.hasPrefix(reference) ? "#/definitions/\(name.dropFirst(reference.count))" : name)]
    }
    if let only = schema["allOf"]?.array, only.count == 1, only[0]["$ref"] != nil {
      var changed = Self.schema(only[0])
      changed["description"] = schema["description"]
      return changed
    }
    var changed: JSONValue = [:]
    for (name, value) in schema.object ?? [:] where keywords.contains(name) || name.hasPrefix("x-") { changed[name] = value }
    // Older clients refuse members that a list of properties does not have, and null, and numbers for text.
    let isOpen = schema["x-kubernetes-preserve-unknown-fields"]?.bool == true
    let isNullable = schema["nullable"]?.bool == true
    if isNullable || schema["x-kubernetes-int-or-string"]?.bool == true { changed["type"] = nil }
    guard !isOpen, !isNullable else { return changed }
    if let properties = schema["properties"]?.object { changed["properties"] = .object(properties.mapValues(Self.schema)) }
    switch schema["additionalProperties"] {
    case .bool(let isAllowed)?: changed["additionalProperties"] = .bool(isAllowed)
    case let value?: changed["additionalProperties"] = Self.schema(value)
    case nil: break
    }
    if changed["type"] == "array" { changed["items"] = Self.schema(schema["items"] ?? [:]) }
    return changed
  }
}
