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
  package var zoneAwareLbSetting: ZoneAwareLoadBalancerSetting?
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

/// Istio `ZoneAwareLoadBalancerSetting`: the proxy prefers its own zone as far as that zone's endpoints can take its share.
package struct ZoneAwareLoadBalancerSetting: Hashable, Sendable {
  /// nil means off.
  package var enabled: Bool?
  /// Which region comes after the proxy's own.
  package var failover: [LocalityLoadBalancerSetting.Failover] = []
  /// Labels, or `label=value`, that rank endpoints before their regions do.
  package var failoverPriority: [String] = []
  /// Below so many hosts zones do not matter; at least 1, nil leaves it to the proxy (6).
  package var minClusterSize: Int?

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
