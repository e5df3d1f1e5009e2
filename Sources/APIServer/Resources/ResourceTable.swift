import KubernetesAPI

/// All kinds that are served at a moment.
struct ResourceTable: Sendable {
  private var definitions: [GroupResource: ServedKind] = [:]
  /// Counts the changes: of the tables that one came from the other, those of one generation are equal.
  private(set) var generation = 0

  init(_ definitions: [ServedKind] = []) {
    for definition in definitions { self.definitions[definition.groupResource] = definition }
  }

  /// Sorted by group, then by plural name.
  var all: [ServedKind] {
    definitions.values.sorted { ($0.group, $0.names.plural) < ($1.group, $1.names.plural) }
  }

  subscript(resource: GroupResource) -> ServedKind? {
    get { definitions[resource] }
    set {
      definitions[resource] = newValue
      generation += 1
    }
  }

  /// What a path's group, version and plural name stand for; nil where they stand for nothing that is served.
  func resource(
    _ groupVersion: GroupVersion, plural: String
  ) -> (definition: ServedKind, version: ServedKind.Version)? {
    guard let definition = definitions[GroupResource(group: groupVersion.group, resource: plural)],
      let version = definition.version(named: groupVersion.version)
    else { return nil }
    return (definition, version)
  }

  /// The kind that an object's `apiVersion` and `kind` name.
  func kind(
    _ kind: String, in groupVersion: GroupVersion
  ) -> (definition: ServedKind, version: ServedKind.Version)? {
    for definition in definitions.values where definition.group == groupVersion.group && definition.names.kind == kind {
      if let version = definition.version(named: groupVersion.version) { return (definition, version) }
    }
    return nil
  }

  /// Groups with a name, sorted; each with its served versions, the preferred one first.
  var groups: [(name: String, versions: [String])] {
    var versions: [String: Set<String>] = [:]
    for definition in definitions.values {
      versions[definition.group, default: []].formUnion(definition.servedVersions.map(\.name))
    }
    return versions.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }.map { group, names in
      (group, names.sorted(by: VersionPriority.precedes))
    }
  }

  /// The kinds of a group that are served in a version, sorted by plural name.
  func resources(in groupVersion: GroupVersion) -> [(definition: ServedKind, version: ServedKind.Version)] {
    definitions.values.filter { $0.group == groupVersion.group }.compactMap { definition in
      definition.version(named: groupVersion.version).map { (definition, $0) }
    }.sorted { $0.0.names.plural < $1.0.names.plural }
  }
}

/// Which of several versions clients should prefer: `v2` before `v1` before `v1beta2` before `v1beta1` before `v1alpha1`, then others by name.
///
/// Source: Kubernetes' documentation of CustomResourceDefinition versioning, "Version priority".
enum VersionPriority {
  static func precedes(_ left: String, _ right: String) -> Bool {
    switch (parse(left), parse(right)) {
    case (let a?, let b?): (a.stability, a.major, a.minor) > (b.stability, b.major, b.minor)
    case (nil, nil): left < right
    case (let a, nil): a != nil
    case (nil, _): false
    }
  }

  private static func parse(_ name: String) -> (stability: Int, major: Int, minor: Int)? {
    guard name.first == "v" else { return nil }
    let rest = name.dropFirst()
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    guard let major = Int(digits) else { return nil }
    let suffix = rest.dropFirst(digits.count)
    if suffix.isEmpty { return (2, major, 0) }
    for (word, stability) in [("beta", 1), ("alpha", 0)] where suffix.hasPrefix(word) {
      return Int(suffix.dropFirst(word.count)).map { (stability, major, $0) }
    }
    return nil
  }
}
