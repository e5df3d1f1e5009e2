import KubernetesAPI

/// All kinds of all groups in one answer, which spares clients a request for each group version.
///
/// Source: Kubernetes' `apidiscovery.k8s.io`, versions v2 and v2beta1, which differ in name alone.
struct AggregatedDiscovery: Sendable {
  let table: ResourceTable
  /// `v2` or `v2beta1`.
  let version: String

  /// What stands at `/api` (the core group) and at `/apis` (all others).
  func list(ofCore isCore: Bool) -> JSONValue {
    let groups = table.groups.filter { $0.name.isEmpty == isCore }
    return [
      "kind": "APIGroupDiscoveryList", "apiVersion": .string("apidiscovery.k8s.io/\(version)"), "metadata": [:],
      "items": .array(groups.map { item($0.name, $0.versions) }),
    ]
  }

  /// The media type in which the answer is given.
  var mediaType: String { "application/json;g=apidiscovery.k8s.io;v=\(version);as=APIGroupDiscoveryList" }

  private func item(_ group: String, _ versions: [String]) -> JSONValue {
    let entries = versions.map { version -> JSONValue in
      let groupVersion = GroupVersion(group: group, version: version)
      return [
        "version": .string(version), "freshness": "Current",
        "resources": .array(table.resources(in: groupVersion).map { resource($0, $1, groupVersion) }),
      ]
    }
    return ["metadata": group.isEmpty ? [:] : ["name": .string(group)], "versions": .array(entries)]
  }

  private func resource(
    _ definition: ServedKind, _ version: ServedKind.Version, _ groupVersion: GroupVersion
  ) -> JSONValue {
    var value: JSONValue = [
      "resource": .string(definition.names.plural), "singularResource": .string(definition.names.singular),
      "scope": definition.isNamespaced ? "Namespaced" : "Cluster",
      "responseKind": kind(definition.names.kind, groupVersion),
      "verbs": .array(APIVerb.ofObjects.map { .string($0.rawValue) }),
    ]
    if !definition.names.shortNames.isEmpty { value["shortNames"] = .array(definition.names.shortNames.map(JSONValue.string)) }
    if !definition.names.categories.isEmpty { value["categories"] = .array(definition.names.categories.map(JSONValue.string)) }
    let subresources = Subresource.all(of: definition, version)
    if !subresources.isEmpty {
      value["subresources"] = .array(
        subresources.map { subresource in
          [
            "subresource": .string(subresource.name),
            "responseKind": kind(subresource.kind ?? definition.names.kind, subresource.groupVersion ?? groupVersion),
            "verbs": .array(subresource.verbs.map { .string($0.rawValue) }),
          ]
        })
    }
    return value
  }

  private func kind(_ kind: String, _ groupVersion: GroupVersion) -> JSONValue {
    ["group": .string(groupVersion.group), "version": .string(groupVersion.version), "kind": .string(kind)]
  }
}
