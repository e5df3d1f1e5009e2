import KubernetesAPI

/// A kind of objects that the server keeps.
struct ServedKind: Sendable {
  struct Names: Hashable, Sendable {
    /// As in paths: `virtualservices`.
    var plural: String
    var singular: String
    var kind: String
    var listKind: String
    var shortNames: [String] = []
    var categories: [String] = []
  }

  /// One of the versions in which the objects can be read and written. They differ in name alone, and in what is checked.
  struct Version: Sendable {
    var name: String
    var isServed = true
    /// What is said to those who use it; nil where it is not deprecated.
    var deprecationWarning: String?
    /// nil where anything goes.
    var schema: StructuralSchema?
    /// The schema as OpenAPI 3.0 writes it, for clients; nil where anything goes.
    var openAPI: JSONValue?
    /// Whether `status` is written through a subresource of its own.
    var hasStatus = false
    /// Where objects say how many there shall be; nil where they do not.
    var scale: ScalePaths?
    /// How strategic merge patches treat its lists.
    var mergeSchema = MergeSchema.plain
    var columns: [TableColumn] = []
    /// Fields by which lists can be narrowed, beside `metadata.name` and `metadata.namespace`; as in `spec.nodeName`.
    var selectableFields: [String] = []
    /// What some of these fields are taken for where an object does not have them; others are empty then.
    var absentFields: [String: String] = [:]
  }

  enum Origin: Hashable, Sendable {
    /// Part of the server.
    case builtIn
    /// From the CustomResourceDefinition of this uid.
    case custom(uid: String)
  }

  /// What sets a kind apart from others, beyond its schema.
  struct Traits: Sendable {
    /// Whether each change of what is wished (all but metadata and status) counts `metadata.generation` up.
    var countsGenerations = true
    /// Whether an update has to name the version that it is based on.
    var needsVersionForUpdate = false
    /// Whether strategic merge patches are taken.
    var takesStrategicMerge = false
    /// How long an object lives after its latest write; nil: for good.
    var lifetime: Duration?
  }

  var group: String
  var names: Names
  var isNamespaced: Bool
  /// In the order in which clients should prefer them; never empty.
  var versions: [Version]
  var origin: Origin = .builtIn
  var traits = Traits()
  /// Whether its definition is to go: objects of it are deleted then, and none are made.
  var isTerminating = false

  var groupResource: GroupResource { GroupResource(group: group, resource: names.plural) }

  /// `plural.group`, or `plural` for the core group: how messages call it.
  var qualifiedName: String { group.isEmpty ? names.plural : "\(names.plural).\(group)" }

  var servedVersions: [Version] { versions.filter(\.isServed) }

  func version(named name: String) -> Version? {
    versions.first { $0.name == name && $0.isServed }
  }

  func groupVersion(_ version: Version) -> GroupVersion {
    GroupVersion(group: group, version: version.name)
  }
}
