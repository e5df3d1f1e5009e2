import EnvoyRendering
import Foundation
import MeshAPI
import MeshAdmission
import MeshModel
import MeshPush
import MeshState
import MeshTestSupport
import XDSResources

/// A mesh that takes one document after the other through the whole pipe, each beside the same platform and the same rules.
struct FuzzedMesh {
  private let admission = Admission(envoyValues: EnvoyPatchReader())
  private let engine: PushEngine
  private static let source = SourceID(rank: 0, name: "documents")
  private var store = FactStore()
  private var folded = FoldedMesh()
  private let base: [ObjectKey: MeshObject]
  private var connections: [ProxyConnection] = []
  private var known: Set<Resource> = []

  /// What became of one document.
  struct Outcome {
    var accepted: [MeshObject] = []
    /// Resources that proxies have because of it.
    var resources: [Resource] = []
    var failures: [BuildFailure] = []
    /// CPU time that it took.
    var cost = Duration.zero
  }

  init(_ documents: [String]) async {
    let text = documents.joined(separator: "---\n")
    let objects = admission.admit(Array(text.utf8), file: "base").objects.map(\.object)
    base = Dictionary(objects.map { ($0.key, $0) }) { first, _ in first }
    _ = folded.fold(store.apply(FactBatch(source: Self.source, upserts: objects.map { FactBatch.Upsert(object: $0) })))
    engine = PushEngine(snapshot: folded.snapshot)
    for proxy in Self.proxies { connections.append(await engine.connect(proxy, node: ProxyNode(id: proxy.id, isDelta: true))) }
    known = await resources()
  }

  /// How many objects of the base are in force.
  var baseCount: Int { base.count }

  private static let proxies: [Proxy] = {
    func proxy(_ kind: Proxy.Kind, _ name: String, _ ip: String, labels: [String: String], apart: Bool = false) -> Proxy {
      var proxy = Proxy(
        id: "\(kind.rawValue)~\(ip)~\(name).shop~shop.svc.cluster.local", kind: kind, addresses: [ip], workloadName: name,
        namespace: "shop", dnsDomain: "shop.svc.cluster.local", labels: labels, istioVersion: "1.30.3", takesVirtualHosts: apart,
        hasCertificates: true)
      proxy.isAuthenticated = true
      return proxy
    }
    return [
      proxy(.sidecar, "web", "10.0.0.9", labels: ["app": "web"]),
      proxy(.sidecar, "reviews", "10.0.0.1", labels: ["app": "reviews", "version": "v1"], apart: true),
      proxy(.router, "gate", "10.0.0.8", labels: ["istio": "ingressgateway"]),
    ]
  }()

  private func resources() async -> Set<Resource> {
    var found: Set<Resource> = []
    for connection in connections {
      guard let snapshot = await engine.resources(of: connection) else { continue }
      // A route configuration whose virtual hosts come apart is nothing by itself.
      let types: [TypeURL] = [.cluster, .endpoint, .listener] + (connection.proxy.takesVirtualHosts ? [] : [.route])
      for type in types { found.formUnion(snapshot.resources(type)) }
    }
    return found
  }

  /// Decodes, validates, plans and renders; then everything is as it was before.
  mutating func take(_ document: String) async -> Outcome {
    var outcome = Outcome()
    let start = Self.cpuTime()
    let result = admission.admit(Array(document.utf8), file: "fuzzed")
    // The last of two objects of one name would count.
    outcome.accepted = result.objects.map(\.object)
    let upserts = Dictionary(outcome.accepted.map { ($0.key, $0) }) { _, last in last }
    let objects = upserts.sorted { $0.key < $1.key }.map(\.value)
    if !objects.isEmpty {
      let batch = FactBatch(source: Self.source, upserts: objects.map { FactBatch.Upsert(object: $0) })
      let changes = folded.fold(store.apply(batch))
      outcome.failures = await engine.update(to: folded.snapshot, changes: changes).counts.failures
    }
    outcome.cost = Self.cpuTime() - start
    guard !objects.isEmpty else { return outcome }
    outcome.resources = await resources().subtracting(known).sorted { ($0.type, $0.name) < ($1.type, $1.name) }
    let restored = upserts.keys.compactMap { base[$0] }.map { FactBatch.Upsert(object: $0) }
    let removed = upserts.keys.filter { base[$0] == nil }.sorted()
    let back = folded.fold(store.apply(FactBatch(source: Self.source, upserts: restored, removals: removed)))
    await engine.update(to: folded.snapshot, changes: back)
    return outcome
  }

  /// Whether nothing is left of the documents that were taken.
  func isRestored() async -> Bool { await resources() == known }

  /// The time that the process computed, which does not depend on what else a machine does.
  private static func cpuTime() -> Duration {
    // POSIX has it in microseconds.
    .microseconds(clock())
  }
}
