package import MeshAPI
package import MeshModel

extension ClusterInputs {
  /// What the cluster of one port of a service, or of one subset behind that port, depends on.
  package struct Outbound: Hashable, Sendable {
    package enum Discovery: Hashable, Sendable {
      case endpoints
      /// The endpoints are part of the cluster, since the proxy resolves them.
      case dns(LoadAssignmentInputs)
      case dnsRoundRobin(LoadAssignmentInputs)
      case originalDestination
      /// What each request asks for is looked up.
      case dynamicNames(NameCachePlan)
    }

    package var service: ClusterPlan.ServiceReference
    package var port: Int
    package var `protocol`: PortProtocol
    package var subset: String?
    package var discovery: Discovery
    /// Whether the proxy finds out by itself whether the port speaks HTTP, and which version.
    package var isSniffed: Bool
    package var isMeshExternal: Bool
    /// The policy of this port and subset; its locality settings are left out, and so is what it says of TLS.
    package var policy: PortPolicy
    package var tls: UpstreamTLSPlan
    package var localityUse: ClusterPlan.LocalityUse
    package var keepsDrainingHosts: Bool
    /// Whether connections of mutual TLS are led on as they are, for clients that ask for the cluster by server name.
    package var isLedOn = false
    /// The DestinationRules that were merged, the one whose policy counts first.
    package var destinationRules: [ObjectKey]
    /// The object that the service comes from.
    package var origin: ObjectKey
  }

  func plan(_ outbound: Outbound) -> ClusterPlan {
    var plan = ClusterPlan(name: name, discovery: outbound.plannedDiscovery, connectTimeout: settings.connectTimeout)
    plan.origins = outbound.destinationRules + [outbound.origin]
    plan.prefersIPv6 = settings.isIPv6Only
    plan.apply(outbound.policy.connectionPool, settings: settings)
    plan.upstreamProtocol = outbound.upstreamProtocol(upgrades: settings.upgradesToHTTP2)
    plan.outlierDetection = outbound.policy.outlierDetection
    plan.limits?.retryBudget = outbound.policy.retryBudget
    plan.localityUse = outbound.localityUse
    plan.balancer = plan.discovery.leavesChoice ? .init(outbound.policy.loadBalancer) : .none
    plan.keepsDrainingHosts = outbound.keepsDrainingHosts
    plan.tls = outbound.tls
    plan.proxyProtocol = outbound.policy.proxyProtocol
    plan.services = [outbound.service]
    plan.subset = outbound.subset
    // As Istio has it: only the cluster of the whole service says so.
    plan.isMeshExternal = outbound.isMeshExternal && outbound.subset == nil
    plan.destinationRule = outbound.destinationRules.first
    return plan
  }
}

extension ClusterInputs.Outbound {
  fileprivate var plannedDiscovery: ClusterPlan.Discovery {
    switch discovery {
    case .endpoints: .endpoints
    case .dns(let inputs): .dns(inputs.plan())
    case .dnsRoundRobin(let inputs): .dnsRoundRobin(inputs.plan().keepingOneEndpoint())
    case .originalDestination: .originalDestination(isKept: false)
    case .dynamicNames(let cache): .dynamicNames(cache)
    }
  }

  /// Istio's precedence: `useClientProtocol`, then what the port is known to speak, then the upgrade policy.
  fileprivate func upstreamProtocol(upgrades: Bool) -> ClusterPlan.UpstreamProtocol {
    let http = policy.connectionPool?.http
    if http?.useClientProtocol == true { return .sameAsClient }
    if `protocol`.isHTTP2 { return .http2(maxConcurrentStreams: http?.maxConcurrentStreams.positive) }
    if isSniffed { return .sameAsClient }
    let isUpgraded =
      switch http?.h2UpgradePolicy {
      case .upgrade: true
      case .doNotUpgrade: false
      case .default, nil: upgrades && `protocol`.isHTTP
      }
    return isUpgraded ? .http2(maxConcurrentStreams: http?.maxConcurrentStreams.positive) : .http1
  }
}

extension ClusterPlan.Discovery {
  /// Whether there is more than one host to choose from.
  fileprivate var leavesChoice: Bool {
    switch self {
    case .originalDestination, .dynamicNames: false
    case .endpoints, .dns, .dnsRoundRobin, .fixed, .nowhere: true
    }
  }
}

extension ClusterPlan.Balancer {
  /// Least request is the default (Istio's).
  fileprivate init(_ settings: LoadBalancerSettings?) {
    switch settings?.consistentHash?.algorithm {
    case .ringHash(let size):
      self = .ringHash(minimumSize: size.positive)
      return
    case .maglev(let size):
      self = .maglev(tableSize: size.positive)
      return
    case nil: break
    }
    switch settings?.simple {
    case .random: self = .random
    case .roundRobin: self = .roundRobin(settings?.warmup)
    case .passthrough: self = .none
    case .leastRequest, .leastConnections, .unspecified, nil: self = .leastRequest(settings?.warmup)
    }
  }
}
