/// Istio's `DestinationRule` (networking.istio.io/v1): policies for traffic to a host, and its subsets.
package struct DestinationRule: Hashable, Sendable {
  package var host: String
  package var trafficPolicy: TrafficPolicy?
  package var subsets: [Subset]
  package var exportTo: [String]
  /// The clients that this rule is for; nil means all of them.
  package var workloadSelector: [String: String]?

  package init(
    host: String, trafficPolicy: TrafficPolicy? = nil, subsets: [Subset] = [], exportTo: [String] = [],
    workloadSelector: [String: String]? = nil
  ) {
    self.host = host
    self.trafficPolicy = trafficPolicy
    self.subsets = subsets
    self.exportTo = exportTo
    self.workloadSelector = workloadSelector
  }
}

/// A named part of a service's endpoints (Istio `Subset`).
package struct Subset: Hashable, Sendable {
  package var name: String
  package var labels: [String: String]
  package var trafficPolicy: TrafficPolicy?

  package init(name: String, labels: [String: String] = [:], trafficPolicy: TrafficPolicy? = nil) {
    self.name = name
    self.labels = labels
    self.trafficPolicy = trafficPolicy
  }
}

/// Istio `TrafficPolicy`.
package struct TrafficPolicy: Hashable, Sendable {
  package var loadBalancer: LoadBalancerSettings?
  package var connectionPool: ConnectionPoolSettings?
  package var outlierDetection: OutlierDetection?
  package var tls: ClientTLSSettings?
  /// Settings of single ports; each replaces the policy of its port, it never merges (Istio's rule).
  package var portLevelSettings: [PortTrafficPolicy] = []

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

/// Istio `LoadBalancerSettings`.
package struct LoadBalancerSettings: Hashable, Sendable {
  package enum Simple: String, Hashable, Sendable {
    case unspecified = "UNSPECIFIED"
    case random = "RANDOM"
    case passthrough = "PASSTHROUGH"
    case roundRobin = "ROUND_ROBIN"
    case leastRequest = "LEAST_REQUEST"
    /// Deprecated by Istio; means `leastRequest`.
    case leastConnections = "LEAST_CONN"
  }
  package var simple: Simple?
  package var consistentHash: ConsistentHash?
  package var localityLbSetting: LocalityLoadBalancerSetting?
  package var warmup: Warmup?

  package init() {}
}

/// Istio `LoadBalancerSettings.ConsistentHashLB`.
package struct ConsistentHash: Hashable, Sendable {
  package struct Cookie: Hashable, Sendable {
    package struct Attribute: Hashable, Sendable {
      package var name: String
      package var value: String?
      package init(name: String, value: String? = nil) {
        self.name = name
        self.value = value
      }
    }
    package var name: String
    package var path: String?
    package var ttl: Duration?
    package var attributes: [Attribute]
    package init(name: String, path: String? = nil, ttl: Duration? = nil, attributes: [Attribute] = []) {
      self.name = name
      self.path = path
      self.ttl = ttl
      self.attributes = attributes
    }
  }
  package enum Key: Hashable, Sendable {
    case header(String)
    case cookie(Cookie)
    case sourceIP
    case queryParameter(String)
  }
  package enum Algorithm: Hashable, Sendable {
    /// `minimumRingSize`: nil means 1024.
    case ringHash(minimumRingSize: Int?)
    /// `tableSize`: a prime below 5,000,011; nil means 65537.
    case maglev(tableSize: Int?)
  }
  package var key: Key
  package var algorithm: Algorithm

  package init(key: Key, algorithm: Algorithm = .ringHash(minimumRingSize: nil)) {
    self.key = key
    self.algorithm = algorithm
  }
}

/// Istio `LocalityLoadBalancerSetting`.
package struct LocalityLoadBalancerSetting: Hashable, Sendable {
  package struct Distribute: Hashable, Sendable {
    /// `region/zone/subzone`, trailing parts may be missing or `*`.
    package var from: String
    /// Percent for each destination locality; the sum is 100.
    package var to: [String: Int]
    package init(from: String, to: [String: Int]) {
      self.from = from
      self.to = to
    }
  }
  package struct Failover: Hashable, Sendable {
    package var from: String
    package var to: String
    package init(from: String, to: String) {
      self.from = from
      self.to = to
    }
  }
  /// nil means on.
  package var enabled: Bool?
  package var distribute: [Distribute] = []
  package var failover: [Failover] = []
  package var failoverPriority: [String] = []

  package init() {}
}

/// Istio `WarmupConfiguration` (and the deprecated `warmupDurationSecs`).
package struct Warmup: Hashable, Sendable {
  package var duration: Duration
  /// 0...100; nil leaves it to the proxy (10).
  package var minimumPercent: Double?
  /// At least 1; nil leaves it to the proxy (1).
  package var aggression: Double?

  package init(duration: Duration, minimumPercent: Double? = nil, aggression: Double? = nil) {
    self.duration = duration
    self.minimumPercent = minimumPercent
    self.aggression = aggression
  }
}

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

  package init() {}
}
