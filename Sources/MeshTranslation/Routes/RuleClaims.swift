import MeshModel

/// Which VirtualService each host of a port belongs to: the first that names it and has a route for the client.
///
/// Hosts that are no service of the port count only where their rule also binds a service on the port, and on port 80 (Istio's
/// rule).
struct RuleClaims {
  private(set) var rules: [Hostname: ResolvedVirtualService] = [:]
  /// Hosts that are no service on the port, in the order of rules.
  private(set) var strangers: [Hostname] = []
  /// Services that are names for others and have rules of their own.
  private(set) var aliases: [ServicesOnPort.Entry] = []
  /// Hosts in the order in which they were claimed.
  private(set) var order: [(host: Hostname, isService: Bool)] = []

  /// - Parameter only: the one service to ask for.
  init(egress: EgressScope, client: RouteClient, port: Int, only: ServicesOnPort.Entry? = nil) {
    let services = egress.view.byPort[port]
    let wildcards = WildcardRules(egress.virtualServices)
    rules.reserveCapacity(egress.virtualServices.count)
    var hosts: [Hostname] = []
    var bound: [ServicesOnPort.Entry] = []
    for rule in egress.virtualServices where rule.hasRoutes(for: client, port: port) {
      hosts.removeAll(keepingCapacity: true)
      bound.removeAll(keepingCapacity: true)
      for host in rule.hosts {
        if host.isWildcard {
          let candidates = only.map { [$0] } ?? Array((services?.byHost ?? [:]).values)
          let matched = candidates.filter { $0.host.overlaps(host) }
          if matched.isEmpty { hosts.append(host) }
          bound += matched.filter { $0.mayBeHTTP && wildcards.rule(for: $0.host) === rule }
            .sorted { $0.host.rawValue < $1.host.rawValue }
        } else if let entry = services?.byHost[host] {
          if entry.mayBeHTTP, only == nil || only?.host == host { bound.append(entry) }
        } else {
          hosts.append(host)
        }
      }
      if bound.isEmpty, only != nil || port != 80 { continue }
      for host in hosts where rules[host] == nil {
        rules[host] = rule
        strangers.append(host)
        order.append((host, false))
      }
      for entry in bound where rules[entry.host] == nil {
        rules[entry.host] = rule
        order.append((entry.host, true))
        if entry.isAlias { aliases.append(entry) }
      }
    }
  }
}

/// Which VirtualService a service belongs to by a wildcard host: the longest one that covers it, unless another VirtualService
/// names the service itself.
private struct WildcardRules {
  private var exact: Set<Hostname> = []
  private var wildcards: [(host: Hostname, rule: ResolvedVirtualService)] = []

  init(_ rules: [ResolvedVirtualService]) {
    for rule in rules where rule.hasWildcardHost {
      for host in rule.hosts where host.isWildcard {
        if !wildcards.contains(where: { $0.host == host }) { wildcards.append((host, rule)) }
      }
    }
    guard !wildcards.isEmpty else { return }
    wildcards.sort { $0.host < $1.host }
    for rule in rules { exact.formUnion(rule.hosts.filter { !$0.isWildcard }) }
  }

  func rule(for host: Hostname) -> ResolvedVirtualService? {
    exact.contains(host) ? nil : wildcards.first { $0.host.covers(host) }?.rule
  }
}
