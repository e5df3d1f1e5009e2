import MeshAPI
import MeshModel
import Synchronization

/// Remembers what a source tells, and what it adds up to.
final class RecordingSink: FactSink {
  struct World: Sendable {
    var objects: [ObjectKey: FactBatch.Upsert] = [:]
    var diagnostics: [LocatedDiagnostic] = []
    var refused: [RefusedFact] = []
    var initialSyncs = 0
    var batches: [FactBatch] = []
    /// What was told twice, or removed without having been told.
    var mistakes: [String] = []

    /// Hosts of the VirtualServices, by name.
    var hosts: [String: String] {
      var hosts: [String: String] = [:]
      for case .virtualService(let object) in objects.values.map(\.object) { hosts[object.name] = object.spec.hosts.first }
      return hosts
    }
    var keys: [String] { objects.keys.sorted().map(\.description) }
    var codes: Set<String> { Set(diagnostics.map(\.diagnostic.code.rawValue)) }
    var isSynced: Bool { initialSyncs == 1 }

    func has(_ key: String) -> Bool { ObjectKey(key).map { objects[$0] != nil } ?? false }
  }

  private let state = Mutex(World())
  private let (news, tell) = AsyncStream<World>.makeStream()

  var world: World { state.withLock { $0 } }

  func accept(_ batch: FactBatch) async {
    let world = state.withLock { world in
      for upsert in batch.upserts {
        let key = upsert.object.key
        if world.objects.updateValue(upsert, forKey: key)?.object.digest == upsert.object.digest {
          world.mistakes.append("\(key) told twice")
        }
      }
      for key in batch.removals where world.objects.removeValue(forKey: key) == nil {
        world.mistakes.append("\(key) was not there")
      }
      if let diagnostics = batch.diagnostics { world.diagnostics = diagnostics }
      if let refused = batch.refused { world.refused = refused }
      world.initialSyncs += batch.isInitialSync ? 1 : 0
      world.batches.append(batch)
      return world
    }
    tell.yield(world)
  }

  /// Waits until what was told adds up to this. One test at a time.
  @discardableResult
  func until(_ condition: @Sendable (World) -> Bool) async throws -> World {
    let world = world
    if condition(world) { return world }
    for await world in news where condition(world) { return world }
    throw CancellationError()
  }
}
