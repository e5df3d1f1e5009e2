import MeshAPI
package import MeshModel

/// How the localities of a service's endpoints matter to a class of proxies, by the rules that apply.
package struct LocalityPreference: Hashable, Sendable {
  package var order: LocalityOrder
  /// Whether the cluster must look at the weights of localities.
  package var weighsLocalities: Bool

  /// Reads the locality settings in force: those of the policy, else the service's traffic distribution, else the mesh's (which are
  /// on unless switched off). `distribute` works by itself; failover only where outlier detection tells when a host has failed, or
  /// where the service's traffic distribution asks for it.
  package init(for service: Service, policy: PortPolicy, in scope: ProxyScope) {
    self.init(order: .none, weighsLocalities: false)
    let own = policy.loadBalancer?.localityLbSetting
    let distribution = own == nil ? service.trafficDistribution.flatMap(Self.failoverPriority(of:)) : nil
    let setting = own ?? scope.mesh.localityLbSetting ?? LocalityLoadBalancerSetting()
    if let distribution {
      weighsLocalities = true
      order = .labels(Self.wanted(distribution, by: scope.key))
      return
    }
    guard setting.enabled ?? true else { return }
    if !setting.distribute.isEmpty {
      weighsLocalities = true
      let match = setting.distribute.first { LocalityPattern($0.from).matches(scope.key.locality) }
      if let match { order = .shares(LocalityOrder.Share.sorted(match.to)) }
    } else if policy.outlierDetection != nil {
      weighsLocalities = !setting.failover.isEmpty || !setting.failoverPriority.isEmpty
      if setting.failoverPriority.isEmpty {
        let region = scope.key.locality.region
        order = .nearest(
          to: scope.key.locality, thenRegion: setting.failover.first { $0.from == region }?.to)
      } else {
        order = .labels(Self.wanted(setting.failoverPriority, by: scope.key))
      }
    }
  }

  private init(order: LocalityOrder, weighsLocalities: Bool) {
    self.order = order
    self.weighsLocalities = weighsLocalities
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
