package import MeshAPI
package import MeshModel
import Synchronization

/// Listens to the sources beside a cluster: which mesh config they have, since it comes before the cluster's own. Passes everything on.
package final class OuterMeshConfig: FactSink {
  /// Which namespaces these sources want to be read.
  package enum Selectors: Hashable, Sendable {
    /// They have not told everything yet.
    case unknown
    /// They have no mesh config.
    case none
    case stated([NamespaceSelector])
  }

  private struct State {
    var awaited: Set<SourceID>
    var files: [SourceID: MeshConfig] = [:]
    var objects: [SourceID: MeshConfig] = [:]

    /// A file comes before a ConfigMap, and of several sources the first (as in the mesh's state).
    var selectors: Selectors {
      guard awaited.isEmpty else { return .unknown }
      let first = files.min { $0.key < $1.key } ?? objects.min { $0.key < $1.key }
      return first.map { .stated($0.value.discoverySelectors) } ?? .none
    }
  }

  private let next: any FactSink
  private let state: Mutex<State>
  private let tell: AsyncStream<Selectors>.Continuation
  /// The newest; for one reader.
  package let selectors: AsyncStream<Selectors>

  /// - Parameter sources: Those that are listened to.
  package init(sources: [SourceID], next: any FactSink) {
    self.next = next
    state = Mutex(State(awaited: Set(sources)))
    (selectors, tell) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    tell.yield(state.withLock(\.selectors))
  }

  package func accept(_ batch: FactBatch) async {
    let key = KubernetesConfigMap.meshConfigKey
    let news = state.withLock { state -> Selectors? in
      let former = state.selectors
      if let config = batch.meshConfig { state.files[batch.source] = config }
      if batch.removals.contains(key) { state.objects[batch.source] = nil }
      for case .configMap(let map) in batch.upserts.map(\.object) where map.key == key {
        state.objects[batch.source] = map.spec.meshConfig
      }
      if batch.isInitialSync { state.awaited.remove(batch.source) }
      return state.selectors == former ? nil : state.selectors
    }
    if let news { tell.yield(news) }
    await next.accept(batch)
  }
}
