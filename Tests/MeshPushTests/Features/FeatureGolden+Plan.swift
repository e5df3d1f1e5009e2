import HashTreeCollections
import MeshModel
import MeshTranslation
import XDSResources

extension FeatureGolden {
  /// What is decided for a proxy, before anything is spelled for Envoy: its outbound side.
  func plan(for proxy: Proxy, in snapshot: MeshSnapshot) -> String {
    let rules = ResolvedRules(snapshot: snapshot)
    let scope = ProxyScope(key: rules.scopeKey(for: proxy), rules: rules, snapshot: snapshot)
    var plans: [(name: String, plan: Any)] = []
    func add(_ nodes: [some PlanNode]) {
      for node in nodes where names.contains(where: { node.name.contains($0) }) { plans.append((node.name, node)) }
    }
    for service in scope.services {
      let endpoints = snapshot.endpoints[service.key]
      if types.contains(.cluster) {
        let peers = snapshot.peers[service.key]
        add(OutboundClusters.inputs(for: service, endpoints: endpoints, peers: peers, in: scope).map { $0.plan() })
      }
      if types.contains(.endpoint) {
        add(LoadAssignments.inputs(for: service, endpoints: endpoints, in: scope).map { $0.plan() })
      }
    }
    guard proxy.kind == .sidecar else { return PlanText.text(of: plans) }
    if types.contains(.listener) { add(OutboundListeners.inputs(in: scope) { snapshot.endpoints[$0] }.map { $0.plan() }) }
    if types.contains(.route) {
      add(OutboundRoutes.names(in: scope).compactMap { OutboundRoutes.inputs(named: $0, in: scope)?.plan() })
    }
    return PlanText.text(of: plans)
  }
}
