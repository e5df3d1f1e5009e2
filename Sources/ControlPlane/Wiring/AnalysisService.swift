import Logging
import MeshAPI
import MeshAnalysis
import MeshModel
import MeshState
import ServiceLifecycle
import Synchronization

/// Looks across objects after changes and says what it finds: in the log when it is new, at the debug faces as long as it holds.
///
/// Runs beside the push, never before it. Its work follows the size of the mesh, so it pauses at least a second between two looks,
/// and so long that it takes no more than a fiftieth of a core while changes go on.
final class AnalysisService: ServiceLifecycle.Service {
  private let writer: MeshWriter
  private let logger: Logger
  private let onLook: @Sendable () -> Void
  private let found = Mutex<[LocatedDiagnostic]>([])
  private let looked = Mutex<UInt64>(0)

  private static let shortestPause = Duration.seconds(1)
  private static let longestPause = Duration.seconds(60)
  private static let share = 50

  /// - Parameter onLook: Is called after each look.
  init(writer: MeshWriter, logger: Logger, onLook: @escaping @Sendable () -> Void = {}) {
    self.writer = writer
    self.logger = logger
    self.onLook = onLook
  }

  /// What the last analysis found.
  var diagnostics: [LocatedDiagnostic] { found.withLock { $0 } }
  /// Of the newest snapshot that was looked at; 0 before the first.
  var generation: UInt64 { looked.withLock { $0 } }

  func run() async throws {
    var findings: [Diagnostic] = []
    let clock = ContinuousClock()
    for await publication in await writer.subscribe().cancelOnGracefulShutdown() {
      let start = clock.now
      // Endpoints come and go all the time, and most rules have nothing to do with them.
      if !publication.changes.concernsOnlyEndpoints || MeshAnalyzer.looksAtWorkloads(publication.snapshot) {
        findings = MeshAnalyzer(snapshot: publication.snapshot).diagnostics()
      }
      tell(await writer.locate(findings))
      looked.withLock { $0 = publication.snapshot.generation }
      onLook()
      await Self.pause(after: start.duration(to: clock.now))
    }
  }

  /// Waits for the pause to pass, or for the shutdown, which ends the loop.
  private static func pause(after work: Duration) async {
    let pause = min(max(shortestPause, work * share), longestPause)
    await cancelWhenGracefulShutdown { try? await Task.sleep(for: pause) }
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
