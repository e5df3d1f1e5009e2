import MeshAPI
import MeshModel
import MeshPush
import MeshState
import XDSResources

@testable import XDSServer

/// A mesh whose facts a test edits, with the push engine that follows it.
struct TestMesh {
  private(set) var folded = FoldedMesh()
  let engine: PushEngine
  let reports = ReportLog()

  init() { engine = PushEngine(observer: reports, keepingNames: true) }

  var snapshot: MeshSnapshot { folded.snapshot }

  @discardableResult
  mutating func apply(
    _ upserts: [MeshObject] = [], removing removals: [ObjectKey] = [], meshConfig: MeshConfig? = nil,
    keySets: [String: Shared<KeySet>]? = nil
  ) async -> PushReport {
    let changes = folded.fold(
      FactChanges(upserts: upserts, removals: removals, meshConfig: meshConfig, keySets: keySets))
    return await engine.update(to: folded.snapshot, changes: changes)
  }

  func connect(_ proxy: Proxy) async -> ProxyConnection {
    await engine.connect(proxy, node: ProxyNode(id: proxy.id, isDelta: true))
  }
}

extension Proxy {
  static func sidecar(
    _ name: String, in namespace: String, ip: String, labels: [String: String] = [:], locality: Locality = Locality(),
    mode: InterceptionMode = .redirect, takesVirtualHosts: Bool = false, hasCertificates: Bool = true
  ) -> Proxy {
    Proxy(
      id: "sidecar~\(ip)~\(name).\(namespace)~\(namespace).svc.cluster.local", kind: .sidecar, addresses: [ip],
      workloadName: name, namespace: namespace, dnsDomain: "\(namespace).svc.cluster.local", labels: labels,
      locality: locality, interceptionMode: mode, takesVirtualHosts: takesVirtualHosts,
      hasCertificates: hasCertificates)
  }

  static func router(_ name: String, in namespace: String, ip: String, labels: [String: String]) -> Proxy {
    Proxy(
      id: "router~\(ip)~\(name).\(namespace)~\(namespace).svc.cluster.local", kind: .router, addresses: [ip],
      workloadName: name, namespace: namespace, dnsDomain: "\(namespace).svc.cluster.local", labels: labels)
  }
}

/// One proxy at the end of the xDS server's own delta machine: subscribes to all there is, acknowledges at once, and tells what each
/// snapshot made the server send.
struct SubscribedProxy {
  private var stream = DeltaStream(rules: DeliveryRules(), noncePrefix: "")
  private var subscribed: [TypeURL: Set<String>] = [:]

  init() {
    for type in [TypeURL.cluster, .listener] { stream.received(DeltaStream.Request(type: type)) }
  }

  /// What was sent, in order: names of resources by type, and removals apart.
  struct Sent: Hashable {
    var type: TypeURL
    var names: [String]
    var removed: [String]
  }

  mutating func receive(_ snapshot: ResourceSnapshot) -> [Sent] {
    stream.publish(snapshot)
    // Virtual hosts are asked for by the names of their route configurations.
    let names = [TypeURL.endpoint: TypeURL.endpoint, .route: .route, .virtualHost: .route]
    for (type, source) in names.sorted(by: { $0.key < $1.key }) {
      let new = Set(snapshot.resources(source).map(\.name)).subtracting(subscribed[type] ?? [])
      guard !new.isEmpty else { continue }
      subscribed[type, default: []].formUnion(new)
      stream.received(DeltaStream.Request(type: type, subscribe: new.sorted()))
    }
    var sent: [Sent] = []
    while let response = stream.next(.zero) {
      sent.append(Sent(type: response.type, names: response.resources.map(\.name).sorted(), removed: response.removed))
      stream.received(DeltaStream.Request(type: response.type, nonce: response.nonce))
    }
    return sent
  }
}
