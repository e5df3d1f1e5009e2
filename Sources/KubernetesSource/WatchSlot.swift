import KubernetesAPI
import KubernetesClient
import MeshAPI

/// A place that one watch fills: the objects of a kind, or one object.
struct WatchSlot: Hashable, Sendable, Comparable {
  var kind: ObjectKind
  /// nil for all namespaces.
  var namespace: String?
  /// nil for all objects.
  var name: String?

  init(_ kind: ObjectKind, namespace: String? = nil, name: String? = nil) {
    self.kind = kind
    self.namespace = namespace
    self.name = name
  }

  static func < (left: Self, right: Self) -> Bool {
    (left.kind, left.namespace ?? "", left.name ?? "") < (right.kind, right.namespace ?? "", right.name ?? "")
  }
}

/// A watch that is wanted. Two that differ are two watches: the later one lists everything again.
struct WatchOrder: Hashable, Sendable {
  var slot: WatchSlot
  var resource: KubernetesResource
  /// Counts up when the slot has to be filled anew.
  var generation: Int

  var selection: ObjectSelection {
    guard let name = slot.name else {
      return ObjectSelection(resource, namespace: slot.namespace, form: slot.kind.isReadByMetadata ? .metadata : .whole)
    }
    var selection = ObjectSelection(resource, namespace: slot.namespace, name: name)
    // A rule that names a token of a service account does not get it.
    if slot.kind == .secret { selection.fieldSelector += ",type!=kubernetes.io/service-account-token" }
    return selection
  }
}

extension ObjectKind {
  /// Whether a mesh reads nothing of such objects but their metadata.
  var isReadByMetadata: Bool {
    switch self {
    case .namespace, .serviceAccount, .node: true
    default: false
    }
  }
}
