import HashTreeCollections
import MeshModel
import MeshTranslation
import XDSResources

extension FeatureGolden {
  /// What is decided for a proxy, before anything is spelled for Envoy and before EnvoyFilters change it.
  func plan(for proxy: Proxy, in snapshot: MeshSnapshot) -> String {
    let rules = ResolvedRules(snapshot: snapshot)
    let scope = ProxyScope(key: rules.scopeKey(for: proxy), rules: rules, snapshot: snapshot)
    let workload = WorkloadView(proxy: proxy, snapshot: snapshot, rules: rules)
    let plans: [any PlanNode] =
      services(of: scope, in: snapshot)
      + (proxy.kind == .sidecar ? sidecar(workload, scope, in: snapshot) : gateway(workload, scope))
    return PlanText.text(of: plans.filter { plan in names.contains { plan.name.contains($0) } }.map { ($0.name, $0) })
  }

  /// What sidecars and gateways have alike: the clusters of the services that they see, and their endpoints.
  private func services(of scope: ProxyScope, in snapshot: MeshSnapshot) -> [any PlanNode] {
    var plans: [any PlanNode] = []
    if types.contains(.cluster) { plans += OutboundClusters.defaults(in: scope).map { $0.plan() } }
    for service in scope.services {
      let endpoints = snapshot.endpoints[service.key]
      if types.contains(.cluster) {
        let peers = snapshot.peers[service.key]
        plans += OutboundClusters.inputs(for: service, endpoints: endpoints, peers: peers, in: scope).map { $0.plan() }
      }
      if types.contains(.endpoint) {
        plans += LoadAssignments.inputs(for: service, endpoints: endpoints, in: scope).map { $0.plan() }
      }
    }
    return plans
  }

  private func sidecar(_ workload: WorkloadView, _ scope: ProxyScope, in snapshot: MeshSnapshot) -> [any PlanNode] {
    var plans: [any PlanNode] = []
    if types.contains(.cluster) { plans += InboundClusters.inputs(for: workload).map { $0.plan() } }
    if types.contains(.listener) {
      plans += OutboundListeners.inputs(in: scope) { snapshot.endpoints[$0] }.map { $0.plan() }
      plans += InboundListeners.inputs(for: workload).map { $0.plan() }
    }
    if types.contains(.route) {
      plans += OutboundRoutes.names(in: scope).compactMap { OutboundRoutes.inputs(named: $0, in: scope)?.plan() }
    }
    return plans
  }

  private func gateway(_ workload: WorkloadView, _ scope: ProxyScope) -> [any PlanNode] {
    let gateway = MergedGateway(gateways: scope.gateways, view: workload)
    var plans: [any PlanNode] = []
    if types.contains(.listener) {
      plans += GatewayListeners.inputs(of: gateway, in: scope, security: workload.security).map { $0.plan() }
    }
    if types.contains(.route) {
      plans += GatewayRoutes.names(in: gateway).compactMap { GatewayRoutes.inputs(named: $0, of: gateway, in: scope)?.plan() }
    }
    return plans
  }
}
