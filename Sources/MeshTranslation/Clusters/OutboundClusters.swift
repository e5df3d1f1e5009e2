import MeshAPI
package import MeshModel

/// Decides which clusters a proxy needs to reach the services that it sees.
package enum OutboundClusters {
  /// One cluster for each port of a service and one for each subset behind it; none for UDP ports, for aliases, and for names that
  /// the proxy should resolve while there are none.
  ///
  /// - Parameters:
  ///   - endpoints: the service's endpoints. They become part of the inputs only where the proxy resolves them itself
  ///     (`Service.writesEndpointsIntoClusters`).
  ///   - peers: what the endpoints are as peers of mutual TLS.
  package static func inputs(
    for service: Shared<Service>, endpoints: Shared<ServiceEndpoints>?, peers: Shared<ServicePeers>?, in scope: ProxyScope
  ) -> [ClusterInputs] {
    if case .alias = service.value.resolution { return [] }
    let rule = scope.destinationRules.rule(for: service.value)
    let maker = Maker(
      service: service.value, endpoints: endpoints, peers: peers?.value, rule: rule?.value, scope: scope)
    let clusters = service.value.ports.filter { $0.protocol != .udp }.flatMap(maker.inputs(for:))
    guard scope.key.kind == .router, PeerPassthrough(scope: scope).leads(to: service.value) else { return clusters }
    return clusters + clusters.compactMap(\.ledOn)
  }

  /// The clusters that a proxy needs whatever the mesh looks like.
  package static func defaults(in scope: ProxyScope) -> [ClusterInputs] {
    let settings = ClusterInputs.Settings(mesh: scope.mesh.value)
    var inputs = [ClusterInputs(role: .blackHole, settings: settings)]
    // A gateway captures nothing, so nothing has an original destination.
    guard scope.key.kind == .sidecar else { return inputs }
    inputs.append(ClusterInputs(role: .passthrough, settings: settings))
    inputs.append(
      ClusterInputs(
        role: .inboundPassthrough, settings: .init(mesh: scope.mesh.value, isIPv6Only: scope.key.isIPv6Only)))
    return inputs
  }
}

extension Service {
  /// Whether the proxy resolves the endpoints' names itself, so that they are written into the clusters and a change of endpoints
  /// is a change of clusters.
  package var writesEndpointsIntoClusters: Bool { resolution == .dns || resolution == .dnsRoundRobin }
}

extension ServicePort {
  /// The cluster type in Istio's terms, before any policy has a say.
  fileprivate func discovery(
    of service: Service, for key: ScopeKey, inline: () -> LoadAssignmentInputs?
  ) -> ClusterInputs.Outbound.Discovery? {
    switch service.resolution {
    case .clientSide: .endpoints
    case .dns: inline().map { .dns($0) }
    case .dnsRoundRobin: inline().map { .dnsRoundRobin($0) }
    // A gateway captures nothing, so nothing has an original destination: it picks endpoints itself.
    case .passthrough: key.kind == .router ? .endpoints : .originalDestination
    case .dynamicDNS: .dynamicNames(NameCachePlan(for: key))
    case .alias: nil
    }
  }
}

/// Makes the inputs of all clusters of one service.
private struct Maker {
  var service: Service
  var endpoints: Shared<ServiceEndpoints>?
  var peers: ServicePeers?
  var rule: MergedDestinationRule?
  var scope: ProxyScope

  func inputs(for port: ServicePort) -> [ClusterInputs] {
    var all = cluster(for: port, subset: nil).map { [$0] } ?? []
    // Without the cluster of the whole service there are none of subsets either (Istio's rule).
    guard !all.isEmpty else { return [] }
    all += (rule?.subsets ?? []).compactMap { cluster(for: port, subset: $0) }
    return all
  }

  private func cluster(for port: ServicePort, subset: Subset?) -> ClusterInputs? {
    var policy = rule?.policy(port: port.number, subset: subset) ?? PortPolicy()
    let preference = LocalityPreference(for: service, policy: policy, in: scope)
    guard let discovery = discovery(of: port, subset: subset, policy: policy) else { return nil }
    let choosesHosts = service.resolution != .dynamicDNS && discovery != .originalDestination
    let tls = UpstreamTLSPlan(
      for: service, port: port, subset: subset?.name, policy: policy,
      isSelective: rule?.isSelective ?? false, peers: peers, choosesHosts: choosesHosts, in: scope)
    policy.loadBalancer?.localityLbSetting = nil
    policy.loadBalancer?.zoneAwareLbSetting = nil
    policy.tls = nil
    let outbound = ClusterInputs.Outbound(
      service: .init(service), port: port.number, protocol: port.protocol, subset: subset?.name, discovery: discovery,
      isSniffed: scope.key.kind == .sidecar && port.protocol == .automatic, isMeshExternal: service.isMeshExternal,
      policy: policy, tls: tls, localityUse: choosesHosts ? preference.use : .alike,
      keepsDrainingHosts: subset == nil && service.keepsSessions,
      destinationRules: rule?.objects.map(\.key) ?? [], origin: service.origin)
    let needsFamily = service.writesEndpointsIntoClusters && scope.key.isIPv6Only
    var settings = ClusterInputs.Settings(mesh: scope.mesh.value, isIPv6Only: needsFamily)
    settings.statName = ClusterStatName(scope.mesh.outboundClusterStatName)?
      .name(of: service, port: port, subset: subset?.name ?? "", target: 0)
    return ClusterInputs(role: .outbound(outbound), settings: settings)
  }

  private func discovery(
    of port: ServicePort, subset: Subset?, policy: PortPolicy
  ) -> ClusterInputs.Outbound.Discovery? {
    let found = port.discovery(of: service, for: scope.key) {
      let inputs = LoadAssignmentInputs(service, port: port, subset: subset, rule: rule, endpoints: endpoints, in: scope)
      return inputs.isEmpty ? nil : inputs
    }
    guard let found else { return nil }
    return policy.choosesNoHost ? .originalDestination : found
  }
}

extension ClusterPlan.ServiceReference {
  init(_ service: Service) {
    // The services of a rule have no name but their host (Istio's telemetry).
    self.init(
      host: service.hostname, name: service.registry == .kubernetes ? service.name : service.hostname.rawValue,
      namespace: service.namespace)
  }
}

extension PortPolicy {
  /// Whether the load balancer says that traffic goes where it was going.
  var choosesNoHost: Bool { loadBalancer?.simple == .passthrough }
}
