import MeshAPI
import MeshModel
import MeshTranslation
import XDSResources

/// What all sidecars of one workload share: the clusters and listeners of their inbound side.
struct InboundClass {
  private struct All: Hashable, Sendable {}

  private var clusters: Lane<All, Patched<ClusterInputs>>
  private var listeners: Lane<All, Patched<ListenerInputs>>
  var members = 0

  init(view: WorkloadView, identities: inout LayerIdentities, builders: inout Builders) {
    clusters = Lane(type: .cluster, identity: identities.next())
    listeners = Lane(type: .listener, identity: identities.next())
    let patches = view.patches.value
    // A resource's key holds the patches that may change it, and no others.
    var bare = view
    bare.patches = EnvoyPatchSet.none
    let own = InboundClusters.inputs(for: bare)
    let kept = patches.clusters(own, of: .sidecar)
    let taken = Set(kept.compactMap { if case .planned(let inputs, _) = $0 { inputs.name } else { nil } })
    let added = patches.addedClusters(in: .sidecarInbound, isTaken: taken.contains)
    _ = clusters.replace([(All(), kept + added)], memo: &builders.clusters, counts: &builders.counts)
    _ = listeners.replace(
      [(All(), patches.listeners(InboundListeners.inputs(for: bare), in: .sidecarInbound))], memo: &builders.listeners,
      counts: &builders.counts)
  }

  func layer(of type: TypeURL) -> ResourceSnapshot.Layer? {
    switch type {
    case .cluster: clusters.layer
    case .listener: listeners.layer
    default: nil
    }
  }

  func origins(of type: TypeURL, _ name: String) -> [ObjectKey]? {
    switch type {
    case .cluster: clusters.origins(of: name)
    case .listener: listeners.origins(of: name)
    default: nil
    }
  }

  mutating func retire(builders: inout Builders) {
    clusters.retire(memo: &builders.clusters)
    listeners.retire(memo: &builders.listeners)
  }
}
