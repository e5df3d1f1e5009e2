import MeshAPI
import MeshModel

/// Decides which connections a gateway's listener takes, and what becomes of them.
struct GatewayChains {
  typealias Chain = GatewayListenerInputs.Chain

  private let scope: ProxyScope
  private let destinations: ConnectionDestinations

  init(scope: ProxyScope) {
    self.scope = scope
    destinations = ConnectionDestinations(scope: scope)
  }

  /// In the order of the servers and their rules. No two take the same connections: what came first counts, and of a chain that is
  /// for several server names, those stay that are free.
  func chains(of listener: MergedGateway.Listener) -> [Chain] {
    switch listener.kind {
    case .http: return http(listener)
    case .bytes: return listener.servers.compactMap { server in bytes(of: server).map { Chain($0) } }
    case .tls:
      var taken: Set<Condition> = []
      return listener.servers.flatMap(chains(ofTLS:)).compactMap { Self.untaken(of: $0, &taken) }
    }
  }

  /// What earlier chains leave of one, which is taken now; nil where that is nothing.
  private static func untaken(of chain: Chain, _ taken: inout Set<Condition>) -> Chain? {
    let names: [String?] = chain.serverNames.isEmpty ? [nil] : chain.serverNames
    let free = names.filter { name in
      let conditions = Condition.all(of: name, chain.applicationProtocols)
      guard taken.isDisjoint(with: conditions) else { return false }
      taken.formUnion(conditions)
      return true
    }
    guard !free.isEmpty else { return nil }
    var rest = chain
    rest.serverNames = free.compactMap { $0 }
    return rest
  }

  /// What may lead a connection to a chain. Proxies refuse a listener in which one leads to two.
  private struct Condition: Hashable {
    /// nil for any.
    var serverName: String?
    var applicationProtocol: String?

    static func all(of name: String?, _ protocols: [String]) -> Set<Condition> {
      let protocols = protocols.isEmpty ? [nil] : protocols.map { Optional($0) }
      return Set(protocols.map { Condition(serverName: name, applicationProtocol: $0) })
    }
  }

  // MARK: HTTP

  private func http(_ listener: MergedGateway.Listener) -> [Chain] {
    guard let route = listener.routeName else { return [] }
    // The first server decides (Istio's rule).
    let spoken = listener.servers.first.flatMap { PortProtocol(named: $0.settings.port.protocol) }
    return [Chain(.http(route: route, translatesGRPCWeb: spoken == .grpcWeb))]
  }

  // MARK: TLS

  private func chains(ofTLS server: MergedGateway.Server) -> [Chain] {
    guard let settings = server.settings.tls else { return [] }
    switch settings.mode {
    case .passthrough: return passthrough(server)
    case .autoPassthrough: return PeerPassthrough(scope: scope).chains(of: server)
    case .simple, .mutual, .optionalMutual, .istioMutual: return termination(server, settings)
    }
  }

  private func termination(_ server: MergedGateway.Server, _ settings: ServerTLSSettings) -> [Chain] {
    guard let tls = ServerTLSPlan(settings, mesh: scope.mesh.value, hasAgent: scope.key.hasCertificates) else { return [] }
    var chain: Chain
    if let route = server.routeName {
      chain = Chain(.http(route: route, translatesGRPCWeb: false))
      chain.statPrefix = server.settings.name.flatMap { $0.isEmpty ? nil : $0 }
    } else if let (tcp, rule) = bytes(of: server) {
      chain = Chain((tcp, rule))
    } else {
      return []
    }
    chain.serverNames = server.serverNames
    chain.tls = tls
    return [chain]
  }

  /// A chain for each set of server names that some `tls` rule asks for.
  private func passthrough(_ server: MergedGateway.Server) -> [Chain] {
    rules(for: server).flatMap { rule in
      rule.tls.flatMap { entry -> [Chain] in
        guard !entry.route.route.isEmpty else { return [] }
        return entry.route.match.filter { $0.counts(at: server) }.map { match in
          var chain = Chain((proxy(of: entry.route, in: rule, server), rule.object.key))
          chain.serverNames = match.serverNames
          return chain
        }
      }
    }
  }

  // MARK: Bytes

  /// What the first `tcp` rule for a server does; nil where there is none.
  private func bytes(of server: MergedGateway.Server) -> (TCPProxyPlan, ObjectKey)? {
    for rule in rules(for: server) {
      for entry in rule.tcp where !entry.route.route.isEmpty {
        let matches = entry.route.match
        guard matches.isEmpty || matches.contains(where: { $0.counts(at: server) }) else { continue }
        return (proxy(of: entry.route, in: rule, server), rule.object.key)
      }
    }
    return nil
  }

  private func proxy(of route: ConnectionRoute, in rule: ResolvedVirtualService, _ server: MergedGateway.Server) -> TCPProxyPlan {
    let port = server.settings.port
    return destinations.proxy(
      of: route, in: rule, port: port.number, spoken: PortProtocol(named: port.protocol) ?? .tcp)
  }

  /// The VirtualServices with rules for connections that a server may have, in precedence order.
  private func rules(for server: MergedGateway.Server) -> [ResolvedVirtualService] {
    scope.gatewayVirtualServices.filter { rule in
      rule.routesConnections && rule.gateways.contains(server.gatewayName)
        && server.hosts.contains { listed in
          (listed.namespace == nil || listed.namespace == rule.object.namespace)
            && rule.hosts.contains { $0.overlaps(listed.name) }
        }
    }
  }
}

extension GatewayListenerInputs.Chain {
  fileprivate init(_ bytes: (TCPProxyPlan, ObjectKey)) {
    self.init(.tcp(bytes.0))
    origin = bytes.1
  }
}

extension ConnectionMatch {
  /// Whether the match counts at a server of a gateway: addresses and clients are not asked for there (Istio's rule).
  fileprivate func counts(at server: MergedGateway.Server) -> Bool {
    (port == nil || port == server.settings.port.number) && (gateways.isEmpty || gateways.contains(server.gatewayName))
  }
}
