import KubernetesAPI

/// What the server says of a CustomResourceDefinition.
enum CustomResourceStatus {
  /// Source: `apiextensions.k8s.io/v1` CustomResourceDefinitionStatus.
  static func established(_ object: JSONValue, now: KubernetesTime) -> JSONValue {
    let stored = (object["spec"]?["versions"]?.array ?? []).filter { $0["storage"]?.bool == true }.compactMap { $0["name"] }
    let conditions: [JSONValue] = [
      condition("NamesAccepted", "NoConflicts", "no conflicts found", now),
      condition("Established", "InitialNamesAccepted", "the initial names have been accepted", now),
    ]
    var names = object["spec"]?["names"] ?? [:]
    if names["singular"] == nil { names["singular"] = names["kind"]?.string.map { .string($0.lowercased()) } }
    if names["listKind"] == nil { names["listKind"] = names["kind"]?.string.map { .string("\($0)List") } }
    return ["conditions": .array(conditions), "acceptedNames": names, "storedVersions": .array(stored)]
  }

  /// That the definition is to go, and how far that is.
  static func terminating(_ reason: String, _ message: String) -> ObjectCondition {
    ObjectCondition(type: "Terminating", isTrue: true, reason: reason, message: message)
  }

  private static func condition(_ type: String, _ reason: String, _ message: String, _ now: KubernetesTime) -> JSONValue {
    [
      "type": .string(type), "status": "True", "reason": .string(reason), "message": .string(message),
      "lastTransitionTime": .string(now.text),
    ]
  }
}

/// CustomResourceDefinitions are read as they will be used before they are stored, and get their status.
struct CustomResourceRule: ObjectMutator, ObjectRule {
  let table: @Sendable () -> ResourceTable
  let now: @Sendable () -> KubernetesTime

  func mutate(_ object: inout JSONValue, _ change: ObjectChange, warnings: inout WarningList) async throws(Status) {
    guard change.request.definition.groupResource == CustomResource.resource, change.request.subresource == nil else { return }
    guard change.old == nil else { return }
    object["status"] = CustomResourceStatus.established(object, now: now())
  }

  func check(_ object: JSONValue, _ change: ObjectChange, warnings: inout WarningList) async throws(Status) {
    guard change.request.definition.groupResource == CustomResource.resource else { return }
    do throws(FieldErrors) {
      let definition = try CustomResource.definition(object)
      try checkNames(definition)
      try Self.checkUnchanged(object, change.old)
      for version in definition.versions where version.schema?.celRulePaths(limit: 1).isEmpty == false {
        warnings.add(
          "spec.versions[\(version.name)]: rules in x-kubernetes-validations are kept, but this server does not evaluate them")
      }
    } catch {
      throw .invalid(change.request.kind, object.metadata.name ?? "", error.errors)
    }
  }

  /// What objects that are stored already depend on.
  private static func checkUnchanged(_ object: JSONValue, _ old: JSONValue?) throws(FieldErrors) {
    guard let old else { return }
    var errors: [FieldError] = []
    for path in [["scope"], ["names", "kind"]] {
      let place = path.reduce(FieldPath("spec")) { $0.field($1) }
      let (new, former) = (path.reduce(object["spec"]) { $0?[$1] }, path.reduce(old["spec"]) { $0?[$1] })
      if new != former { errors.append(.invalid(place, new, "field is immutable")) }
    }
    if !errors.isEmpty { throw FieldErrors(errors: errors) }
  }

  private func checkNames(_ definition: ServedKind) throws(FieldErrors) {
    let path = FieldPath("spec", "names")
    var errors: [FieldError] = []
    for other in table().all where other.group == definition.group && other.names.plural != definition.names.plural {
      if other.names.kind == definition.names.kind {
        errors.append(.invalid(path.field("kind"), .string(definition.names.kind), "is taken by \(other.qualifiedName)"))
      }
      for name in definition.names.shortNames where other.names.shortNames.contains(name) {
        errors.append(.invalid(path.field("shortNames"), .string(name), "is taken by \(other.qualifiedName)"))
      }
    }
    if let known = table()[definition.groupResource], known.origin == .builtIn {
      errors.append(.invalid(path.field("plural"), .string(definition.names.plural), "is a kind of the server's own"))
    }
    if !errors.isEmpty { throw FieldErrors(errors: errors) }
  }
}
