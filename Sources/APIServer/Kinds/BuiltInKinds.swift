import KubernetesAPI
import MeshResources

/// The kinds that are part of the server: what a mesh reads of a platform, kept as plain objects, and what the server itself acts on.
enum BuiltInKinds {
  static let all: [ServedKind] = platform + policy + WebhookKinds.all + [definitions]

  /// Kinds whose CustomResourceDefinitions the server brings, so that they are served as any other such kind.
  static let defined: [JSONValue] = (ResourceDefinition.rules + ResourceDefinition.platform.filter(isCustom))
    .map(\.customResourceDefinition)

  private static func isCustom(_ definition: ResourceDefinition) -> Bool { definition.group.hasPrefix("gateway.") }

  private static let platform = ResourceDefinition.platform.filter { !isCustom($0) }.map { ServedKind($0) }

  private static let countingGroups: Set<String> = [
    "apps", "batch", "networking.k8s.io", "admissionregistration.k8s.io", "apiextensions.k8s.io",
  ]

  static func traits(_ group: String, _ plural: String) -> ServedKind.Traits {
    var traits = ServedKind.Traits()
    traits.countsGenerations = countingGroups.contains(group)
    traits.takesStrategicMerge = true
    if plural == "events" { traits.lifetime = .seconds(3600) }
    return traits
  }

  // MARK: Kinds that the server acts on

  private static let policy: [ServedKind] = [
    make(RoleKeeper.group, "ClusterRole", isNamespaced: false), make(RoleKeeper.group, "ClusterRoleBinding", isNamespaced: false),
    make(RoleKeeper.group, "Role"), make(RoleKeeper.group, "RoleBinding"),
  ]

  private static let definitions = make(
    CustomResource.resource.group, "CustomResourceDefinition", short: ["crd", "crds"], categories: ["api-extensions"],
    isNamespaced: false, hasStatus: true)

  private static func make(
    _ group: String, _ kind: String, short: [String] = [], categories: [String] = [], isNamespaced: Bool = true,
    hasStatus: Bool = false
  ) -> ServedKind {
    let definition = ResourceDefinition(
      group: group, versions: ["v1"], names: ResourceDefinition.Names(kind, short: short, categories: categories),
      isNamespaced: isNamespaced, hasStatus: hasStatus, description: "",
      schema: ["type": "object", "x-kubernetes-preserve-unknown-fields": true])
    return ServedKind(definition)
  }
}

extension ServedKind {
  /// A kind of the server's own.
  init(_ definition: ResourceDefinition) {
    let columns = KindColumns.columns(of: definition)
    let versions = definition.versions.map { name in
      var version = Version(name: name)
      version.schema = StructuralSchema(trusted: definition.schema)
      version.openAPI = definition.schema
      version.mergeSchema = MergeSchema(openAPI: definition.schema)
      version.hasStatus = definition.hasStatus
      version.columns = columns
      version.selectableFields = BuiltInKinds.selectableFields[definition.names.plural] ?? []
      return version
    }
    self.init(
      group: definition.group,
      names: Names(
        plural: definition.names.plural, singular: definition.names.singular, kind: definition.names.kind,
        listKind: definition.names.listKind, shortNames: definition.names.shortNames, categories: definition.names.categories),
      isNamespaced: definition.isNamespaced, versions: versions,
      traits: BuiltInKinds.traits(definition.group, definition.names.plural))
  }
}

extension BuiltInKinds {
  /// Fields by which clients narrow lists of these kinds, beside name and namespace.
  static let selectableFields: [String: [String]] = [
    "pods": ["spec.nodeName", "spec.serviceAccountName", "status.phase", "status.podIP"], "secrets": ["type"],
    "events": [
      "involvedObject.kind", "involvedObject.name", "involvedObject.namespace", "involvedObject.uid", "reason", "type",
    ],
    "namespaces": ["status.phase"], "nodes": ["spec.unschedulable"],
  ]
}
