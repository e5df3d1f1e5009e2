import HashTreeCollections
import MeshAPI
package import MeshModel

/// All PeerAuthentications, by what they are for.
package struct PeerAuthenticationIndex: Sendable {
  /// The objects that count in one namespace, but for the mesh-wide one.
  private struct Place: Sendable, Equatable {
    /// The one without a selector; of several the oldest.
    var general: Object<PeerAuthentication>?
    /// Those with a selector, oldest first.
    var selecting: [Object<PeerAuthentication>] = []

    func object(selecting labels: [String: String]) -> Object<PeerAuthentication>? {
      selecting.first { ($0.spec.selector ?? [:]).allSatisfy { labels[$0.key] == $0.value } }
    }

    var mayDisable: Bool { ([general].compactMap { $0 } + selecting).contains { $0.spec.mayDisable } }
  }

  private var table: ObjectTable<PeerAuthentication>
  private var rootNamespace: String
  private var meshWide: Object<PeerAuthentication>?
  private var places: [String: Place] = [:]
  /// Whether some object switches mutual TLS off anywhere; if none does, no endpoint needs to be looked at.
  private(set) var disablesAnything = false

  package init(snapshot: MeshSnapshot, previous: PeerAuthenticationIndex? = nil) {
    let root = snapshot.mesh.rootNamespace
    if let previous, previous.rootNamespace == root, previous.table == snapshot.peerAuthentications {
      self = previous
      return
    }
    table = snapshot.peerAuthentications
    rootNamespace = root
    for (namespace, objects) in table.byNamespace {
      disablesAnything = disablesAnything || objects.values.contains { $0.spec.mayDisable }
      let sorted = objects.values.sorted(by: Object.precedes)
      let general = sorted.first { $0.spec.selector == nil }
      // The root namespace's objects with a selector count for nobody (Istio's rule): who has none there is for the whole mesh.
      if namespace == root {
        meshWide = general
      } else {
        places[namespace] = Place(general: general, selecting: sorted.filter { $0.spec.selector != nil })
      }
    }
  }

  /// What counts for a workload.
  package func policy(namespace: String, labels: [String: String]) -> PeerPolicy {
    let place = places[namespace]
    return PeerPolicy(mesh: meshWide, namespace: place?.general, workload: place?.object(selecting: labels))
  }

  /// The mode of a namespace as a whole, without regard to what counts for single workloads.
  func mode(namespace: String) -> PeerPolicy.Mode {
    PeerPolicy(mesh: meshWide, namespace: places[namespace]?.general, workload: nil).mode
  }

  /// Whether a workload of the namespace may have mutual TLS switched off on one of its ports.
  func mayDisable(namespace: String) -> Bool {
    (meshWide?.spec.mayDisable ?? false) || (places[namespace]?.mayDisable ?? false)
  }

  /// Whether clients of the namespace's workloads may have to speak otherwise than under `previous`.
  package func mattersToClients(of namespace: String, otherThan previous: PeerAuthenticationIndex) -> Bool {
    guard mayDisable(namespace: namespace) || previous.mayDisable(namespace: namespace) else { return false }
    return meshWide != previous.meshWide || places[namespace] != previous.places[namespace]
  }
}

extension PeerAuthentication {
  fileprivate var mayDisable: Bool { mode == .disable || portLevelModes.values.contains(.disable) }
}
