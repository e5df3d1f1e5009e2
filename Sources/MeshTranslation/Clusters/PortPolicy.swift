package import MeshAPI

/// The traffic policy in force on one port of a host or of a subset.
package struct PortPolicy: Hashable, Sendable {
  package var loadBalancer: LoadBalancerSettings?
  package var connectionPool: ConnectionPoolSettings?
  package var outlierDetection: OutlierDetection?
  /// nil where no rule says how connections are secured.
  package var tls: ClientTLSSettings?
  package var proxyProtocol: ProxyProtocolVersion?
  package var retryBudget: RetryBudget?

  package init(
    loadBalancer: LoadBalancerSettings? = nil, connectionPool: ConnectionPoolSettings? = nil,
    outlierDetection: OutlierDetection? = nil, tls: ClientTLSSettings? = nil,
    proxyProtocol: ProxyProtocolVersion? = nil, retryBudget: RetryBudget? = nil
  ) {
    self.loadBalancer = loadBalancer
    self.connectionPool = connectionPool
    self.outlierDetection = outlierDetection
    self.tls = tls
    self.proxyProtocol = proxyProtocol
    self.retryBudget = retryBudget
  }

  /// The policy of a host on `port`: settings of the port replace those of the host, they are never merged (Istio's rule). That goes
  /// for settings that a port cannot have, too.
  package init(_ policy: TrafficPolicy?, port: Int) {
    self.init()
    guard let policy else { return }
    if let own = policy.portLevelSettings.first(where: { $0.port == port }) {
      loadBalancer = own.loadBalancer
      connectionPool = own.connectionPool
      outlierDetection = own.outlierDetection
      tls = own.tls
    } else {
      loadBalancer = policy.loadBalancer
      connectionPool = policy.connectionPool
      outlierDetection = policy.outlierDetection
      tls = policy.tls
      proxyProtocol = policy.proxyProtocol
      retryBudget = policy.retryBudget
    }
  }

  /// The policy of a subset on `port`, where this is the one of its host. What the subset sets wins, the rest is inherited; but where
  /// the subset has settings for the very port, nothing is inherited that a port can set.
  package func overridden(by subset: TrafficPolicy?, port: Int) -> PortPolicy {
    guard let subset else { return self }
    let own = PortPolicy(subset, port: port)
    let inherited = subset.portLevelSettings.contains { $0.port == port } ? PortPolicy() : self
    return PortPolicy(
      loadBalancer: own.loadBalancer ?? inherited.loadBalancer, connectionPool: own.connectionPool ?? inherited.connectionPool,
      outlierDetection: own.outlierDetection ?? inherited.outlierDetection, tls: own.tls ?? inherited.tls,
      proxyProtocol: own.proxyProtocol ?? proxyProtocol, retryBudget: own.retryBudget ?? retryBudget)
  }
}

extension MergedDestinationRule {
  /// The policy on `port` for the whole host, or for one of its subsets.
  package func policy(port: Int, subset: Subset? = nil) -> PortPolicy {
    let host = PortPolicy(trafficPolicy, port: port)
    return subset.map { host.overridden(by: $0.trafficPolicy, port: port) } ?? host
  }
}
