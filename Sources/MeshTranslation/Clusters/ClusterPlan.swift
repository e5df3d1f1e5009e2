package import MeshAPI
package import MeshModel

/// One decided upstream: where its hosts come from, how one of them is chosen, and within which limits it is used.
package struct ClusterPlan: PlanNode {
  /// Where the hosts come from.
  package enum Discovery: Hashable, Sendable {
    /// A load assignment of the same name.
    case endpoints
    /// The proxy resolves names and uses all answers.
    case dns(LoadAssignmentPlan)
    /// The proxy resolves one name and uses one answer at a time.
    case dnsRoundRobin(LoadAssignmentPlan)
    /// These and no others.
    case fixed(LoadAssignmentPlan)
    /// There are none.
    case nowhere
    /// The address that the traffic was going to. `isKept`: whether a host, once seen, is kept for good.
    case originalDestination(isKept: Bool)
    /// What the name resolves to that the request or the connection asks for.
    case dynamicNames(NameCachePlan)
  }
  package enum Balancer: Hashable, Sendable {
    case leastRequest(Warmup?)
    case roundRobin(Warmup?)
    case random
    /// nil leaves the size to the proxy.
    case ringHash(minimumSize: Int?)
    case maglev(tableSize: Int?)
    /// The way the hosts are found leaves no choice.
    case none
  }
  /// What the localities of hosts mean to the balancer.
  package enum LocalityUse: Hashable, Sendable {
    /// Nothing: only hosts count.
    case alike
    /// They get traffic by their weights.
    case weighted
    /// The proxy's own zone is preferred, as far as its share of the hosts goes.
    /// - Parameter minimumHosts: with fewer hosts, all zones are alike; nil leaves it to the proxy.
    case zoneAware(minimumHosts: Int?)
  }
  /// What is spoken with the hosts, as far as it is HTTP.
  package enum UpstreamProtocol: Hashable, Sendable {
    /// HTTP/1.1 where it is HTTP at all.
    case http1
    case http2(maxConcurrentStreams: Int?)
    /// The version that the client speaks.
    case sameAsClient
  }
  /// At most so many at a time; nil is no limit.
  package struct Limits: Hashable, Sendable {
    package var connections: Int?
    package var pendingRequests: Int?
    package var requests: Int?
    package var retries: Int?
    /// Takes the place of `retries`, where it is set.
    package var retryBudget: RetryBudget?
    package init() {}
  }
  /// How long and how much a connection to a host is used for HTTP.
  package struct ConnectionUse: Hashable, Sendable {
    package var idleTimeout: Duration?
    package var maxDuration: Duration?
    package var maxRequests: Int?
    package init() {}
    package var isEmpty: Bool { self == ConnectionUse() }
  }
  /// A service that the cluster stands for, for telemetry.
  package struct ServiceReference: Hashable, Sendable {
    package var host: Hostname
    package var name: String
    package var namespace: String
    package init(host: Hostname, name: String, namespace: String) {
      self.host = host
      self.name = name
      self.namespace = namespace
    }
  }

  package var name: String
  package var origins: [ObjectKey] = []
  package var discovery: Discovery
  package var connectTimeout: Duration
  package var balancer: Balancer = .none
  package var localityUse: LocalityUse = .alike
  /// nil: no circuit breaker at all.
  package var limits: Limits?
  package var connectionUse = ConnectionUse()
  package var upstreamProtocol: UpstreamProtocol = .http1
  /// How connections that speak HTTP/2 are asked whether they still live; nil for never.
  package var http2KeepAlive: ConnectionPoolSettings.HTTP.KeepAlive?
  package var tls: UpstreamTLSPlan = .plainText
  /// What goes out before everything else on a connection, TLS included; nil for nothing.
  package var proxyProtocol: ProxyProtocolVersion?
  package var tcpKeepalive: TCPKeepalive?
  package var outlierDetection: OutlierDetection?
  /// The address that connections come from; nil leaves it to the system.
  package var sourceAddress: String?
  /// Whether names are resolved to IPv6 addresses, not to IPv4 ones.
  package var prefersIPv6 = false
  /// Whether hosts that are draining still take the sessions that are bound to them.
  package var keepsDrainingHosts = false

  // For telemetry and tools alone.
  package var services: [ServiceReference] = []
  package var subset: String?
  package var isMeshExternal = false
  /// How often names are resolved whose answers say nothing about that.
  package var dnsRefreshRate: Duration = .seconds(60)
  /// How statistics call the cluster; nil for its own name.
  package var statName: String?
  package var destinationRule: ObjectKey?

  package init(name: String, discovery: Discovery, connectTimeout: Duration) {
    self.name = name
    self.discovery = discovery
    self.connectTimeout = connectTimeout
  }
}
