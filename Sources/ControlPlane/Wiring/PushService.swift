import Logging
import MeshAPI
import MeshModel
import MeshPush
import MeshState
import ServiceLifecycle

/// Hands every new snapshot to the push engine, the newest first: snapshots that came while the engine worked are one change.
struct PushService: ServiceLifecycle.Service {
  let writer: MeshWriter
  let engine: PushEngine
  let readiness: Readiness
  let metrics: MetricsRegistry
  let logger: Logger

  func run() async throws {
    var known: Set<Diagnostic> = []
    for await publication in await writer.subscribe().cancelOnGracefulShutdown() {
      await engine.update(to: publication.snapshot, changes: publication.changes)
      metrics.set(.snapshots, Double(publication.snapshot.generation))
      readiness.meet(.sources)
      let found = await engine.diagnostics
      for located in await writer.locate(found.filter { !known.contains($0) }) { logger.warning("\(located)") }
      known = Set(found)
    }
  }
}
