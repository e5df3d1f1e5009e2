package import MeshAPI
package import MeshModel

/// All that the hosts of one cluster depend on: the endpoints of its service, which of them belong to its port and subset, and, only
/// where rules prefer some localities, where the proxy is.
package struct LoadAssignmentInputs: PlanInputs {
  /// The cluster's name.
  package var name: String
  /// nil where the service has none.
  package var endpoints: Shared<ServiceEndpoints>?
  /// The name of the service port.
  package var servicePort: String
  /// Labels that endpoints must carry: those of the subset.
  package var labels: [String: String]
  /// The node that endpoints must be on, for services that keep traffic on its node; nil for others.
  package var node: String?
  package var order: LocalityOrder
  /// Whether draining endpoints are listed too, for the sessions that are bound to them.
  package var keepsDrainingHosts: Bool
  /// Whether the proxy can resolve host names; where it cannot, endpoints that have no address are left out.
  package var resolvesNames: Bool
  package var marks: PeerMarks
  /// Whether endpoints that take no mutual TLS are left out.
  package var takesPeersAlone = false
  package var origins: [ObjectKey]

  package func plan() -> LoadAssignmentPlan {
    LoadAssignmentPlan(name: name, origins: origins, groups: order.groups(of: selected, marks: marks))
  }

  /// Whether there is no host at all.
  package var isEmpty: Bool { selected.isEmpty }

  /// The endpoints that belong here, in the order of the service.
  private var selected: [Endpoint] {
    (endpoints?.endpoints ?? []).filter { endpoint in
      endpoint.servicePort == servicePort && isUsable(endpoint)
        && labels.allSatisfy { endpoint.labels[$0.key] == $0.value } && (!takesPeersAlone || isPeer(endpoint))
    }
  }

  /// Where a rule says how to speak with all endpoints, what each of them can is still their own word.
  private func isPeer(_ endpoint: Endpoint) -> Bool { marks == .none ? endpoint.speaksMutualTLS : marks.contains(endpoint) }

  private func isUsable(_ endpoint: Endpoint) -> Bool {
    if let node, endpoint.nodeName != node { return false }
    if case .hostname = endpoint.address, !resolvesNames { return false }
    switch endpoint.health {
    case .healthy, .unknown: return true
    case .draining: return keepsDrainingHosts
    case .unhealthy: return false
    }
  }
}

extension LoadAssignmentInputs {
  /// The inputs for one port of a service, or for one subset behind it.
  /// - Parameter rule: the one that applies to the service in this scope.
  init(
    _ service: Service, port: ServicePort, subset: Subset?, rule: MergedDestinationRule?,
    endpoints: Shared<ServiceEndpoints>?, in scope: ProxyScope
  ) {
    let policy = rule?.policy(port: port.number, subset: subset) ?? PortPolicy()
    self.init(
      name: ClusterName.outbound(port: port.number, subset: subset?.name, host: service.hostname),
      endpoints: endpoints, servicePort: port.name, labels: subset?.labels ?? [:],
      node: service.isNodeLocal ? scope.key.nodeName : nil,
      order: LocalityPreference(for: service, policy: policy, in: scope).order,
      keepsDrainingHosts: service.keepsSessions, resolvesNames: service.writesEndpointsIntoClusters,
      marks: PeerMarks(of: endpoints, port: port.name, policy: policy, in: scope),
      origins: (rule?.objects.map(\.key) ?? []) + [service.origin])
  }
}

extension Service {
  /// Whether sessions may be bound to single endpoints, so that these are still needed while they drain (Istio's label).
  var keepsSessions: Bool { labels["istio.io/persistent-session"].map { !$0.isEmpty } ?? false }
}
