import KubernetesAPI

/// `CustomResourceDefinition` objects as text that `kubectl apply -f -` takes. The same definitions give the same text.
package enum ResourceManifest {
  /// One YAML document for each definition.
  package static func yaml(_ definitions: [ResourceDefinition]) -> String {
    definitions.map { "---\n" + YAMLWriter.document($0.customResourceDefinition) }.joined()
  }

  /// One JSON object, a `List`, on one line.
  package static func json(_ definitions: [ResourceDefinition]) -> String {
    let list: JSONValue = [
      "apiVersion": "v1", "kind": "List", "items": .array(definitions.map(\.customResourceDefinition)),
    ]
    return JSONWriter.text(list) + "\n"
  }
}

extension ResourceDefinition {
  /// Whether people call the kind so: by its kind, plural, singular, full or short name, in any case.
  package func isCalled(_ name: String) -> Bool {
    let known = [names.kind, names.plural, names.singular, fullName] + names.shortNames
    return known.contains { $0.lowercased() == name.lowercased() }
  }
}
