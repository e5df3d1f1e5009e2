import Crypto
import MeshAPI

/// Admits one object: identity, metadata, depth, content, digest.
struct ObjectAdmission {
  let options: AdmissionOptions
  let envoyValues: (any EnvoyPatchReading)?
  let file: String

  func admit(_ value: DocumentValue) -> ObjectOutcome {
    let identity = Identity(value, defaultNamespace: options.defaultNamespace)
    let report = ObjectReport(object: identity.name, file: file, options: options)
    func outcome(_ verdict: ObjectOutcome.Verdict) -> ObjectOutcome {
      ObjectOutcome(verdict: verdict, diagnostics: report.diagnostics)
    }
    func refused() -> ObjectOutcome {
      outcome(.refused(RefusedObject(key: identity.key, name: identity.name, line: identity.line)))
    }
    guard let entries = value.entries else {
      report.add(
        .error, .unknownKind, path: "", line: identity.line, column: Int(value.column),
        message: "a document must be a mapping, not \(value.typeDescription)")
      return refused()
    }
    let root = FieldReader(entries, path: .root(), place: (Int(value.line), Int(value.column)), report: report)
    let (version, name) = (root.requiredString("apiVersion"), root.requiredString("kind"))
    guard let apiVersion = version, let kind = name else { return refused() }
    switch KnownKinds.resolve(apiVersion: apiVersion, kind: kind) {
    case .known(.envoyFilter) where envoyValues == nil:
      root.report(.error, .notSupported, "kind", "EnvoyFilter is not read here: nobody knows Envoy's messages")
      return refused()
    case .known(let kind):
      checkDepth(value, report: report)
      if kind == .envoyFilter { checkEnvoyFilterDepth(value, report: report) }
      let verdict = decode(kind, root: root, value: value, identity: identity)
      return outcome(verdict)
    case .foreign:
      root.report(.note, .ignoredKind, "kind", "\(kind) (\(apiVersion)) is not read by the mesh")
      return outcome(.ignored(IgnoredObject(apiVersion: apiVersion, kind: kind, name: identity.name, line: identity.line)))
    case .unread:
      root.report(
        .warning, .notSupported, "kind", "the Gateway API is not read yet: this \(kind) has no effect",
        suggestion: "write Istio's Gateway and VirtualService")
      return outcome(.ignored(IgnoredObject(apiVersion: apiVersion, kind: kind, name: identity.name, line: identity.line)))
    case .wrong(let field, let message, let suggestion):
      root.report(.error, .unknownKind, field, message, suggestion: suggestion)
      return refused()
    }
  }

  // MARK: Content

  private func decode(_ kind: ObjectKind, root: FieldReader, value: DocumentValue, identity: Identity) -> ObjectOutcome.Verdict {
    let decoder = MetadataDecoder(kind: kind, defaultNamespace: options.defaultNamespace)
    if kind.isSecurityRule { root.take(.names) }
    let metadata = root.object("metadata") { decoder.decode($0) }
    if !root.has("metadata") { root.missing("metadata") }
    let key = ObjectKey(
      kind: kind, namespace: metadata?.metadata.namespace ?? identity.namespace, name: metadata?.metadata.name ?? "")
    let spec = SpecDecoder(kind: kind, namespace: key.namespace, envoyValues: envoyValues).decode(root, metadata: metadata)
    root.skip("status")
    if !kind.isRule { root.skipRest() }
    root.setCanonical([], of: "apiVersion")
    root.setCanonical(metadata?.canonical ?? [], of: "metadata")
    let canonical = root.finish() + CanonicalForm.tagged("s", key.description.utf8)
    guard !root.report.hasErrors, let metadata, let spec else {
      return .refused(
        RefusedObject(key: key.name.isEmpty ? nil : key, name: identity.name, line: identity.line))
    }
    let digest = ContentDigest(SHA256.hash(data: canonical))
    let object = spec.object(key: key, metadata: metadata.metadata, digest: digest)
    return .admitted(
      AdmittedObject(
        object: object, line: identity.line, column: Int(value.column), positions: FieldPositions(value)))
  }

  // MARK: Depth

  private func checkDepth(_ value: DocumentValue, report: ObjectReport) {
    let limit = options.limits.depth
    guard let finding = DepthCheck.firstTooDeep(value, path: .root(), limit: limit) else { return }
    report.add(
      .error, .limit, path: finding.path.text, line: finding.line, column: finding.column,
      message: "nested deeper than \(limit) levels")
  }

  private func checkEnvoyFilterDepth(_ value: DocumentValue, report: ObjectReport) {
    guard case .list(let patches)? = value["spec"]?["configPatches"]?.content else { return }
    let path = FieldPath.root().field("spec").field("configPatches")
    for (index, item) in patches.enumerated() {
      guard let inner = item["patch"]?["value"] else { continue }
      let start = path.item(index).field("patch").field("value")
      let limit = options.limits.envoyFilterDepth
      guard let finding = DepthCheck.firstTooDeep(inner, path: start, limit: limit) else { continue }
      report.add(
        .error, .limit, path: finding.path.text, line: finding.line, column: finding.column,
        message: "the value is nested deeper than \(limit) levels")
    }
  }
}

/// What a document says about which object it is, read before anything is checked.
struct Identity {
  /// How diagnostics call the object.
  var name: String
  /// nil where the kind is not one of the mesh's, or the name is missing.
  var key: ObjectKey?
  var namespace: String
  var line: Int

  init(_ value: DocumentValue, defaultNamespace: String) {
    line = Int(value.line)
    let kind = value["kind"]?.string ?? ""
    let metadata = value["metadata"]
    let objectName = metadata?["name"]?.string ?? metadata?["generateName"]?.string ?? ""
    let known = ObjectKind(rawValue: kind)
    let isClusterScoped = known?.isClusterScoped ?? false
    namespace = isClusterScoped ? "" : metadata?["namespace"]?.string ?? defaultNamespace
    key = objectName.isEmpty ? nil : known.map { [namespace] in ObjectKey(kind: $0, namespace: namespace, name: objectName) }
    if kind.isEmpty {
      name = ""
    } else if objectName.isEmpty {
      name = kind
    } else {
      name = namespace.isEmpty ? "\(kind)/\(objectName)" : "\(kind)/\(namespace)/\(objectName)"
    }
  }
}
