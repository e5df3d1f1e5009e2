import Logging
import MeshAPI
import MeshModel
import Synchronization

/// Logs what sources say about their objects, each finding once, on the way to the writer.
final class DiagnosticsLog: FactSink {
  private let next: any FactSink
  private let logger: Logger
  private let inForce = Mutex<[SourceID: Set<LocatedDiagnostic>]>([:])

  init(next: any FactSink, logger: Logger) {
    self.next = next
    self.logger = logger
  }

  func accept(_ batch: FactBatch) async {
    if let diagnostics = batch.diagnostics { log(diagnostics, of: batch.source) }
    await next.accept(batch)
  }

  private func log(_ diagnostics: [LocatedDiagnostic], of source: SourceID) {
    let known = inForce.withLock { inForce in
      defer { inForce[source] = Set(diagnostics) }
      return inForce[source] ?? []
    }
    for diagnostic in diagnostics where !known.contains(diagnostic) {
      switch diagnostic.diagnostic.severity {
      case .error: logger.error("\(diagnostic)")
      case .warning: logger.warning("\(diagnostic)")
      case .note: logger.debug("\(diagnostic)")
      }
    }
  }
}
