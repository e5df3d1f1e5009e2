import KubernetesAPI

/// The kinds of one group version, as OpenAPI 3.0 describes them: what clients explain, validate and merge by.
///
/// Source: OpenAPI 3.0.3; Kubernetes' extensions `x-kubernetes-group-version-kind` and `x-kubernetes-action`.
struct OpenAPIDocument: Sendable {
  let groupVersion: GroupVersion
  let kinds: [(definition: ServedKind, version: ServedKind.Version)]
  let product: String

  init(table: ResourceTable, groupVersion: GroupVersion, product: String) {
    self.groupVersion = groupVersion
    kinds = table.resources(in: groupVersion)
    self.product = product
  }

  var json: JSONValue {
    var paths: [String: JSONValue] = [:]
    var schemas: [String: JSONValue] = OpenAPISchemas.shared
    for (definition, version) in kinds {
      for (path, operations) in OpenAPIPaths(definition: definition, version: version).all { paths[path] = operations }
      schemas[OpenAPISchemas.name(definition, version)] = OpenAPISchemas.object(definition, version)
      schemas[OpenAPISchemas.listName(definition, version)] = OpenAPISchemas.list(definition, version)
    }
    return [
      "openapi": "3.0.0", "info": ["title": "Meltemi", "version": .string(product)], "paths": .object(paths),
      "components": ["schemas": .object(schemas)],
    ]
  }
}

/// Which requests there are for a kind.
struct OpenAPIPaths: Sendable {
  let definition: ServedKind
  let version: ServedKind.Version

  /// Operations by path.
  var all: [(String, JSONValue)] {
    var paths = [(collection, collectionOperations), (collection + "/{name}", objectOperations)]
    for subresource in Subresource.all(of: definition, version) {
      paths.append(("\(collection)/{name}/\(subresource.name)", operations(of: subresource)))
    }
    if definition.isNamespaced { paths.append((root + "/" + definition.names.plural, ["get": operation("list", isList: true)])) }
    return paths
  }

  private var root: String {
    let groupVersion = definition.groupVersion(version)
    return groupVersion.group.isEmpty ? "/api/\(groupVersion)" : "/apis/\(groupVersion)"
  }

  private var collection: String {
    let namespace = definition.isNamespaced ? "/namespaces/{namespace}" : ""
    return "\(root)\(namespace)/\(definition.names.plural)"
  }

  private var collectionOperations: JSONValue {
    [
      "get": operation("list", isList: true), "post": operation("post", takesBody: true),
      "delete": operation("deletecollection", isList: true), "parameters": .array(parameters(hasName: false)),
    ]
  }

  private var objectOperations: JSONValue {
    [
      "get": operation("get"), "put": operation("put", takesBody: true), "patch": operation("patch", takesBody: true),
      "delete": operation("delete"), "parameters": .array(parameters(hasName: true)),
    ]
  }

  private func operations(of subresource: Subresource) -> JSONValue {
    var operations: JSONValue = ["parameters": .array(parameters(hasName: true))]
    for verb in subresource.verbs {
      switch verb {
      case .get: operations["get"] = operation("get")
      case .update: operations["put"] = operation("put", takesBody: true)
      case .patch: operations["patch"] = operation("patch", takesBody: true)
      case .create: operations["post"] = operation("post", takesBody: true)
      default: continue
      }
    }
    return operations
  }

  private func operation(_ action: String, isList: Bool = false, takesBody: Bool = false) -> JSONValue {
    let schema = isList ? OpenAPISchemas.listName(definition, version) : OpenAPISchemas.name(definition, version)
    let content: JSONValue = ["application/json": ["schema": OpenAPISchemas.reference(schema)]]
    var operation: JSONValue = [
      "responses": ["200": ["description": "OK", "content": content]], "x-kubernetes-action": .string(action),
      "x-kubernetes-group-version-kind": OpenAPISchemas.kind(definition, version),
    ]
    guard takesBody else { return operation }
    let body: JSONValue = ["schema": OpenAPISchemas.reference(OpenAPISchemas.name(definition, version))]
    operation["requestBody"] = [
      "content": .object(action == "patch" ? patchTypes.reduce(into: [:]) { $0[$1] = [:] } : ["*/*": body])
    ]
    let names =
      action == "patch" ? ["dryRun", "fieldManager", "fieldValidation", "force"] : ["dryRun", "fieldManager", "fieldValidation"]
    operation["parameters"] = .array(names.map { Self.parameter($0, in: "query", type: $0 == "force" ? "boolean" : "string") })
    return operation
  }

  private var patchTypes: [String] {
    let types: [MediaType] = [.jsonPatch, .mergePatch, .applyPatch]
    return (definition.traits.takesStrategicMerge ? types + [.strategicMergePatch] : types).map(\.rawValue)
  }

  private func parameters(hasName: Bool) -> [JSONValue] {
    var parameters: [JSONValue] = []
    if definition.isNamespaced { parameters.append(Self.parameter("namespace", in: "path", type: "string")) }
    if hasName { parameters.append(Self.parameter("name", in: "path", type: "string")) }
    return parameters
  }

  private static func parameter(_ name: String, in place: String, type: String) -> JSONValue {
    var parameter: JSONValue = [
      "name": .string(name), "in": .string(place), "schema": ["type": .string(type), "uniqueItems": true],
    ]
    if place == "path" { parameter["required"] = true }
    return parameter
  }
}
