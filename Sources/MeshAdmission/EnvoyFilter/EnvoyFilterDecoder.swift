import MeshAPI

/// Reads an EnvoyFilter's `spec`.
struct EnvoyFilterDecoder {
  let values: any EnvoyPatchReading

  /// Istio's bounds.
  private static let maximumTargets = 16
  private static let maximumLabels = 256

  func decode(_ spec: FieldReader) -> EnvoyFilter {
    var filter = EnvoyFilter()
    filter.workloadSelector = SelectorRules.workloadSelector(from: spec)
    if let count = filter.workloadSelector?.count, count > Self.maximumLabels {
      spec.report(.error, .limit, "workloadSelector", "\(count) labels; at most \(Self.maximumLabels) are accepted")
    }
    filter.targetGateways = targets(spec)
    if spec.has("workloadSelector"), spec.has("targetRefs") {
      spec.report(.error, .conflict, "targetRefs", "only one of workloadSelector and targetRefs may be given")
    }
    filter.priority = spec.integer("priority", in: Int(Int32.min)...Int(Int32.max)) ?? 0
    filter.patches = patches(spec)
    return filter
  }

  private func patches(_ spec: FieldReader) -> [EnvoyFilter.Patch] {
    if spec.items("configPatches")?.isEmpty ?? !spec.has("configPatches") {
      spec.report(.warning, .suspicious, "configPatches", "without patches the object has no effect")
    }
    var index = -1
    let found = spec.objects("configPatches") { entry -> EnvoyFilter.Patch? in
      index += 1
      return EnvoyPatchDecoder(values: values, index: index).decode(entry)
    }
    return found
  }

  // MARK: Targets

  /// The names of the Gateway API gateways that are meant; nil where none are asked for.
  private func targets(_ spec: FieldReader) -> [String]? {
    let names = spec.objects("targetRefs") { target($0) }
    spec.checkSize(of: "targetRefs", atMost: Self.maximumTargets, "targets")
    return spec.has("targetRefs") ? names : nil
  }

  private func target(_ fields: FieldReader) -> String? {
    let group = fields.string("group") ?? ""
    let kind = fields.requiredString("kind")
    let name = fields.requiredString("name")
    if fields.string("namespace") != nil {
      fields.report(
        .error, .notSupported, "namespace", "a target lies in the EnvoyFilter's own namespace", suggestion: "remove it")
    }
    guard let kind, let name else { return nil }
    guard kind == "Gateway", group == "gateway.networking.k8s.io" else {
      fields.report(
        .warning, .notSupported, "kind",
        "\(kind) of \"\(group)\" stands for waypoint proxies, which this mesh does not have; the target is left out",
        suggestion: "write kind: Gateway and group: gateway.networking.k8s.io")
      return nil
    }
    return name
  }
}
