import KubernetesAPI
import MeshResources

/// The kinds that are part of the server: what a mesh reads of a platform, kept as plain objects, and what the server itself acts on.
enum BuiltInKinds {
  static let all: [ServedKind] = platform + ResourceDefinition.serverKinds.map { ServedKind($0) } + WebhookKinds.all

  /// Kinds whose CustomResourceDefinitions the server brings, so that they are served as any other such kind.
  static let defined: [JSONValue] = (ResourceDefinition.rules + ResourceDefinition.platform.filter(isCustom))
    .map(\.customResourceDefinition)

  private static func isCustom(_ definition: ResourceDefinition) -> Bool { definition.group.hasPrefix("gateway.") }

  private static let platform = ResourceDefinition.platform.filter { !isCustom($0) }.map { ServedKind($0) }

  private static let countingGroups: Set<String> = [
    "apps", "batch", "networking.k8s.io", "policy", "admissionregistration.k8s.io", "apiextensions.k8s.io",
  ]

  /// Kinds whose updates have to name a version in Kubernetes, as those of custom kinds have to.
  private static let versioned: Set<GroupResource> = [
    GroupResource(group: "coordination.k8s.io", resource: "leases"),
    GroupResource(group: "policy", resource: "poddisruptionbudgets"),
    GroupResource(group: "apiextensions.k8s.io", resource: "customresourcedefinitions"),
    WebhookKinds.mutating, WebhookKinds.validating,
  ]

  static func traits(_ group: String, _ plural: String) -> ServedKind.Traits {
    var traits = ServedKind.Traits()
    traits.countsGenerations = countingGroups.contains(group) || scalable.contains(plural)
    traits.takesStrategicMerge = true
    traits.needsVersionForUpdate = versioned.contains(GroupResource(group: group, resource: plural))
    if plural == "events" { traits.lifetime = .seconds(3600) }
    return traits
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
      version.scale = BuiltInKinds.scalable.contains(definition.fullName) ? .ofWorkloads : nil
      version.columns = columns
      version.selectableFields = BuiltInKinds.selectableFields[definition.names.plural] ?? []
      version.absentFields = BuiltInKinds.absentFields[definition.names.plural] ?? [:]
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
  /// Kinds with a `scale` subresource.
  static let scalable: Set<String> = [
    "deployments.apps", "replicasets.apps", "statefulsets.apps", "replicationcontrollers",
  ]

  /// Fields by which clients narrow lists of these kinds, beside name and namespace.
  static let selectableFields: [String: [String]] = [
    "pods": [
      "spec.hostNetwork", "spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName",
      "status.nominatedNodeName", "status.phase", "status.podIP",
    ],
    "secrets": ["type"], "services": ["spec.clusterIP", "spec.type"],
    "events": [
      "involvedObject.apiVersion", "involvedObject.fieldPath", "involvedObject.kind", "involvedObject.name",
      "involvedObject.namespace", "involvedObject.resourceVersion", "involvedObject.uid", "reason", "reportingComponent", "type",
    ],
    "namespaces": ["status.phase"], "nodes": ["spec.unschedulable"], "replicasets": ["status.replicas"],
    "replicationcontrollers": ["status.replicas"],
  ]

  /// What such fields are taken for where they are not said, as with Kubernetes, which fills them in.
  static let absentFields: [String: [String: String]] = [
    "pods": [
      "spec.hostNetwork": "false", "spec.restartPolicy": "Always", "spec.schedulerName": "default-scheduler",
      "status.phase": "Pending",
    ],
    "secrets": ["type": "Opaque"], "services": ["spec.type": "ClusterIP"], "namespaces": ["status.phase": "Active"],
    "nodes": ["spec.unschedulable": "false"], "replicasets": ["status.replicas": "0"],
    "replicationcontrollers": ["status.replicas": "0"],
  ]
}
