import MeshAPI
import MeshModel

/// The rules for connections that apply behind one egress listener of a sidecar.
struct EgressConnections: Sendable {
  private let client: RouteClient
  private let destinations: ConnectionDestinations
  /// VirtualServices with `tls` or `tcp` rules, in precedence order.
  private let rules: [ResolvedVirtualService]
  /// Places in `rules`.
  private var byHost: [Hostname: [Int]] = [:]
  private var wildcards: [(host: Hostname, place: Int)] = []

  init(_ egress: EgressScope, in scope: ProxyScope) {
    client = RouteClient(gateway: "mesh", namespace: scope.key.namespace, labels: scope.key.labels)
    destinations = ConnectionDestinations(scope: scope)
    rules = egress.connectionRules
    for (place, rule) in rules.enumerated() {
      for host in rule.hosts {
        if host.isWildcard { wildcards.append((host, place)) } else { byHost[host, default: []].append(place) }
      }
    }
  }

  /// The VirtualServices for a host, in precedence order. A rule for one of the names that a wildcard service stands for is a rule
  /// for that service (Istio's rule).
  private func rules(for host: Hostname) -> [ResolvedVirtualService] {
    if rules.isEmpty { return [] }
    if host.isWildcard { return rules.filter { $0.hosts.contains { $0.overlaps(host) } } }
    let places = Set((byHost[host] ?? []) + wildcards.filter { $0.host.covers(host) }.map(\.place))
    return places.sorted().map { rules[$0] }
  }

  // MARK: TLS

  /// The chains that rules give to connections with TLS, told apart by server name; empty where none applies, and then the service's
  /// default counts.
  ///
  /// - Parameters:
  ///   - port: the port that applications call; 0 for a unix socket, where there are no original destinations.
  ///   - block: the service's own part of the listener's address; nil for all of it.
  func tls(
    to host: Hostname, port: Int, spoken: PortProtocol, block: AddressBlock?
  ) -> [OutboundListenerInputs.Bytes] {
    var chains: [OutboundListenerInputs.Bytes] = []
    for rule in rules(for: host) {
      for entry in rule.tls {
        for match in entry.route.match where match.counts(for: client, port: port) {
          let blocks = port > 0 ? match.destinationBlocks : []
          var chain = OutboundListenerInputs.Bytes(
            destinations.proxy(of: entry.route, in: rule, port: port, spoken: spoken), rule: rule.object.key)
          chain.serverNames = match.serverNames
          chain.destinations = blocks.isEmpty ? [block].compactMap { $0 } : blocks
          chains.append(chain)
        }
      }
    }
    return chains
  }

  // MARK: TCP

  /// The chains that rules give to connections without TLS.
  ///
  /// - Parameters: as for `tls`.
  /// - Returns: `takesAll` is true where some rule leaves nothing for the service's default.
  func tcp(
    to host: Hostname, port: Int, spoken: PortProtocol, block: AddressBlock?
  ) -> (chains: [OutboundListenerInputs.Bytes], takesAll: Bool) {
    var chains: [OutboundListenerInputs.Bytes] = []
    for rule in rules(for: host) {
      for entry in rule.tcp {
        let matches = entry.route.match.filter { $0.counts(for: client, port: port) }
        if matches.isEmpty, !entry.route.match.isEmpty { continue }
        let chain = OutboundListenerInputs.Bytes(
          destinations.proxy(of: entry.route, in: rule, port: port, spoken: spoken), rule: rule.object.key)
        if matches.isEmpty || matches.contains(where: { $0.isForAllConnections(port: port) }) {
          return (chains + [chain.narrowed(to: block)], true)
        }
        chains += Self.chains(chain, for: matches, port: port, block: block)
      }
    }
    return (chains, false)
  }

  /// One chain for all matches that ask for nothing but a destination, and one for each that asks for a source.
  private static func chains(
    _ chain: OutboundListenerInputs.Bytes, for matches: [ConnectionMatch], port: Int, block: AddressBlock?
  ) -> [OutboundListenerInputs.Bytes] {
    var chains: [OutboundListenerInputs.Bytes] = []
    var byDestination = chain
    byDestination.destinations = matches.filter { $0.sourceBlocks.isEmpty }.flatMap(\.destinationBlocks)
    // Istio leaves the rule's name off such a chain; tools that read it see the same here.
    byDestination.rule = nil
    if !byDestination.destinations.isEmpty { chains.append(byDestination) }
    for match in matches where !match.sourceBlocks.isEmpty {
      var bySource = chain
      bySource.sources = match.sourceBlocks
      let blocks = port > 0 ? match.destinationBlocks : []
      bySource.destinations = blocks.isEmpty ? [block].compactMap { $0 } : blocks
      chains.append(bySource)
    }
    return chains
  }
}

extension EgressScope {
  /// The VirtualServices with rules for connections; in precedence order.
  var connectionRules: [ResolvedVirtualService] { virtualServices.filter(\.routesConnections) }
}

extension OutboundListenerInputs.Bytes {
  fileprivate func narrowed(to block: AddressBlock?) -> Self {
    var chain = self
    chain.destinations = [block].compactMap { $0 }
    return chain
  }
}

extension ConnectionMatch {
  /// Whether nothing is asked of a connection itself. Those to a unix socket have no original destination to ask for.
  fileprivate func isForAllConnections(port: Int) -> Bool {
    sourceBlocks.isEmpty && (port == 0 || destinationBlocks.isEmpty)
  }

  /// As proxies compare them: in lower case; sorted. Empty where every name is meant.
  var serverNames: [String] {
    sniHosts.contains("*") ? [] : Set(sniHosts.map { $0.lowercased() }).sorted()
  }
}
