package import MeshAPI

/// What the listener for one address and port depends on: the services behind it, reduced to what the listener says of them.
package struct OutboundListenerInputs: Hashable, Sendable {
  /// One kind of connection that the listener takes.
  package enum Chain: Hashable, Sendable {
    /// HTTP, with routes that are looked up by name.
    case http(HTTP)
    case tcp(Bytes)
  }
  /// Connections that are bytes; all that no other chain takes where no condition is set.
  package struct Bytes: Hashable, Sendable {
    package var proxy: TCPProxyPlan
    /// TLS server names, sorted; empty for any.
    package var serverNames: [String] = []
    /// Original destinations; empty for any.
    package var destinations: [AddressBlock] = []
    /// Where connections come from; empty for anywhere.
    package var sources: [AddressBlock] = []
    /// The VirtualService that says so.
    package var rule: ObjectKey?

    package init(_ proxy: TCPProxyPlan, rule: ObjectKey? = nil) {
      self.proxy = proxy
      self.rule = rule
    }
  }
  package struct HTTP: Hashable, Sendable {
    package var route: String
    package var translatesGRPCWeb: Bool
    /// Whether other connections than HTTP may arrive, so that HTTP must be detected.
    package var isSniffed: Bool
    /// Where some service behind the listener is looked up by the name that is asked for; nil elsewhere.
    package var nameCache: NameCachePlan?
  }

  package var address: ListenerPlan.Address
  package var bindsToPort: Bool
  /// No connection fits two of them equally well.
  package var chains: [Chain]
  /// How long the detection of HTTP may take; zero for ever.
  package var detectionTimeout: Duration
  /// Where connections go that no chain takes.
  package var fallbackCluster: String
  package var accessLog: AccessLogPlan?
  package var http: HTTPConnectionSettings
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
      case .tcp(let bytes):
        let planned = planned(bytes)
        if planned.takesEverything { plan.defaultChain = planned } else { plan.chains.append(planned) }
        if !bytes.serverNames.isEmpty { plan.tlsInspection = ListenerPlan.Inspection() }
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
    connection.nameCache = http.nameCache
    connection.settings = self.http
    var chain = FilterChainPlan(content: .http(connection))
    if http.isSniffed {
      chain.transport = .plainText
      chain.applicationProtocols = FilterChainPlan.plainTextHTTP
    }
    chain.transportTimeout = FilterChainPlan.transportTimeout
    return chain
  }

  private func planned(_ bytes: Bytes) -> FilterChainPlan {
    var tcp = bytes.proxy
    tcp.accessLog = accessLog
    var chain = FilterChainPlan(content: .tcp(tcp))
    chain.serverNames = bytes.serverNames
    chain.destinationBlocks = bytes.destinations
    chain.sourceBlocks = bytes.sources
    chain.rule = bytes.rule
    chain.transportTimeout = FilterChainPlan.transportTimeout
    return chain
  }
}
