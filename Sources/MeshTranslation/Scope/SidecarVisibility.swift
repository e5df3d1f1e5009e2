package import MeshAPI
package import MeshModel

/// Whether Sidecar objects keep services out of workloads' sight.
package struct SidecarVisibility {
  private let snapshot: MeshSnapshot
  private let index: SidecarIndex

  package init(snapshot: MeshSnapshot) {
    self.snapshot = snapshot
    index = SidecarIndex(snapshot: snapshot, previous: nil)
  }

  /// The Sidecar object that hides a service from a workload; nil where the workload's proxy can reach it.
  /// - Parameter port: the service's.
  package func sidecar(
    hiding service: ServiceKey, port: Int, fromWorkloadIn namespace: String, labels: [String: String]
  ) -> ObjectKey? {
    guard let sidecar = index.sidecar(namespace: namespace, labels: labels), !sidecar.spec.egress.isEmpty else { return nil }
    let isListed = sidecar.spec.egress.contains { listener in
      (listener.portToMatch ?? port) == port
        && EgressHosts(listener.hosts, namespace: namespace).shows(service.hostname, of: service.namespace)
    }
    if isListed { return nil }
    // A route of a listed VirtualService may lead there. To know that takes the whole scope, which is rarely needed.
    let proxy = Proxy(id: "", kind: .sidecar, addresses: [], namespace: namespace, labels: labels)
    let rules = ResolvedRules(snapshot: snapshot)
    let scope = ProxyScope(key: rules.scopeKey(for: proxy), rules: rules, snapshot: snapshot)
    let seen = scope.view.byHost[service.hostname]?.value
    return seen?.ports.contains { $0.number == port } == true ? nil : sidecar.key
  }
}
