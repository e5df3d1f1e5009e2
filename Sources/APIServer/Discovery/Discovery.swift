import KubernetesAPI

/// What clients ask for to learn which kinds there are: `/api`, `/apis`, and the lists of each group version.
///
/// Source: Kubernetes' API discovery; the forms of `meta.k8s.io/v1`.
struct Discovery: Sendable {
  let table: ResourceTable

  /// `/api`.
  var coreVersions: JSONValue {
    [
      "kind": "APIVersions", "versions": .array(versions(of: "").map(JSONValue.string)),
      "serverAddressByClientCIDRs": [],
    ]
  }

  /// `/apis`.
  var groups: JSONValue {
    [
      "kind": "APIGroupList", "apiVersion": "v1",
      "groups": .array(table.groups.filter { !$0.name.isEmpty }.map { group($0.name, $0.versions) }),
    ]
  }

  /// `/apis/GROUP`; nil where there is none.
  func group(_ name: String) -> JSONValue? {
    guard let found = table.groups.first(where: { $0.name == name }), !name.isEmpty else { return nil }
    var value = group(found.name, found.versions)
    value.kind = "APIGroup"
    value.apiVersion = "v1"
    return value
  }

  /// `/api/v1` and `/apis/GROUP/VERSION`; nil where there is none.
  func resources(_ groupVersion: GroupVersion) -> JSONValue? {
    guard versions(of: groupVersion.group).contains(groupVersion.version) else { return nil }
    var resources: [JSONValue] = []
    for (definition, version) in table.resources(in: groupVersion) {
      resources.append(resource(definition, verbs: APIVerb.ofObjects))
      for subresource in Subresource.all(of: definition, version) {
        resources.append(self.subresource(subresource, of: definition, in: groupVersion))
      }
    }
    return [
      "kind": "APIResourceList", "apiVersion": "v1", "groupVersion": .string(groupVersion.description),
      "resources": .array(resources),
    ]
  }

  private func versions(of group: String) -> [String] {
    table.groups.first { $0.name == group }?.versions ?? []
  }

  private func group(_ name: String, _ versions: [String]) -> JSONValue {
    let entries = versions.map { version -> JSONValue in
      ["groupVersion": .string(GroupVersion(group: name, version: version).description), "version": .string(version)]
    }
    return ["name": .string(name), "versions": .array(entries), "preferredVersion": entries.first ?? [:]]
  }

  private func resource(_ definition: ServedKind, verbs: [APIVerb]) -> JSONValue {
    var value: JSONValue = [
      "name": .string(definition.names.plural), "singularName": .string(definition.names.singular),
      "namespaced": .bool(definition.isNamespaced), "kind": .string(definition.names.kind),
      "verbs": .array(verbs.map { .string($0.rawValue) }),
    ]
    if !definition.names.shortNames.isEmpty { value["shortNames"] = .array(definition.names.shortNames.map(JSONValue.string)) }
    if !definition.names.categories.isEmpty { value["categories"] = .array(definition.names.categories.map(JSONValue.string)) }
    return value
  }

  private func subresource(
    _ subresource: Subresource, of definition: ServedKind, in groupVersion: GroupVersion
  ) -> JSONValue {
    var value: JSONValue = [
      "name": .string("\(definition.names.plural)/\(subresource.name)"), "singularName": "",
      "namespaced": .bool(definition.isNamespaced), "kind": .string(subresource.kind ?? definition.names.kind),
      "verbs": .array(subresource.verbs.map { .string($0.rawValue) }),
    ]
    if let other = subresource.groupVersion, other != groupVersion {
      value["group"] = .string(other.group)
      value["version"] = .string(other.version)
    }
    return value
  }
}

/// What can be done with a resource, as discovery and roles name it.
enum APIVerb: String, Hashable, Sendable, CaseIterable {
  case create, delete, deletecollection, get, list, patch, update, watch

  static let ofObjects: [APIVerb] = [.create, .delete, .deletecollection, .get, .list, .patch, .update, .watch]
}

/// A part of an object that is read and written by a path of its own.
struct Subresource: Hashable, Sendable {
  var name: String
  /// nil: the object's own.
  var kind: String?
  /// nil: the object's own.
  var groupVersion: GroupVersion?
  var verbs: [APIVerb]

  static let status = Subresource(name: "status", verbs: [.get, .patch, .update])
  /// How many there are of what an object stands for, and how many there shall be.
  static let scale = Subresource(
    name: "scale", kind: ScaleForm.kind.kind, groupVersion: ScaleForm.kind.groupVersion, verbs: [.get, .patch, .update])
  /// Ends a namespace's deletion.
  static let finalize = Subresource(name: "finalize", verbs: [.update])
  /// Issues a token of a service account.
  static let token = Subresource(
    name: "token", kind: "TokenRequest", groupVersion: GroupVersion(group: "authentication.k8s.io", version: "v1"),
    verbs: [.create])

  /// What Kubernetes has a node do for a Pod or a Service. Here are objects alone.
  static let ofNodes: Set = [
    "attach", "binding", "ephemeralcontainers", "eviction", "exec", "log", "portforward", "proxy", "resize",
  ]

  static func all(of definition: ServedKind, _ version: ServedKind.Version) -> [Subresource] {
    var all: [Subresource] = version.hasStatus ? [.status] : []
    if version.scale != nil { all.append(.scale) }
    switch (definition.group, definition.names.plural) {
    case ("", "namespaces"): all.append(.finalize)
    case ("", "serviceaccounts"): all.append(.token)
    default: break
    }
    return all.sorted { $0.name < $1.name }
  }
}
