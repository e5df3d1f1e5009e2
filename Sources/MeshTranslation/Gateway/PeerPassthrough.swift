import MeshAPI
import MeshModel

/// AUTO_PASSTHROUGH: connections between sidecars of different networks, led on by the server name that sidecars ask for.
struct PeerPassthrough {
  let scope: ProxyScope

  /// The hosts of all such servers, sorted. `namespace/` in front of a host does not count here: services are not bound by rules.
  static func hosts(of gateways: [Object<Gateway>]) -> [Hostname] {
    let servers = gateways.flatMap { $0.spec.servers.filter { $0.tls?.mode == .autoPassthrough } }
    let names = servers.flatMap(\.hosts).map { $0.split(separator: "/", maxSplits: 1).last.map(String.init) ?? $0 }
    return Set(names.map { Hostname($0) }).sorted()
  }

  /// Whether connections are led on to a service, so that it needs clusters of their own.
  func leads(to service: Service) -> Bool {
    !service.isMeshExternal && scope.ledOnHosts.contains { $0.covers(service.hostname) }
  }

  /// A chain for each port and subset of the services that a server's hosts stand for. Only mutual TLS of the mesh is let through:
  /// who gets this far is checked by the sidecar at the end alone.
  func chains(of server: MergedGateway.Server) -> [GatewayListenerInputs.Chain] {
    scope.services.flatMap { service -> [GatewayListenerInputs.Chain] in
      guard !service.value.isMeshExternal, server.hosts.contains(where: { $0.name.covers(service.value.hostname) }) else {
        return []
      }
      if case .alias = service.value.resolution { return [] }
      let rule = scope.destinationRules.rule(for: service.value)?.value
      return service.value.ports.filter { $0.protocol != .udp }.flatMap { port in
        ([nil] + (rule?.subsets ?? []).map { Optional($0.name) }).map { chain(to: service.value, port, subset: $0, rule) }
      }
    }
  }

  private func chain(
    to service: Service, _ port: ServicePort, subset: String?, _ rule: MergedDestinationRule?
  ) -> GatewayListenerInputs.Chain {
    let name = ClusterName.serverName(port: port.number, subset: subset, host: service.hostname)
    var chain = GatewayListenerInputs.Chain(
      .tcp(TCPProxyPlan(to: .cluster(name), statPrefix: name, spoken: .tls, rule: rule, subset: subset)))
    chain.serverNames = [name]
    chain.applicationProtocols = MeshALPN.all
    chain.isSecured = false
    return chain
  }
}

extension ClusterInputs {
  /// The cluster that leads connections on as they are; nil where the proxy finds endpoints by itself.
  var ledOn: ClusterInputs? {
    guard case .outbound(var outbound) = role, outbound.discovery == .endpoints else { return nil }
    outbound.isLedOn = true
    // What is inside is the sidecars' business.
    outbound.protocol = .tcp
    outbound.isSniffed = false
    outbound.tls = .plainText
    outbound.policy.connectionPool?.http = nil
    return ClusterInputs(role: .outbound(outbound), settings: settings)
  }
}

extension LoadAssignmentInputs {
  /// The endpoints that take mutual TLS, under the name of the cluster that leads connections on.
  var ledOn: LoadAssignmentInputs {
    var inputs = self
    inputs.name = name.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "_.")
    inputs.takesPeersAlone = true
    return inputs
  }
}
