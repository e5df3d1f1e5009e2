package import KubernetesAPI

extension ResourceDefinition {
  /// The `CustomResourceDefinition` (apiextensions.k8s.io/v1) that makes an API server serve the kind.
  package var customResourceDefinition: JSONValue {
    [
      "apiVersion": "apiextensions.k8s.io/v1",
      "kind": "CustomResourceDefinition",
      "metadata": ["name": .string(fullName), "labels": ["app.kubernetes.io/part-of": "meltemi"]],
      "spec": [
        "group": .string(group),
        "names": namesJSON,
        "scope": isNamespaced ? "Namespaced" : "Cluster",
        "versions": .array(versions.map(version)),
      ],
    ]
  }

  private var namesJSON: JSONValue {
    var json: JSONValue = [
      "kind": .string(names.kind), "listKind": .string(names.listKind), "plural": .string(names.plural),
      "singular": .string(names.singular),
    ]
    if !names.shortNames.isEmpty { json["shortNames"] = .strings(names.shortNames) }
    if !names.categories.isEmpty { json["categories"] = .strings(names.categories) }
    return json
  }

  private func version(_ name: String) -> JSONValue {
    var root = schema
    root["description"] = .string(description)
    var json: JSONValue = [
      "name": .string(name), "served": true, "storage": .bool(name == storageVersion),
      "schema": ["openAPIV3Schema": root],
    ]
    if hasStatus { json["subresources"] = ["status": [:]] }
    if !columns.isEmpty { json["additionalPrinterColumns"] = .array(columns.map(\.json)) }
    return json
  }
}

extension ResourceDefinition.Column {
  fileprivate var json: JSONValue {
    var json: JSONValue = ["name": .string(name), "type": .string(format.rawValue), "jsonPath": .string(path)]
    if !description.isEmpty { json["description"] = .string(description) }
    if priority != 0 { json["priority"] = .integer(Int64(priority)) }
    return json
  }
}

extension JSONValue {
  /// A list of texts.
  static func strings(_ texts: some Sequence<String>) -> JSONValue { .array(texts.map { .string($0) }) }
}
