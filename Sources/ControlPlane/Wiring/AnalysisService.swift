import Logging
import MeshAPI
import MeshAnalysis
import MeshModel
import MeshState
import ServiceLifecycle
import Synchronization

/// Looks across objects after changes and says what it finds: in the log when it is new, at the debug faces as long as it holds.
///
/// Runs beside the push, never before it, and at most once a second: its work follows the size of the mesh.
final class AnalysisService: ServiceLifecycle.Service {
  private let writer: MeshWriter
  private let logger: Logger
  private let found = Mutex<[LocatedDiagnostic]>([])

  /// The shortest time between two analyses.
  private static let interval = Duration.seconds(1)

  init(writer: MeshWriter, logger: Logger) {
    self.writer = writer
    self.logger = logger
  }

  /// What the last analysis found.
  var diagnostics: [LocatedDiagnostic] { found.withLock { $0 } }

  func run() async throws {
    var findings: [Diagnostic] = []
    for await publication in await writer.subscribe().cancelOnGracefulShutdown() {
      // Endpoints come and go all the time, and most rules have nothing to do with them.
      if !publication.changes.concernsOnlyEndpoints || MeshAnalyzer.looksAtWorkloads(publication.snapshot) {
        findings = MeshAnalyzer(snapshot: publication.snapshot).diagnostics()
      }
      tell(await writer.locate(findings))
      await Self.pause()
    }
  }

  /// Waits for the interval to pass, or for the shutdown, which ends the loop.
  private static func pause() async {
    await cancelWhenGracefulShutdown { try? await Task.sleep(for: interval) }
  }

  private func tell(_ located: [LocatedDiagnostic]) {
    let known = found.withLock { found in
      defer { found = located }
      return Set(found)
    }
    for diagnostic in located where !known.contains(diagnostic) {
      logger.log(level: diagnostic.diagnostic.severity == .note ? .debug : .warning, "\(diagnostic)")
    }
  }
}
