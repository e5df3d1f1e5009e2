package import MeshAPI
package import MeshModel

/// Decides where the connections of one rule go: looks up what the names of destinations do not tell.
package struct ConnectionDestinations: Sendable {
  private let view: ServiceView
  private let rules: DestinationRuleLookup
  private let cache: NameCachePlan

  package init(scope: ProxyScope) {
    view = scope.view
    rules = scope.destinationRules
    cache = NameCachePlan(for: scope.key)
  }

  /// Bytes to the destinations of one rule.
  ///
  /// - Parameters:
  ///   - rule: the VirtualService that binds the host; weighted destinations share statistics under its name.
  ///   - port: the port that connections come in on; where destinations without port are reached.
  ///   - spoken: what the port is declared to speak.
  package func proxy(
    of route: ConnectionRoute, in rule: ResolvedVirtualService, port: Int, spoken: PortProtocol
  ) -> TCPProxyPlan {
    let first = route.route.first?.destination
    // The first destination's policy counts for all of them (Istio's rule): there is one proxy filter.
    let policy = first.flatMap { view.byHost[Hostname($0.host)] }.flatMap { rules.rule(for: $0.value) }?.value
    if route.route.count == 1, let first {
      let cluster = cluster(of: first, port: port)
      var plan = TCPProxyPlan(
        to: .cluster(cluster), statPrefix: cluster, spoken: spoken, rule: policy, subset: first.subset)
      plan.serverNameLookup = lookup(by: first, port: port, spoken: spoken)
      return plan
    }
    // Destinations without weight get nothing beside those that have one.
    let shares = route.route.filter { $0.weight > 0 }.map {
      TCPProxyPlan.Share(cluster: cluster(of: $0.destination, port: port), weight: $0.weight)
    }
    return TCPProxyPlan(
      // Admission refuses rules without any weight; a proxy would refuse the whole listener.
      to: shares.isEmpty ? .cluster(ClusterName.blackHole) : .weighted(shares),
      statPrefix: "\(rule.object.name).\(rule.object.namespace)", spoken: spoken, rule: policy, subset: nil)
  }

  /// How the server is found where it is the one that the client names. (Shares of connections would need one cache each.)
  private func lookup(by destination: Destination, port: Int, spoken: PortProtocol) -> ServerNameLookup? {
    guard spoken.isTLS, let service = view.byHost[Hostname(destination.host)]?.value, service.resolution == .dynamicDNS
    else { return nil }
    let only = service.ports.count == 1 ? service.ports.first?.number : nil
    let number = destination.port ?? only ?? port
    return ServerNameLookup(port: service.ports.first { $0.number == number }?.targetPort ?? number, cache: cache)
  }

  /// The destination's own port, or its service's only one, or the one that the connection came in on. Whether such a cluster
  /// exists is not asked: connections to one that does not are closed.
  private func cluster(of destination: Destination, port: Int) -> String {
    let named = Hostname(destination.host)
    var host = named
    let service = view.byHost[named]?.value
    if case .alias(let target)? = service?.resolution { host = view.aliasTargets[named] ?? target }
    let only = service.flatMap { $0.ports.count == 1 ? $0.ports.first?.number : nil }
    return ClusterName.outbound(port: destination.port ?? only ?? port, subset: destination.subset, host: host)
  }
}
