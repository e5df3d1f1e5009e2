import KubernetesAPI

/// An object as its `scale` subresource shows it: how many are wished, how many there are, and what selects them.
///
/// Source: `autoscaling/v1` Scale.
enum ScaleForm {
  static let kind = GroupVersionKind(group: "autoscaling", version: "v1", kind: "Scale")
  private static let replicas = FieldPath("spec", "replicas")

  /// What `kubectl get --subresource=scale` prints.
  static let columns =
    [TableEncoder.usual[0]]
    + [("Desired", ".spec.replicas"), ("Available", ".status.replicas")].map { name, path in
      TableColumn(name: name, type: "integer", content: TablePath(path).map { .path($0) } ?? .name)
    } + [TableEncoder.usual[1]]

  /// - Throws: a Status of code 500 where a kind of a user's own keeps no number there.
  static func scale(of object: JSONValue, _ paths: ScalePaths, _ request: ResourceRequest) throws(Status) -> JSONValue {
    guard let wished = object.value(at: paths.wished)?.integer else {
      throw .internalError("the spec replicas field \".\(paths.wished.joined(separator: "."))\" does not exist")
    }
    var metadata: JSONValue = [:]
    for field in ["name", "namespace", "uid", "resourceVersion", "creationTimestamp"] {
      metadata[field] = object["metadata"]?[field]
    }
    var status: JSONValue = ["replicas": .integer(object.value(at: paths.actual)?.integer ?? 0)]
    if let text = paths.selector.flatMap({ object.value(at: $0) }).flatMap(selectorText) { status["selector"] = .string(text) }
    return [
      "kind": .string(kind.kind), "apiVersion": .string(kind.groupVersion.description), "metadata": metadata,
      "spec": ["replicas": .integer(wished)], "status": status,
    ]
  }

  /// The object with the number that a scale wishes.
  /// - Throws: a Status of code 400 or 422 that says what is wrong with the scale.
  static func applied(
    _ scale: JSONValue, to object: JSONValue, _ paths: ScalePaths, _ request: ResourceRequest
  ) throws(Status) -> JSONValue {
    let name = object.metadata.name ?? ""
    let version = kind.groupVersion.description
    guard scale.kind ?? kind.kind == kind.kind, scale.apiVersion ?? version == version else {
      throw .badRequest("the object must be an \(version) \(kind.kind)")
    }
    if let given = scale.metadata.name, given != name {
      throw .badRequest("the name of the object (\(given)) does not match the name on the URL (\(name))")
    }
    if let uid = scale.metadata.uid, uid != object.metadata.uid {
      throw .preconditionFailed(request.resource, name, field: "UID", expected: uid, actual: object.metadata.uid ?? "")
    }
    let written = scale["spec"]?["replicas"] ?? 0
    guard let wished = written.integer, (0...Int64(Int32.max)).contains(wished) else {
      throw .invalid(kind, name, [.invalid(replicas, written, "must be a whole number, at least 0 and at most \(Int32.max)")])
    }
    var result = object
    result.set(.integer(wished), at: paths.wished)
    result.metadata.resourceVersion = scale.metadata.resourceVersion ?? object.metadata.resourceVersion
    return result
  }

  private static func selectorText(_ value: JSONValue) -> String? {
    if let text = value.string { return text }
    let labels = value.object ?? [:]
    let isPlain = !labels.isEmpty && labels.values.allSatisfy { $0.string != nil }
    return (try? LabelSelector(json: isPlain ? ["matchLabels": value] : value))?.description
  }
}

extension ResourceService {
  /// How many are wished and there.
  /// - Throws: a Status of code 404 where there is no such object.
  func scale(_ request: ResourceRequest, _ paths: ScalePaths) async throws(Status) -> ObjectAnswer {
    let object = try value(try await stored(request), request)
    return ObjectAnswer(content: .value(try ScaleForm.scale(of: object, paths, request)))
  }

  /// Changes how many are wished.
  /// - Parameter change: Makes the new scale of the old one.
  func rescale(
    _ request: ResourceRequest, _ paths: ScalePaths, options: WriteOptions, tries: Int,
    _ change: (JSONValue) throws(Status) -> JSONValue
  ) async throws(Status) -> ObjectAnswer {
    var answer = try await replace(
      request, options: options, operation: .update, duplicates: [], tries: tries
    ) { old throws(Status) in
      try ScaleForm.applied(try change(try ScaleForm.scale(of: old, paths, request)), to: old, paths, request)
    }
    switch answer.content {
    case .stored(let object): answer.content = .value(try ScaleForm.scale(of: try value(object, request), paths, request))
    case .value(let object): answer.content = .value(try ScaleForm.scale(of: object, paths, request))
    case .status: break
    }
    return answer
  }
}
