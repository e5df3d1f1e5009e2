import KubernetesAPI

/// What of an object a client may say, and what the server says: pure rules, the same for all kinds.
///
/// Source: Kubernetes API conventions, "Metadata" and "Spec and Status".
struct ObjectStrategy: Sendable {
  let definition: ServedKind
  let version: ServedKind.Version

  private var kind: GroupVersionKind {
    GroupVersionKind(group: definition.group, version: version.name, kind: definition.names.kind)
  }

  // MARK: Forms

  /// Fits a new object to the place where it is made.
  /// - Throws: a Status of code 400 or 422 that says what is wrong with it.
  func prepareForCreation(
    _ object: inout JSONValue, namespace: String?, name: String?, now: KubernetesTime, uid: String
  ) throws(Status) {
    try fit(&object, namespace: namespace, name: name)
    if object.metadata.resourceVersion != nil { throw .badRequest("resourceVersion should not be set on objects to be created") }
    if object.metadata.name == nil, let base = object.metadata.generateName {
      object.metadata.name = ObjectIdentity.name(startingWith: base)
    }
    object.metadata.uid = uid
    object.metadata.creationTimestamp = now
    object.metadata.deletionTimestamp = nil
    object.metadata.deletionGracePeriodSeconds = nil
    object.metadata.generation = definition.traits.countsGenerations ? 1 : nil
    object.metadata.json["selfLink"] = nil
    if version.hasStatus { object["status"] = nil }
    try check(object)
  }

  /// Fits an object that is to replace `old`: what the server says stays as it was.
  func prepareForUpdate(_ object: inout JSONValue, replacing old: JSONValue, namespace: String?, name: String) throws(Status) {
    try fit(&object, namespace: namespace, name: name)
    try keepIdentity(&object, of: old)
    if version.hasStatus { object["status"] = old["status"] }
    try finishUpdate(&object, replacing: old)
  }

  /// Fits an object whose status is to replace that of `old`; nothing else of it counts but its labels and annotations' owner.
  func prepareForStatusUpdate(
    _ object: inout JSONValue, replacing old: JSONValue, namespace: String?, name: String
  ) throws(Status) {
    try fit(&object, namespace: namespace, name: name)
    try keepIdentity(&object, of: old)
    var result = old
    result["status"] = object["status"]
    result.metadata.managedFields = object.metadata.managedFields
    result.metadata.resourceVersion = object.metadata.resourceVersion
    result["apiVersion"] = object["apiVersion"]
    object = result
  }

  private func finishUpdate(_ object: inout JSONValue, replacing old: JSONValue) throws(Status) {
    if definition.traits.countsGenerations {
      let former = old.metadata.generation ?? 1
      object.metadata.generation = Self.wish(of: object) == Self.wish(of: old) ? former : former + 1
    } else {
      object.metadata.generation = old.metadata.generation
    }
    try check(object)
  }

  /// All but metadata and status.
  private static func wish(of object: JSONValue) -> JSONValue {
    var wish = object
    for field in ["metadata", "status", "apiVersion", "kind"] { wish[field] = nil }
    return wish
  }

  // MARK: Identity

  private func fit(_ object: inout JSONValue, namespace: String?, name: String?) throws(Status) {
    guard case .object = object else { throw .badRequest("the object must be a mapping") }
    try fitKind(&object)
    if let metadata = object["metadata"], metadata.object == nil, !metadata.isNull {
      throw .badRequest("the object's metadata must be a mapping")
    }
    if object["metadata"]?.isNull ?? true { object["metadata"] = [:] }
    let given = object.metadata.namespace
    if let namespace {
      guard given == nil || given == namespace else {
        throw .badRequest(
          "the namespace of the provided object does not match the namespace sent on the request")
      }
      object.metadata.namespace = namespace
    } else if given != nil {
      object.metadata.namespace = nil
    }
    if let name {
      let written = object.metadata.name
      guard written.map({ ExactName($0) == ExactName(name) }) ?? true else {
        throw .badRequest("the name of the object (\(written ?? "")) does not match the name on the URL (\(name))")
      }
      object.metadata.name = name
    }
  }

  private func fitKind(_ object: inout JSONValue) throws(Status) {
    let apiVersion = definition.groupVersion(version).description
    if let given = object.kind, given != definition.names.kind {
      throw .badRequest("the kind in the data (\(given)) does not match the expected kind (\(definition.names.kind))")
    }
    if let given = object.apiVersion, given != apiVersion {
      throw .badRequest("the API version in the data (\(given)) does not match the expected API version (\(apiVersion))")
    }
    object.kind = definition.names.kind
    object.apiVersion = apiVersion
  }

  private func keepIdentity(_ object: inout JSONValue, of old: JSONValue) throws(Status) {
    let before = old.metadata
    if let uid = object.metadata.uid, uid != before.uid {
      throw .preconditionFailed(
        kind.groupVersion.resource(definition.names.plural), before.name ?? "", field: "UID", expected: uid,
        actual: before.uid ?? "")
    }
    object.metadata.uid = before.uid
    object.metadata.creationTimestamp = before.creationTimestamp
    object.metadata.deletionTimestamp = before.deletionTimestamp
    object.metadata.deletionGracePeriodSeconds = before.deletionGracePeriodSeconds
    object.metadata.generateName = before.generateName
    object.metadata.json["selfLink"] = nil
    if before.deletionTimestamp != nil {
      let added = object.metadata.finalizers.filter { !before.finalizers.contains($0) }
      if !added.isEmpty {
        throw .invalid(
          kind, before.name ?? "",
          [.forbidden(FieldPath("metadata", "finalizers"), "no new finalizers can be added if the object is being deleted")])
      }
    }
  }

  // MARK: Rules of metadata

  private func check(_ object: JSONValue) throws(Status) {
    let metadata = object.metadata
    let errors = MetadataRules.errors(
      in: metadata, isNamespaced: definition.isNamespaced, name: NamePattern.rule(for: definition.groupResource))
    guard errors.isEmpty else { throw .invalid(kind, metadata.name ?? metadata.generateName ?? "", errors) }
  }
}
