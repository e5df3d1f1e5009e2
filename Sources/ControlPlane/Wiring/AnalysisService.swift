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
  private let metrics: MetricsRegistry
  private let logger: Logger
  private let found = Mutex<[LocatedDiagnostic]>([])

  /// The shortest time between two analyses.
  private static let interval = Duration.seconds(1)

  init(writer: MeshWriter, metrics: MetricsRegistry, logger: Logger) {
    self.writer = writer
    self.metrics = metrics
    self.logger = logger
  }

  /// What the last analysis found.
  var diagnostics: [LocatedDiagnostic] { found.withLock { $0 } }

  func run() async throws {
    var findings: [Diagnostic] = []
    for await publication in await writer.subscribe().cancelOnGracefulShutdown() {
      // Endpoints come and go all the time, and no finding is about them.
      if !publication.changes.concernsOnlyEndpoints { findings = MeshAnalyzer(snapshot: publication.snapshot).diagnostics() }
      tell(findings, await writer.report())
      try? await Task.sleep(for: Self.interval)
    }
  }

  private func tell(_ findings: [Diagnostic], _ report: StatusReport) {
    let located = locate(findings, report)
    let known = found.withLock { found in
      defer { found = located }
      return Set(found)
    }
    for diagnostic in located where !known.contains(diagnostic) { logger.warning("\(diagnostic)") }
    let all = report.diagnostics + located
    metrics.set(.configErrors, Double(all.count { $0.diagnostic.severity == .error }))
    metrics.set(.configWarnings, Double(all.count { $0.diagnostic.severity == .warning }))
  }

  private func locate(_ findings: [Diagnostic], _ report: StatusReport) -> [LocatedDiagnostic] {
    guard !findings.isEmpty else { return [] }
    let places = Dictionary(
      report.objects.map { ($0.object.key.description, $0.place) }, uniquingKeysWith: { first, _ in first })
    return findings.map { diagnostic in
      (places[diagnostic.object] ?? nil)?.locate(diagnostic) ?? LocatedDiagnostic(diagnostic)
    }
  }
}
