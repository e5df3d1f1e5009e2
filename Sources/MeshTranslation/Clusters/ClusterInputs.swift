package import MeshAPI

/// All that one cluster depends on.
package struct ClusterInputs: PlanInputs {
  package enum Role: Hashable, Sendable {
    /// `outbound|PORT|SUBSET|HOST`.
    case outbound(Outbound)
    /// `inbound|PORT||`.
    case inbound(Inbound)
    case passthrough
    case blackHole
    case inboundPassthrough
  }

  /// What a cluster takes from the mesh's settings and from the class of its proxy.
  package struct Settings: Hashable, Sendable {
    package var connectTimeout: Duration
    package var tcpKeepalive: TCPKeepalive?
    package var dnsRefreshRate: Duration
    package var upgradesToHTTP2: Bool
    /// How statistics call the cluster; nil for its own name.
    package var statName: String?
    /// Whether the proxy has IPv6 addresses only, where that matters; false otherwise.
    package var isIPv6Only: Bool

    package init(mesh: MeshConfig, isIPv6Only: Bool = false) {
      connectTimeout = mesh.connectTimeout
      tcpKeepalive = mesh.tcpKeepalive
      dnsRefreshRate = mesh.dnsRefreshRate
      upgradesToHTTP2 = mesh.upgradesToHTTP2
      self.isIPv6Only = isIPv6Only
    }
  }

  package var role: Role
  package var settings: Settings

  package init(role: Role, settings: Settings) {
    self.role = role
    self.settings = settings
  }

  package var name: String {
    switch role {
    case .outbound(let outbound) where outbound.isLedOn:
      ClusterName.serverName(port: outbound.port, subset: outbound.subset, host: outbound.service.host)
    case .outbound(let outbound): ClusterName.outbound(port: outbound.port, subset: outbound.subset, host: outbound.service.host)
    case .inbound(let inbound): ClusterName.inbound(port: inbound.port)
    case .passthrough: ClusterName.passthrough
    case .blackHole: ClusterName.blackHole
    case .inboundPassthrough: ClusterName.inboundPassthrough
    }
  }

  package func plan() -> ClusterPlan {
    switch role {
    case .outbound(let outbound): plan(outbound)
    case .inbound(let inbound): plan(inbound)
    case .passthrough: passthrough(from: nil)
    case .blackHole: ClusterPlan(name: name, discovery: .nowhere, connectTimeout: settings.connectTimeout)
    case .inboundPassthrough: passthrough(from: Self.inboundSourceAddress(isIPv6: settings.isIPv6Only))
    }
  }

  /// Where connections from a sidecar to its own workload come from, so that capture rules can tell them from others (Istio's).
  static func inboundSourceAddress(isIPv6: Bool) -> String { isIPv6 ? "::6" : "127.0.0.6" }

  private func passthrough(from sourceAddress: String?) -> ClusterPlan {
    var plan = ClusterPlan(
      name: name, discovery: .originalDestination(isKept: false), connectTimeout: settings.connectTimeout)
    plan.limits = ClusterPlan.Limits()
    plan.tcpKeepalive = settings.tcpKeepalive
    plan.upstreamProtocol = .sameAsClient
    // Nobody else bounds how long connections to unknown places stay open (Istio's five minutes).
    plan.connectionUse.idleTimeout = .seconds(300)
    plan.sourceAddress = sourceAddress
    return plan
  }
}
