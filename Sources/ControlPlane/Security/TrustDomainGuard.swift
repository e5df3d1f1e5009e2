import MeshAPI
import MeshIdentity
import MeshModel
import Synchronization

/// Keeps the mesh config's trust domain what it was at start: the certificates that are out there bear it. A changed one is told of and
/// takes effect with the next start.
final class TrustDomainGuard: FactSink {
  private let trust: MeshTrust
  private let next: any FactSink
  /// What a source's mesh config says that does not hold yet.
  private let pending = Mutex<[SourceID: LocatedDiagnostic]>([:])

  init(trust: MeshTrust, next: any FactSink) {
    self.trust = trust
    self.next = next
  }

  func accept(_ batch: FactBatch) async {
    var batch = batch
    if batch.isInitialSync, batch.source == trust.seed {
      var config = MeshConfig()
      config.trustDomain = trust.domain.name
      batch.meshConfig = config
    }
    if let config = batch.meshConfig {
      trust.aliases = config.trustDomainAliases.compactMap { TrustDomain($0) }
      let isChanged = config.trustDomain != trust.domain.name
      batch.meshConfig?.trustDomain = trust.domain.name
      pending.withLock { $0[batch.source] = isChanged ? diagnostic(config.trustDomain) : nil }
    }
    if let diagnostics = batch.diagnostics, let pending = pending.withLock({ $0[batch.source] }) {
      batch.diagnostics = diagnostics + [pending]
    }
    await next.accept(batch)
  }

  private func diagnostic(_ stated: String) -> LocatedDiagnostic {
    LocatedDiagnostic(
      Diagnostic(
        .warning, "needs-restart", object: "MeshConfig", path: "trustDomain",
        message:
          "The trust domain \"\(stated)\" takes effect when the control plane starts again; until then \"\(trust.domain)\" holds.",
        suggestion:
          "restart the control plane, and name \"\(trust.domain)\" in trustDomainAliases while old certificates are in use"),
      file: trust.meshConfigFile)
  }
}
