import MeshAPI

/// Reads `selector`, `targetRef` and `targetRefs`: what a policy is for.
enum PolicyTargetDecoder {
  /// Istio's bound for `targetRefs`.
  private static let maximumTargets = 16

  private static let known = [
    "gateway.networking.k8s.io": ["Gateway", "GatewayClass"], "": ["Service"], "networking.istio.io": ["ServiceEntry"],
  ]

  static func decode(_ spec: FieldReader, hasSingle: Bool = true) -> (selector: [String: String]?, targets: [PolicyTarget]) {
    let selector = SelectorRules.policySelector(from: spec)
    let single = hasSingle ? spec.object("targetRef") { target($0) } : nil
    let several = spec.objects("targetRefs") { target($0) }
    let given = ["selector", "targetRef", "targetRefs"].filter { spec.has($0) && (hasSingle || $0 != "targetRef") }
    for name in given.dropFirst() {
      spec.report(.error, .conflict, name, "\(name) and \(given[0]) exclude each other")
    }
    spec.checkSize(of: "targetRefs", atMost: maximumTargets, "targets")
    return (selector, single.map { [$0] } ?? several)
  }

  /// Says what the fields look like that ``decode(_:hasSingle:)`` would read, where they are refused.
  static func outline(in spec: FieldReader) {
    guard let outline = spec.outline else { return }
    outline.note("targetRef", outline.mapping(target))
    outline.note("targetRefs", .list(of: outline.mapping(target), atMost: maximumTargets))
  }

  private static func target(_ fields: FieldReader) -> PolicyTarget? {
    let group = fields.string("group") ?? ""
    let kind = fields.requiredString("kind")
    let name = fields.requiredString("name")
    if fields.string("namespace") != nil {
      fields.report(.error, .invalidValue, "namespace", "a policy's target is in its own namespace", suggestion: "remove it")
    }
    guard let kind, let name else { return nil }
    if known[group]?.contains(kind) != true {
      fields.report(
        .error, .invalidValue, "kind", "a policy cannot be for \(group.isEmpty ? kind : "\(group)/\(kind)")",
        suggestion: "write Gateway of gateway.networking.k8s.io, Service, or ServiceEntry of networking.istio.io")
    }
    if !NameRules.isObjectName(name) {
      fields.report(.error, .invalidValue, "name", "\"\(name)\" is not a valid name")
    }
    return PolicyTarget(group: group, kind: kind, name: name)
  }
}

extension SpecDecoder {
  /// Says of an object that is read and checked that proxies do not hear of it yet.
  static func reportNoEffect(_ root: FieldReader, _ kind: ObjectKind) {
    root.report(
      .warning, .notSupported, "kind", "\(kind.rawValue) objects are read and checked; they have no effect in this version")
  }
}
