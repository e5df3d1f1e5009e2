import MeshAPI

/// Reads an object's `metadata`.
struct MetadataDecoder {
  let kind: ObjectKind
  let defaultNamespace: String

  /// Annotations that tools rewrite without changing what an object means.
  private static let volatileAnnotations: Set<String> = [
    "kubectl.kubernetes.io/last-applied-configuration", "endpoints.kubernetes.io/last-change-trigger-time",
    "control-plane.alpha.kubernetes.io/leader",
  ]

  struct Result {
    var metadata: ObjectMetadata
    var controller: TargetReference?
    var canonical: [UInt8]
  }

  func decode(_ fields: FieldReader) -> Result {
    let name = fields.requiredString("name") ?? ""
    let written = fields.string("namespace")
    let namespace = kind.isClusterScoped ? "" : written ?? defaultNamespace
    let labels = fields.textMap("labels") ?? [:]
    let annotations = (fields.textMap("annotations") ?? [:]).filter { !Self.volatileAnnotations.contains($0.key) }
    let created = fields.string("creationTimestamp")
    let timestamp = created.flatMap(TimestampText.parse)
    let controller = kind == .pod ? PodDecoder.controller(of: fields) : nil
    fields.skip(
      "ownerReferences", "generateName", "selfLink", "uid", "resourceVersion", "generation", "deletionTimestamp",
      "deletionGracePeriodSeconds", "finalizers", "managedFields", "clusterName", "initializers")
    if created != nil, timestamp == nil {
      fields.report(
        .error, .invalidValue, "creationTimestamp", "not a time", suggestion: "write for example 2026-01-31T12:00:00Z")
    }
    checkName(name, in: fields)
    if !kind.isClusterScoped, !NameRules.isLabel(namespace) {
      fields.report(.error, .invalidValue, "namespace", "\"\(namespace)\" is not a valid namespace")
    }
    let metadata = ObjectMetadata(
      name: name, namespace: namespace, labels: labels, annotations: annotations, creationTimestamp: timestamp)
    return Result(metadata: metadata, controller: controller, canonical: Self.canonical(metadata, controller))
  }

  /// Kubernetes objects carry names that an API server took (a service account's may hold a colon), so they are not checked.
  private func checkName(_ name: String, in fields: FieldReader) {
    guard !name.isEmpty, kind.isRule else { return }
    if !NameRules.isObjectName(name) {
      fields.report(
        .error, .invalidValue, "name", "\"\(name)\" is not a valid name", suggestion: "use lower-case letters, digits and -")
    } else if kind == .gateway, !NameRules.isLabel(name) {
      fields.report(
        .error, .invalidValue, "name", "the name of a Gateway must not hold dots", suggestion: "use letters, digits and -")
    }
  }

  private static func canonical(_ metadata: ObjectMetadata, _ controller: TargetReference?) -> [UInt8] {
    func texts(_ map: [String: String]) -> [UInt8] {
      CanonicalForm.mapping(map.map { ($0.key, CanonicalForm.tagged("s", $0.value.utf8)) })
    }
    var bytes = CanonicalForm.tagged("s", metadata.name.utf8) + CanonicalForm.tagged("s", metadata.namespace.utf8)
    bytes += texts(metadata.labels) + texts(metadata.annotations)
    bytes += CanonicalForm.tagged("i", (metadata.creationTimestamp.map(String.init) ?? "").utf8)
    let owner = controller.map { "\($0.kind)/\($0.namespace)/\($0.name)" } ?? ""
    return bytes + CanonicalForm.tagged("s", owner.utf8)
  }
}
