import MeshAPI

/// What a document's `apiVersion` and `kind` stand for.
enum KindResolution {
  case known(ObjectKind)
  /// A kind that a mesh does not read.
  case foreign
  /// A kind that shapes traffic, and that is not read yet.
  case unread
  /// Wrong, with the reason and what to write instead.
  case wrong(field: String, message: String, suggestion: String?)
}

/// The kinds that documents may hold.
enum KnownKinds {
  /// The groups of the Gateway API's kinds, and of those that it tries out.
  private static let gatewayAPI = "gateway.networking.k8s.io"
  private static let experimentalGatewayAPI = "gateway.networking.x-k8s.io"

  private static let istioVersions = ["v1", "v1beta1", "v1alpha3"]

  static func resolve(apiVersion: String, kind: String) -> KindResolution {
    let parts = apiVersion.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let group = parts.count == 2 ? parts[0] : ""
    let version = parts.last ?? ""
    if let known = ObjectKind(rawValue: kind), known.group == group {
      let versions = versions(of: known)
      if versions.contains(version) { return .known(known) }
      return .wrong(
        field: "apiVersion", message: "\(kind) has no version \"\(version)\"",
        suggestion: "write \(spelling(known, version: versions[0]))")
    }
    return foreign(group: group, kind: kind)
  }

  static func versions(of kind: ObjectKind) -> [String] {
    switch kind.group {
    case "networking.istio.io": istioVersions
    case "security.istio.io": ["v1", "v1beta1"]
    case "telemetry.istio.io": ["v1", "v1alpha1"]
    case "extensions.istio.io": ["v1alpha1"]
    case "discovery.k8s.io": ["v1", "v1beta1"]
    default: ["v1"]
    }
  }

  private static func spelling(_ kind: ObjectKind, version: String) -> String {
    kind.group.isEmpty ? version : "\(kind.group)/\(version)"
  }

  private static func foreign(group: String, kind: String) -> KindResolution {
    if ObjectKind.allCases.contains(where: { $0.isRule && $0.group == group }) {
      let names = ObjectKind.allCases.filter { $0.group == group }.map(\.rawValue)
      let near = NameSuggestion.nearest(to: kind, among: names)
      return .wrong(
        field: "kind", message: "\(group) has no kind \"\(kind)\"", suggestion: near.map { "did you mean \($0)?" })
    }
    // A kind that belongs to Istio alone, under the wrong group.
    if let known = ObjectKind(rawValue: kind), known.isRule, known != .gateway {
      return .wrong(
        field: "apiVersion", message: "\(kind) does not belong to \"\(group.isEmpty ? "v1" : group)\"",
        suggestion: "write \(spelling(known, version: versions(of: known)[0]))")
    }
    return [gatewayAPI, experimentalGatewayAPI].contains(group) ? .unread : .foreign
  }
}
