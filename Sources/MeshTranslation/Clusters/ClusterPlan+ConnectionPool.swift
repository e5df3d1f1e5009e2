import MeshAPI

extension ClusterPlan {
  /// Takes limits, timeouts and keep-alive from a connection pool; whatever it leaves open comes from the mesh or is unlimited.
  mutating func apply(_ pool: ConnectionPoolSettings?, settings: ClusterInputs.Settings) {
    (dnsRefreshRate, statName) = (settings.dnsRefreshRate, settings.statName)
    limits = Limits(pool)
    connectionUse = ConnectionUse(pool)
    http2KeepAlive = pool?.http?.http2KeepAlive
    if let timeout = pool?.tcp?.connectTimeout { connectTimeout = timeout }
    tcpKeepalive = TCPKeepalive(pool?.tcp?.tcpKeepalive, over: settings.tcpKeepalive)
  }
}

extension ClusterPlan.Limits {
  /// Zero means unset (Istio's fields cannot tell the two apart).
  fileprivate init(_ pool: ConnectionPoolSettings?) {
    connections = (pool?.tcp?.maxConnections).positive
    pendingRequests = (pool?.http?.http1MaxPendingRequests).positive
    requests = (pool?.http?.http2MaxRequests).positive
    retries = (pool?.http?.maxRetries).positive
  }
}

extension ClusterPlan.ConnectionUse {
  /// The idle timeout for TCP stands in where there is none for HTTP (Istio's rule).
  fileprivate init(_ pool: ConnectionPoolSettings?) {
    idleTimeout = pool?.http?.idleTimeout ?? pool?.tcp?.idleTimeout
    maxDuration = pool?.tcp?.maxConnectionDuration
    maxRequests = (pool?.http?.maxRequestsPerConnection).positive
  }
}

extension TCPKeepalive {
  /// The rule's settings field by field, the mesh's for the rest; nil where neither sets any.
  fileprivate init?(_ rule: TCPKeepalive?, over mesh: TCPKeepalive?) {
    guard rule != nil || mesh != nil else { return nil }
    self.init(
      probes: (rule?.probes).positive ?? (mesh?.probes).positive, time: rule?.time ?? mesh?.time,
      interval: rule?.interval ?? mesh?.interval)
  }
}

extension Int? {
  /// nil where the value is zero or less.
  var positive: Int? { flatMap { $0 > 0 ? $0 : nil } }
}
