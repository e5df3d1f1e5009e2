import MeshAPI
package import MeshModel

/// How the localities of a service's endpoints matter to a class of proxies, by the rules that apply.
package struct LocalityPreference: Hashable, Sendable {
  package var order: LocalityOrder
  package var use: ClusterPlan.LocalityUse

  /// Reads the locality settings in force: zone awareness where the policy switches it on, else the policy's locality settings, else
  /// the service's traffic distribution, else the mesh's settings (which are on unless switched off). `distribute` works by itself;
  /// failover only where outlier detection tells when a host has failed, or where the service's traffic distribution asks for it.
  package init(for service: Service, policy: PortPolicy, in scope: ProxyScope) {
    self.init(order: .none, use: .alike)
    if let zones = policy.loadBalancer?.zoneAwareLbSetting, zones.enabled == true {
      self.init(zones, in: scope)
      return
    }
    let own = policy.loadBalancer?.localityLbSetting
    let distribution = own == nil ? service.trafficDistribution.flatMap(Self.failoverPriority(of:)) : nil
    let setting = own ?? scope.mesh.localityLbSetting ?? LocalityLoadBalancerSetting()
    if let distribution {
      use = .weighted
      order = .labels(Self.wanted(distribution, by: scope.key))
      return
    }
    guard setting.enabled ?? true else { return }
    if !setting.distribute.isEmpty {
      use = .weighted
      let match = setting.distribute.first { LocalityPattern($0.from).matches(scope.key.locality) }
      if let match { order = .shares(LocalityOrder.Share.sorted(match.to)) }
    } else if policy.outlierDetection != nil {
      if !setting.failover.isEmpty || !setting.failoverPriority.isEmpty { use = .weighted }
      let places = Self.places(failover: setting.failover, ranksZones: true, in: scope)
      let labels = setting.failoverPriority
      // Regions decide among equal labels only where the setting speaks of them (Istio's rule).
      order =
        labels.isEmpty
        ? .places(places) : .labels(Self.wanted(labels, by: scope.key), then: setting.failover.isEmpty ? nil : places)
    }
  }

  /// The proxy weighs the zones of its own region itself; other regions are for when that fails.
  private init(_ setting: ZoneAwareLoadBalancerSetting, in scope: ProxyScope) {
    let places = Self.places(failover: setting.failover, ranksZones: false, in: scope)
    let labels = setting.failoverPriority
    self.init(
      order: labels.isEmpty ? .places(places) : .labels(Self.wanted(labels, by: scope.key), then: places),
      use: .zoneAware(minimumHosts: setting.minClusterSize))
  }

  private init(order: LocalityOrder, use: ClusterPlan.LocalityUse) {
    self.order = order
    self.use = use
  }

  private static func places(
    failover: [LocalityLoadBalancerSetting.Failover], ranksZones: Bool, in scope: ProxyScope
  ) -> LocalityOrder.Places {
    let home = scope.key.locality
    return LocalityOrder.Places(
      home: home, thenRegion: failover.first { $0.from == home.region }?.to, ranksZones: ranksZones)
  }

  /// The labels by which a Kubernetes traffic distribution orders endpoints; nil for one that means nothing here.
  private static func failoverPriority(of distribution: String) -> [String]? {
    let near = [
      TopologyLabel.network, TopologyLabel.region, TopologyLabel.zone, TopologyLabel.subZone,
    ].map(\.rawValue)
    switch distribution {
    case "PreferClose", "PreferSameZone": return near
    case "PreferSameNode": return near + [TopologyLabel.node.rawValue]
    default: return nil
    }
  }

  /// Each entry is `key` (the proxy's own value is wanted) or `key=value`.
  private static func wanted(_ priorities: [String], by proxy: ScopeKey) -> [LocalityOrder.Label] {
    priorities.map { entry in
      let parts = entry.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      let key = parts.first ?? ""
      if parts.count > 1 { return LocalityOrder.Label(key: key, value: parts[1]) }
      return LocalityOrder.Label(key: key, value: TopologyLabel(rawValue: key)?.value(for: proxy) ?? proxy.labels[key] ?? "")
    }
  }
}
