import KubernetesAPI

/// How the names of a kind's objects may look.
enum NamePattern: Sendable {
  case subdomain, label, serviceName, pathSegment

  static func rule(for resource: GroupResource) -> NamePattern {
    switch (resource.group, resource.resource) {
    case ("", "namespaces"): .label
    case ("", "services"): .serviceName
    case ("rbac.authorization.k8s.io", _): .pathSegment
    default: .subdomain
    }
  }

  func problems(in name: String) -> [String] {
    switch self {
    case .subdomain: NameRules.dns1123Subdomain(name)
    case .label: NameRules.dns1123Label(name)
    case .serviceName: NameRules.dns1035Label(name)
    case .pathSegment: NameRules.pathSegment(name)
    }
  }
}

/// What must hold of every object's metadata.
///
/// Source: Kubernetes' "Object Names and IDs", "Labels and Selectors", "Annotations".
enum MetadataRules {
  /// Bytes of all annotations together.
  private static let mostAnnotations: Int64 = 256 << 10
  private static let root = FieldPath("metadata")

  static func errors(in metadata: ObjectMeta, isNamespaced: Bool, name rule: NamePattern) -> [FieldError] {
    var errors = typeErrors(in: metadata)
    guard errors.isEmpty else { return errors }
    if let base = metadata.generateName {
      errors += rule.problems(in: NameRules.withoutTrailingDash(base)).map {
        .invalid(root.field("generateName"), .string(base), $0)
      }
    }
    if let name = metadata.name {
      errors += rule.problems(in: name).map { .invalid(root.field("name"), .string(name), $0) }
    } else {
      errors.append(.required(root.field("name"), "name or generateName is required"))
    }
    if isNamespaced, metadata.namespace == nil { errors.append(.required(root.field("namespace"))) }
    errors += labelErrors(metadata) + annotationErrors(metadata) + finalizerErrors(metadata) + ownerErrors(metadata)
    errors += metadata.managedFieldsErrors()
    return errors
  }

  /// What has another type than it must.
  private static func typeErrors(in metadata: ObjectMeta) -> [FieldError] {
    var errors: [FieldError] = []
    for field in ["name", "generateName", "namespace", "uid", "resourceVersion", "creationTimestamp", "deletionTimestamp"] {
      guard let value = metadata.json[field], !value.isNull, value.string == nil else { continue }
      errors.append(FieldError(.typeInvalid, root.field(field), value: value, detail: "must be a text"))
    }
    for field in ["labels", "annotations"] {
      guard let value = metadata.json[field], !value.isNull else { continue }
      guard let entries = value.object else {
        errors.append(FieldError(.typeInvalid, root.field(field), value: value, detail: "must be a mapping of texts"))
        continue
      }
      for (key, entry) in entries.sorted(by: { $0.key < $1.key }) where entry.string == nil {
        errors.append(FieldError(.typeInvalid, root.field(field).key(key), value: entry, detail: "must be a text"))
      }
    }
    for field in ["finalizers", "ownerReferences", "managedFields"] {
      guard let value = metadata.json[field], !value.isNull, value.array == nil else { continue }
      errors.append(FieldError(.typeInvalid, root.field(field), value: value, detail: "must be a list"))
    }
    return errors
  }

  private static func labelErrors(_ metadata: ObjectMeta) -> [FieldError] {
    let path = root.field("labels")
    return metadata.labels.sorted { $0.key < $1.key }.flatMap { key, value -> [FieldError] in
      NameRules.qualifiedName(key).map { .invalid(path, .string(key), $0) }
        + NameRules.labelValue(value).map { .invalid(path, .string(value), $0) }
    }
  }

  private static func annotationErrors(_ metadata: ObjectMeta) -> [FieldError] {
    let path = root.field("annotations")
    var size: Int64 = 0
    var errors: [FieldError] = []
    for (key, value) in metadata.annotations.sorted(by: { $0.key < $1.key }) {
      size += Int64(key.utf8.count + value.utf8.count)
      errors += NameRules.qualifiedName(key.lowercased()).map { .invalid(path, .string(key), $0) }
    }
    if size > mostAnnotations { errors.append(.tooLong(path, atMost: mostAnnotations)) }
    return errors
  }

  private static func finalizerErrors(_ metadata: ObjectMeta) -> [FieldError] {
    let finalizers = metadata.finalizers
    var errors = finalizers.enumerated().flatMap { index, name -> [FieldError] in
      NameRules.qualifiedName(name).map { .invalid(root.field("finalizers").index(index), .string(name), $0) }
    }
    if finalizers.contains(Finalizer.orphan), finalizers.contains(Finalizer.foreground) {
      errors.append(
        .invalid(
          root.field("finalizers"), .array(finalizers.map(JSONValue.string)),
          "finalizer \(Finalizer.orphan) and \(Finalizer.foreground) cannot be both set"))
    }
    return errors
  }

  private static func ownerErrors(_ metadata: ObjectMeta) -> [FieldError] {
    let path = root.field("ownerReferences")
    var errors: [FieldError] = []
    for (index, json) in (metadata.json["ownerReferences"]?.array ?? []).enumerated() {
      for field in ["apiVersion", "kind", "name", "uid"] where json[field]?.string?.isEmpty ?? true {
        errors.append(.required(path.index(index).field(field)))
      }
    }
    if metadata.ownerReferences.count(where: { $0.controller == true }) > 1 {
      errors.append(.invalid(path, metadata.json["ownerReferences"], "only one reference can have controller set to true"))
    }
    return errors
  }
}

/// Finalizers that the server itself acts on.
enum Finalizer {
  /// Objects that this one owns are let go before it is deleted.
  static let orphan = "orphan"
  /// Objects that this one owns are deleted before it is.
  static let foreground = "foregroundDeletion"
  /// What a namespace holds is deleted before it is; stands in its `spec`.
  static let namespace = "kubernetes"
  /// The objects of a kind are deleted before its definition is.
  static let customResources = "customresourcecleanup.apiextensions.k8s.io"
}
