/// Istio `TrafficPolicy`.
package struct TrafficPolicy: Hashable, Sendable {
  package var loadBalancer: LoadBalancerSettings?
  package var connectionPool: ConnectionPoolSettings?
  package var outlierDetection: OutlierDetection?
  package var tls: ClientTLSSettings?
  /// Settings of single ports; each replaces the policy of its port, it never merges (Istio's rule).
  package var portLevelSettings: [PortTrafficPolicy] = []
  package var tunnel: TunnelSettings?
  /// What is written before the first byte of a connection, so that the server learns whom it comes from; nil for nothing.
  package var proxyProtocol: ProxyProtocolVersion?
  package var retryBudget: RetryBudget?

  package init() {}
}

/// Istio `TrafficPolicy.PortTrafficPolicy`.
package struct PortTrafficPolicy: Hashable, Sendable {
  package var port: Int
  package var loadBalancer: LoadBalancerSettings?
  package var connectionPool: ConnectionPoolSettings?
  package var outlierDetection: OutlierDetection?
  package var tls: ClientTLSSettings?

  package init(port: Int) { self.port = port }
}

/// Istio `TrafficPolicy.TunnelSettings`: bytes that go out as the body of an HTTP request which asks for another target.
package struct TunnelSettings: Hashable, Sendable {
  package enum Method: String, Hashable, Sendable, CaseIterable {
    case connect = "CONNECT"
    case post = "POST"
  }
  package var method: Method
  /// A fully qualified name or an IP address.
  package var targetHost: String
  /// 1...65535.
  package var targetPort: Int

  package init(method: Method = .connect, targetHost: String, targetPort: Int) {
    self.method = method
    self.targetHost = targetHost
    self.targetPort = targetPort
  }
}

/// A version of HAProxy's PROXY protocol (Istio `TrafficPolicy.ProxyProtocol`).
package enum ProxyProtocolVersion: String, Hashable, Sendable, CaseIterable {
  /// Text.
  case v1 = "V1"
  /// Binary.
  case v2 = "V2"
}

/// Istio `TrafficPolicy.RetryBudget`: how many of the requests under way may be retries.
package struct RetryBudget: Hashable, Sendable {
  /// 0...100; nil means 20.
  package var percent: Double?
  /// So many retries may always be under way; nil or 0 means 3.
  package var minRetryConcurrency: Int?
  /// How far back requests count; nil counts those that are under way.
  package var interval: Duration?

  package init(percent: Double? = nil, minRetryConcurrency: Int? = nil, interval: Duration? = nil) {
    self.percent = percent
    self.minRetryConcurrency = minRetryConcurrency
    self.interval = interval
  }
}
