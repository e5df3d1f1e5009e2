package import MeshAPI
package import MeshModel

/// What the listener for one address and port of a gateway depends on.
package struct GatewayListenerInputs: Hashable, Sendable {
  /// One kind of connection that the listener takes.
  package struct Chain: Hashable, Sendable {
    package enum Content: Hashable, Sendable {
      /// Requests, answered by the route configuration of this name.
      case http(route: String, translatesGRPCWeb: Bool)
      case tcp(TCPProxyPlan)
    }
    /// TLS server names; empty for any.
    package var serverNames: [String] = []
    /// As the client offers them; empty for any.
    package var applicationProtocols: [String] = []
    /// TLS that ends here; nil where bytes go on as they are.
    package var tls: ServerTLSPlan?
    package var content: Content
    /// Statistics of requests are kept under this name; nil for the listener's.
    package var statPrefix: String?
    /// Whether the policies for the workload count; they do not where connections only pass on their way to another proxy.
    package var isSecured = true
    /// The VirtualService that says where bytes go.
    package var origin: ObjectKey?

    init(_ content: Content) { self.content = content }
  }

  package var name: String
  package var address: ListenerPlan.Address
  /// Conditions are unique; at least one chain.
  package var chains: [Chain]
  package var accessLog: AccessLogPlan?
  /// Where requests may be for services that are looked up by the very name that is asked for; nil where there are none.
  package var nameCache: NameCachePlan?
  package var http: HTTPConnectionSettings
  package var security: Shared<SecurityInputs>
  /// The objects that have a say here, in the order of precedence.
  package var origins: [ObjectKey]

  /// The route configurations that the listener asks for.
  package var routeNames: [String] {
    chains.compactMap { if case .http(let route, _) = $0.content { route } else { nil } }
  }

  func plan() -> ListenerPlan {
    var plan = ListenerPlan(name: name, address: address, direction: .outbound, chains: chains.map(planned))
    if chains.contains(where: { !$0.serverNames.isEmpty || !$0.applicationProtocols.isEmpty || $0.tls != nil }) {
      plan.tlsInspection = ListenerPlan.Inspection()
    }
    plan.acceptsOneByOne = true
    plan.origins = security.origins + origins
    return plan
  }

  private func planned(_ chain: Chain) -> FilterChainPlan {
    var plan: FilterChainPlan
    switch chain.content {
    case .http(let route, let translatesGRPCWeb):
      var http = HTTPConnectionPlan(
        statPrefix: chain.statPrefix ?? "outbound_\(name)", role: .gateway, routes: .named(route))
      http.translatesGRPCWeb = translatesGRPCWeb
      http.accessLog = accessLog
      http.nameCache = nameCache
      http.settings = self.http
      http.security = SecurityPlan(security.value, for: .http, isGateway: true)
      plan = FilterChainPlan(content: .http(http))
    case .tcp(var tcp):
      tcp.accessLog = accessLog
      if chain.isSecured { tcp.security = SecurityPlan(security.value, for: .tcp) }
      plan = FilterChainPlan(content: .tcp(tcp))
    }
    plan.serverNames = chain.serverNames
    plan.applicationProtocols = chain.applicationProtocols
    plan.tls = chain.tls.map { .server($0) }
    plan.transportTimeout = FilterChainPlan.transportTimeout
    return plan
  }
}
