import HashTreeCollections
import MeshAPI
import MeshModel

/// Chooses the Sidecar object that shapes a sidecar's view.
struct SidecarIndex: Sendable {
  private var table: ObjectTable<Sidecar>
  private var rootNamespace: String
  private(set) var labelKeys: Set<String> = []

  init(snapshot: MeshSnapshot, previous: SidecarIndex?) {
    if let previous, previous.rootNamespace == snapshot.mesh.rootNamespace, previous.table == snapshot.sidecars {
      self = previous
      return
    }
    table = snapshot.sidecars
    rootNamespace = snapshot.mesh.rootNamespace
    for objects in table.byNamespace.values {
      for object in objects.values { labelKeys.formUnion(object.spec.workloadSelector?.keys.map { $0 } ?? []) }
    }
  }

  /// In Istio's order: the oldest one of the namespace that selects the workload, the oldest one without selector there, the
  /// oldest one without selector in the root namespace.
  func sidecar(namespace: String, labels: [String: String]) -> Object<Sidecar>? {
    let own = table.sorted(in: namespace)
    let selected = own.first { object in
      guard let selector = object.spec.workloadSelector, !selector.isEmpty else { return false }
      return selector.allSatisfy { labels[$0.key] == $0.value }
    }
    return selected ?? own.first(where: Self.isDefault) ?? table.sorted(in: rootNamespace).first(where: Self.isDefault)
  }

  private static func isDefault(_ object: Object<Sidecar>) -> Bool { object.spec.workloadSelector?.isEmpty ?? true }
}
