/// Istio `ConnectionPoolSettings`.
package struct ConnectionPoolSettings: Hashable, Sendable {
  package struct TCP: Hashable, Sendable {
    package var maxConnections: Int?
    package var connectTimeout: Duration?
    package var tcpKeepalive: TCPKeepalive?
    package var maxConnectionDuration: Duration?
    package var idleTimeout: Duration?
    package init() {}
  }
  package struct HTTP: Hashable, Sendable {
    package enum H2UpgradePolicy: String, Hashable, Sendable {
      case `default` = "DEFAULT"
      case doNotUpgrade = "DO_NOT_UPGRADE"
      case upgrade = "UPGRADE"
    }
    package struct KeepAlive: Hashable, Sendable {
      package var interval: Duration?
      package var timeout: Duration?
      package init(interval: Duration? = nil, timeout: Duration? = nil) {
        self.interval = interval
        self.timeout = timeout
      }
    }
    package var http1MaxPendingRequests: Int?
    package var http2MaxRequests: Int?
    package var maxRequestsPerConnection: Int?
    package var maxRetries: Int?
    package var idleTimeout: Duration?
    package var h2UpgradePolicy: H2UpgradePolicy?
    package var useClientProtocol: Bool?
    package var maxConcurrentStreams: Int?
    package var http2KeepAlive: KeepAlive?
    package init() {}
  }
  package var tcp: TCP?
  package var http: HTTP?

  package init(tcp: TCP? = nil, http: HTTP? = nil) {
    self.tcp = tcp
    self.http = http
  }
}

/// Istio `TcpKeepalive`.
package struct TCPKeepalive: Hashable, Sendable {
  package var probes: Int?
  package var time: Duration?
  package var interval: Duration?

  package init(probes: Int? = nil, time: Duration? = nil, interval: Duration? = nil) {
    self.probes = probes
    self.time = time
    self.interval = interval
  }
}

/// Istio `OutlierDetection`.
package struct OutlierDetection: Hashable, Sendable {
  /// Deprecated by Istio; kept apart because 0 and unset differ.
  package var consecutiveErrors: Int?
  package var consecutiveGatewayErrors: Int?
  package var consecutive5xxErrors: Int?
  package var splitExternalLocalOriginErrors: Bool?
  package var consecutiveLocalOriginFailures: Int?
  package var interval: Duration?
  package var baseEjectionTime: Duration?
  package var maxEjectionPercent: Int?
  package var minHealthPercent: Int?
  /// Status codes of responses that count as failures, sorted; empty for those from 500 on.
  package var httpErrorCodes: [Int] = []

  package init() {}
}
