package import MeshAPI

/// What the listener for one address and port depends on: the services behind it, reduced to what the listener says of them.
package struct OutboundListenerInputs: Hashable, Sendable {
  /// One kind of connection that the listener takes.
  package enum Chain: Hashable, Sendable {
    /// HTTP, with routes that are looked up by name.
    case http(HTTP)
    /// Bytes; for all connections that no other chain takes where both conditions are empty.
    ///
    /// - Parameters:
    ///   - serverNames: TLS server names; empty for any.
    ///   - block: original destinations; nil for any.
    case tcp(TCPProxyPlan, serverNames: [String], block: AddressBlock?)
  }
  package struct HTTP: Hashable, Sendable {
    package var route: String
    package var translatesGRPCWeb: Bool
    /// Whether other connections than HTTP may arrive, so that HTTP must be detected.
    package var isSniffed: Bool
  }

  package var address: ListenerPlan.Address
  package var bindsToPort: Bool
  /// Conditions are unique.
  package var chains: [Chain]
  /// How long the detection of HTTP may take; zero for ever.
  package var detectionTimeout: Duration
  /// Where connections go that no chain takes.
  package var fallbackCluster: String
  package var accessLog: AccessLogPlan?
  package var origins: [ObjectKey]

  /// `ADDRESS_PORT`, or the path of a unix socket.
  package var name: String { address.listenerName }

  /// The route configuration that the listener asks for; nil where it takes no HTTP.
  package var routeName: String? {
    for case .http(let http) in chains { return http.route }
    return nil
  }

  func plan() -> ListenerPlan {
    var plan = ListenerPlan(name: name, address: address, direction: .outbound)
    plan.bindsToPort = bindsToPort
    plan.acceptsOneByOne = bindsToPort
    plan.origins = origins
    for chain in chains {
      switch chain {
      case .http(let http):
        plan.chains.append(planned(http))
        if http.isSniffed { plan.httpInspection = ListenerPlan.Inspection() }
      case .tcp(let tcp, let serverNames, let block):
        let planned = planned(tcp, serverNames: serverNames, block: block)
        if planned.takesEverything { plan.defaultChain = planned } else { plan.chains.append(planned) }
        if !serverNames.isEmpty { plan.tlsInspection = ListenerPlan.Inspection() }
      }
    }
    plan.detectionTimeout = plan.httpInspection == nil ? .zero : detectionTimeout
    settleFallback(&plan)
    return plan
  }

  /// Connections that no chain takes go where unknown traffic goes. A chain that takes everything is the only one or the last resort.
  private func settleFallback(_ plan: inout ListenerPlan) {
    if plan.chains.contains(where: \.takesEverything) {
      plan.defaultChain = nil
    } else if let rest = plan.defaultChain, plan.chains.isEmpty {
      plan.chains = [rest]
      plan.defaultChain = nil
    } else if plan.defaultChain == nil {
      plan.defaultChain = FilterChainPlan(
        name: "PassthroughFilterChain", content: .tcp(TCPProxyPlan(cluster: fallbackCluster, accessLog: accessLog)))
    }
  }

  private func planned(_ http: HTTP) -> FilterChainPlan {
    var connection = HTTPConnectionPlan(statPrefix: "outbound_\(name)", role: .sidecarOutbound, routes: .named(http.route))
    connection.translatesGRPCWeb = http.translatesGRPCWeb
    connection.accessLog = accessLog
    var chain = FilterChainPlan(content: .http(connection))
    if http.isSniffed {
      chain.transport = .plainText
      chain.applicationProtocols = FilterChainPlan.plainTextHTTP
    }
    chain.transportTimeout = FilterChainPlan.transportTimeout
    return chain
  }

  private func planned(_ tcp: TCPProxyPlan, serverNames: [String], block: AddressBlock?) -> FilterChainPlan {
    var tcp = tcp
    tcp.accessLog = accessLog
    var chain = FilterChainPlan(content: .tcp(tcp))
    chain.serverNames = serverNames
    chain.destinationBlock = block
    chain.transportTimeout = FilterChainPlan.transportTimeout
    return chain
  }
}
