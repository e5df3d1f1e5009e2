import MeshAPI
import MeshIdentity
import MeshModel
import Synchronization

/// Keeps the mesh config's trust domain what it was at start: the certificates that are out there bear it. A changed one is told of and
/// takes effect with the next start.
final class TrustDomainGuard: FactSink {
  /// What is known of a source.
  private struct Record {
    /// What its mesh config says that does not hold.
    var pending: LocatedDiagnostic?
    /// What it said itself.
    var diagnostics: [LocatedDiagnostic] = []
    /// Of the ConfigMap, where it has one.
    var aliases: [TrustDomain]?
  }

  private let trust: MeshTrust
  private let next: any FactSink
  private let records = Mutex<[SourceID: Record]>([:])

  init(trust: MeshTrust, next: any FactSink) {
    self.trust = trust
    self.next = next
  }

  func accept(_ batch: FactBatch) async {
    var batch = batch
    if batch.isInitialSync, batch.source == trust.seed {
      var config = MeshConfig()
      config.trustDomain = trust.domain.name
      batch.defaultMeshConfig = config
    }
    records.withLock { records in
      var record = records[batch.source] ?? Record()
      let pending = record.pending
      if let diagnostics = batch.diagnostics { record.diagnostics = diagnostics }
      if let config = batch.meshConfig {
        trust.aliases = config.trustDomainAliases.compactMap { TrustDomain($0) }
        record.pending = config.trustDomain == trust.domain.name ? nil : diagnostic(config.trustDomain)
        batch.meshConfig?.trustDomain = trust.domain.name
      }
      if trust.meshConfigFile == nil { keepConfigMap(in: &batch, &record) }
      if batch.diagnostics != nil || record.pending != pending {
        batch.diagnostics = record.diagnostics + (record.pending.map { [$0] } ?? [])
      }
      records[batch.source] = record
      guard trust.meshConfigFile == nil else { return }
      trust.aliases = records.filter { $0.value.aliases != nil }.min { $0.key < $1.key }?.value.aliases ?? []
    }
    await next.accept(batch)
  }

  /// A mesh config among the objects is read long after the trust domain had to be known.
  private func keepConfigMap(in batch: inout FactBatch, _ record: inout Record) {
    let key = KubernetesConfigMap.meshConfigKey
    if batch.removals.contains(key) { (record.pending, record.aliases) = (nil, nil) }
    for index in batch.upserts.indices where batch.upserts[index].object.key == key {
      guard case .configMap(let map) = batch.upserts[index].object else { continue }
      var spec = map.spec
      let stated = spec.meshConfig?.trustDomain ?? trust.domain.name
      let isStated = stated != trust.domain.name && stated != MeshConfig().trustDomain
      record.pending = isStated ? diagnostic(stated, map: key, file: batch.upserts[index].place?.file) : nil
      record.aliases = spec.meshConfig?.trustDomainAliases.compactMap { TrustDomain($0) }
      spec.meshConfig?.trustDomain = trust.domain.name
      batch.upserts[index].object = .configMap(Object(key: key, metadata: map.metadata, spec: spec, digest: map.digest))
    }
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

  private func diagnostic(_ stated: String, map: ObjectKey, file: String?) -> LocatedDiagnostic {
    LocatedDiagnostic(
      Diagnostic(
        .warning, "needs-restart", object: map.description, path: "data.mesh.trustDomain",
        message: "The trust domain \"\(stated)\" has no effect here; \"\(trust.domain)\" holds.",
        suggestion: "start the control plane with --trust-domain \(stated), or with this mesh config in a file (--mesh-config)"),
      file: file)
  }
}
