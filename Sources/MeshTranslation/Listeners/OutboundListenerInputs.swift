package import MeshAPI

/// What the listener for one address and port depends on: the services behind it, reduced to what the listener says of them.
package struct OutboundListenerInputs: Hashable, Sendable {
  /// One service's say in a listener.
  package enum Claim: Hashable, Sendable {
    /// HTTP for sure; routes are looked up by this name.
    case http(route: String, grpcWeb: Bool)
    /// HTTP where the client turns out to speak it, bytes to `cluster` otherwise.
    case sniffed(route: String, cluster: String)
    case tcp(cluster: String, codec: TCPProxyPlan.Codec?)
    /// TLS connections for these server names.
    case serverNames([String], cluster: String)
  }

  package var address: ListenerPlan.Address
  /// The name, `ADDRESS_PORT` unless the listener is for a unix socket.
  package var name: String
  package var bindsToPort: Bool
  /// In order of precedence; the first claim of a kind that excludes others wins.
  package var claims: [Claim]
  package var detectionTimeout: Duration
  package var fallbackCluster: String
  package var accessLog: AccessLogPlan?
  package var origins: [ObjectKey]

  func plan() -> ListenerPlan {
    var plan = ListenerPlan(name: name, address: address, direction: .outbound)
    plan.bindsToPort = bindsToPort
    plan.acceptsOneByOne = bindsToPort
    plan.origins = origins
    plan.detectionTimeout = detectionTimeout
    for claim in claims { add(claim, to: &plan) }
    if plan.defaultChain == nil, needsFallback(plan) {
      plan.defaultChain = FilterChainPlan(
        name: "PassthroughFilterChain",
        content: .tcp(TCPProxyPlan(cluster: fallbackCluster, accessLog: accessLog)))
    }
    return plan
  }

  /// Connections that match no chain go where unknown traffic goes, except on listeners whose one chain takes everything.
  private func needsFallback(_ plan: ListenerPlan) -> Bool {
    !bindsToPort && plan.chains.contains { $0.transport != nil || !$0.applicationProtocols.isEmpty || !$0.serverNames.isEmpty }
  }

  private func add(_ claim: Claim, to plan: inout ListenerPlan) {
    switch claim {
    case .http(let route, let grpcWeb):
      guard !plan.chains.contains(where: \.isHTTP) else { return }
      plan.chains.append(httpChain(route: route, grpcWeb: grpcWeb, sniffed: !bindsToPort))
      if !bindsToPort { plan.httpInspection = ListenerPlan.Inspection() }
    case .sniffed(let route, let cluster):
      guard plan.defaultChain == nil else { return }
      if !plan.chains.contains(where: \.isHTTP) {
        plan.chains.append(httpChain(route: route, grpcWeb: false, sniffed: true))
      }
      plan.httpInspection = ListenerPlan.Inspection()
      plan.defaultChain = tcpChain(cluster, codec: nil)
    case .tcp(let cluster, let codec):
      guard plan.defaultChain == nil, !plan.chains.contains(where: \.takesEverything) else { return }
      if plan.chains.isEmpty { plan.chains.append(tcpChain(cluster, codec: codec)) } else { plan.defaultChain = tcpChain(cluster, codec: codec) }
    case .serverNames(let names, let cluster):
      let taken = Set(plan.chains.flatMap(\.serverNames))
      let free = names.filter { !taken.contains($0) }
      guard !free.isEmpty else { return }
      var chain = tcpChain(cluster, codec: nil)
      chain.serverNames = free
      plan.chains.append(chain)
      plan.tlsInspection = ListenerPlan.Inspection()
    }
  }

  private func httpChain(route: String, grpcWeb: Bool, sniffed: Bool) -> FilterChainPlan {
    var http = HTTPConnectionPlan(statPrefix: "outbound_\(name)", role: .sidecarOutbound, routes: .named(route))
    http.translatesGRPCWeb = grpcWeb
    http.accessLog = accessLog
    var chain = FilterChainPlan(content: .http(http))
    if sniffed {
      chain.transport = .plainText
      chain.applicationProtocols = FilterChainPlan.plainTextHTTP
    }
    chain.transportTimeout = FilterChainPlan.transportTimeout
    return chain
  }

  private func tcpChain(_ cluster: String, codec: TCPProxyPlan.Codec?) -> FilterChainPlan {
    var chain = FilterChainPlan(
      content: .tcp(TCPProxyPlan(cluster: cluster, codec: codec, accessLog: accessLog)))
    chain.transportTimeout = FilterChainPlan.transportTimeout
    return chain
  }
}
