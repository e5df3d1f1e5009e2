import MeshAPI
import MeshModel
import Synchronization

/// Remembers what a source tells, and what it adds up to.
final class RecordingSink: FactSink {
  struct World: Sendable {
    var objects: [ObjectKey: FactBatch.Upsert] = [:]
    var diagnostics: [LocatedDiagnostic] = []
    var refused: [RefusedFact] = []
    var meshConfig: MeshConfig?
    var initialSyncs = 0
    var batches: [FactBatch] = []

    /// Hosts of the VirtualServices, by name.
    var hosts: [String: String] {
      var hosts: [String: String] = [:]
      for case .virtualService(let object) in objects.values.map(\.object) { hosts[object.name] = object.spec.hosts.first }
      return hosts
    }

    var codes: [String] { diagnostics.map(\.diagnostic.code.rawValue) }
  }

  private let state = Mutex(World())
  private let (news, tell) = AsyncStream<World>.makeStream()

  var world: World { state.withLock { $0 } }

  func accept(_ batch: FactBatch) async {
    let world = state.withLock { world in
      for upsert in batch.upserts { world.objects[upsert.object.key] = upsert }
      for key in batch.removals { world.objects[key] = nil }
      if let diagnostics = batch.diagnostics { world.diagnostics = diagnostics }
      if let refused = batch.refused { world.refused = refused }
      if let meshConfig = batch.meshConfig { world.meshConfig = meshConfig }
      world.initialSyncs += batch.isInitialSync ? 1 : 0
      world.batches.append(batch)
      return world
    }
    tell.yield(world)
  }

  /// Waits until what was told adds up to this, and returns the world of that moment. One test at a time.
  @discardableResult
  func until(_ condition: (World) -> Bool) async throws -> World {
    for await world in news where condition(world) { return world }
    throw CancellationError()
  }

  /// Waits for the next batch.
  @discardableResult
  func next() async throws -> World { try await until { _ in true } }
}
