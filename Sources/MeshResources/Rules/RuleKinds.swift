import KubernetesAPI
package import MeshAPI
import MeshAdmission

extension ResourceDefinition {
  /// Istio's kinds, sorted by group and name. Their schemas are what ``MeshAdmission``'s decoders take.
  package static let rules: [ResourceDefinition] = ObjectKind.allCases.compactMap(rule).sorted {
    ($0.group, $0.names.kind) < ($1.group, $1.names.kind)
  }

  /// One of Istio's kinds; nil for any other.
  package static func rule(_ kind: ObjectKind) -> ResourceDefinition? {
    guard kind.isRule, let facts = RuleFacts.of(kind) else { return nil }
    let group = String(kind.group.prefix { $0 != "." })
    return ResourceDefinition(
      group: kind.group, versions: facts.versions, storageVersion: facts.storage,
      names: Names(
        kind.rawValue, plural: facts.plural, short: facts.short, categories: ["istio-io", "\(group)-istio-io"]),
      isNamespaced: !kind.isClusterScoped, columns: facts.columns, description: facts.description,
      schema: schema(of: kind, facts))
  }

  private static func schema(of kind: ObjectKind, _ facts: RuleFacts) -> JSONValue {
    guard case .mapping(var content) = FieldSchema.content(of: kind) else { return .null }
    var read: [String: JSONValue] = [:]
    if case .mapping(let status)? = content.fields.removeValue(forKey: "status")?.schema {
      read = status.fields.mapValues(\.schema.json)
    }
    var json = FieldSchema.mapping(content).json
    json["properties"]?["status"] = RuleStatus.schema(with: read)
    for (path, keys) in facts.listKeys { json.describe(listAt: path[...], keys: keys) }
    return json
  }
}

extension JSONValue {
  /// Says by which fields the items of a list are told apart, in a schema. `path` leads there by properties; the items of lists on the
  /// way are entered.
  fileprivate mutating func describe(listAt path: ArraySlice<String>, keys: [String]) {
    guard let name = path.first else {
      self["x-kubernetes-list-type"] = "map"
      self["x-kubernetes-list-map-keys"] = .strings(keys)
      return
    }
    if self["items"] != nil {
      self["items"]?.describe(listAt: path, keys: keys)
    } else {
      self["properties"]?[name]?.describe(listAt: path.dropFirst(), keys: keys)
    }
  }
}
