import MeshAPI
import MeshModel

/// The listeners of a sidecar's inbound side.
package enum InboundListeners {
  /// One for each ingress entry of the Sidecar object in force that is bound to an address, and one for captured traffic, where
  /// traffic is captured.
  package static func inputs(for view: WorkloadView) -> [ListenerInputs] {
    var inputs = InboundPort.bound(view).map { ListenerInputs.ingress(view, $0) }
    if view.capturesInbound { inputs.append(.virtualInbound(view)) }
    return inputs
  }

  // MARK: Captured traffic

  static func virtualInbound(_ view: WorkloadView) -> ListenerPlan {
    let port = view.mesh.proxyInboundListenPort
    let address = view.isIPv6Only ? "::" : "0.0.0.0"
    let ports = InboundPort.captured(view)
    var plan = ListenerPlan(
      name: ListenerPlan.virtualInboundName, address: .socket(address: address, port: port), direction: .inbound)
    plan.acceptsOneByOne = true
    plan.restoresOriginalDestination = true
    plan.isTransparent = view.interceptionMode == .tproxy
    plan.detectionTimeout = view.mesh.protocolDetectionTimeout
    plan.chains =
      [blackHole(port, view)] + catchAll(view, port: nil) + lonePorts(view).flatMap { catchAll(view, port: $0) }
      + ports.flatMap {
        chains(for: $0, view, name: "\(address)_\($0.number)", captured: true)
      }
    // Without certificates no chain is for mutual TLS: TLS is told from plain text wherever it is captured.
    plan.tlsInspection = ListenerPlan.Inspection(for: plan.chains) { chain in
      chain.transport == .tls || (view.peerPolicy == nil && chain.destinationPort != port)
    }
    plan.httpInspection = ListenerPlan.Inspection(for: plan.chains, where: \.needsHTTPInspection)
    plan.origins = unique(view.securityOrigins + ports.flatMap(\.origins))
    return plan
  }

  /// Traffic that asks for the capturing port itself would go in circles.
  private static func blackHole(_ port: Int, _ view: WorkloadView) -> FilterChainPlan {
    var chain = FilterChainPlan(
      name: "virtualInbound-blackhole",
      content: .tcp(
        TCPProxyPlan(cluster: ClusterName.blackHole, accessLog: AccessLogPlan(mesh: view.mesh.value))))
    chain.destinationPort = port
    return chain
  }

  /// Ports that only a PeerAuthentication names: served like unknown ones, but under a mode of their own.
  private static func lonePorts(_ view: WorkloadView) -> [Int] {
    let served = Set((view.ingress.isEmpty ? view.instances.map(\.targetPort) : view.ingress.map(\.port.number)))
    let named = (view.peerPolicy?.ports ?? [:]).keys.filter { !served.contains($0) && $0 != view.mesh.proxyInboundListenPort }
    return named.sorted()
  }

  /// Ports that no service of the workload has: passed on to the port that they were for.
  /// - Parameter port: nil for all that are not told apart.
  private static func catchAll(_ view: WorkloadView, port: Int?) -> [FilterChainPlan] {
    let passthrough = ClusterName.inboundPassthrough
    let http = httpConnection(InboundRoutes.passthrough(), statPrefix: passthrough, view)
    let tcp = bytes(to: passthrough, view)
    let mode = port.flatMap { view.peerPolicy?.mode(port: $0) } ?? view.peerPolicy?.mode
    return InboundMatch.all(.detected, mode: mode, isCaptured: true).map { match in
      var chain =
        match.isHTTP
        ? chain(match, .http(http), name: "virtualInbound-catchall-http", view)
        : chain(match, .tcp(tcp), name: "virtualInbound", view)
      chain.destinationPort = port
      return chain
    }
  }

  // MARK: Listeners of their own

  static func ingress(_ view: WorkloadView, _ entry: Sidecar.Ingress) -> ListenerPlan {
    let port = InboundPort(entry, view)
    let written = entry.bind.flatMap { $0.isEmpty ? nil : $0 }
    let bind = written ?? view.ownAddresses.first ?? (view.isIPv6Only ? "::1" : "127.0.0.1")
    let address = ListenerPlan.Address(bind: bind, port: port.number)
    var plan = ListenerPlan(name: address.listenerName, address: address, direction: .inbound)
    plan.acceptsOneByOne = true
    plan.origins = unique(view.securityOrigins + port.origins)
    plan.detectionTimeout = view.mesh.protocolDetectionTimeout
    plan.chains = chains(for: port, view, name: plan.name, captured: false)
    plan.tlsInspection = ListenerPlan.Inspection(for: plan.chains) { $0.transport == .tls }
    plan.httpInspection = ListenerPlan.Inspection(for: plan.chains, where: \.needsHTTPInspection)
    return plan
  }

  private static func unique(_ origins: [ObjectKey]) -> [ObjectKey] {
    var seen: Set<ObjectKey> = []
    return origins.filter { seen.insert($0).inserted }
  }

  // MARK: Chains

  /// - Parameters:
  ///   - name: of the chains and, with a prefix, of their HTTP statistics.
  ///   - captured: whether the listener serves other ports as well, so that chains must say which one they are for.
  private static func chains(for port: InboundPort, _ view: WorkloadView, name: String, captured: Bool) -> [FilterChainPlan] {
    var http = httpConnection(port.routes, statPrefix: "inbound_\(name)", view)
    http.isHTTP2 = port.protocol.isHTTP2
    http.translatesGRPCWeb = port.protocol == .grpcWeb
    let tcp = bytes(to: port.cluster, codec: .init(port.protocol), view)
    let mode = view.peerPolicy?.mode(port: port.number)
    let matches =
      port.tls == nil
      ? InboundMatch.all(.init(port.protocol), mode: mode, isCaptured: captured) : [.ended(isHTTP: port.protocol.isHTTP)]
    return matches.map { match in
      var chain = chain(match, match.isHTTP ? .http(http) : .tcp(tcp), name: name, view)
      if let tls = port.tls { chain.tls = .server(tls) }
      chain.destinationPort = captured ? port.number : nil
      return chain
    }
  }

  private static func chain(
    _ match: InboundMatch, _ content: FilterChainPlan.Content, name: String, _ view: WorkloadView
  ) -> FilterChainPlan {
    var chain = FilterChainPlan(name: name, content: content)
    chain.transport = match.transport
    chain.applicationProtocols = match.applicationProtocols
    if match.endsTLS { chain.tls = .peers(DownstreamTLSPlan(mesh: view.mesh.value)) }
    return chain
  }

  /// HTTP requests that reach the workload; every inbound chain for HTTP gets its connection from here.
  private static func httpConnection(
    _ routes: RouteConfigurationInputs, statPrefix: String, _ view: WorkloadView
  ) -> HTTPConnectionPlan {
    var http = HTTPConnectionPlan(statPrefix: statPrefix, role: .sidecarInbound, routes: .inline(routes))
    http.accessLog = AccessLogPlan(mesh: view.mesh.value)
    http.settings = view.mesh.httpConnections
    http.security = SecurityPlan(view.security.value, for: .http)
    return http
  }

  /// Bytes that reach the workload; every inbound chain for bytes gets its connection from here.
  private static func bytes(
    to cluster: String, codec: TCPProxyPlan.Codec? = nil, _ view: WorkloadView
  ) -> TCPProxyPlan {
    var tcp = TCPProxyPlan(cluster: cluster, codec: codec, accessLog: AccessLogPlan(mesh: view.mesh.value))
    tcp.security = SecurityPlan(view.security.value, for: .tcp)
    return tcp
  }
}

extension WorkloadView {
  /// The objects that decide who may connect, and what they may ask.
  fileprivate var securityOrigins: [ObjectKey] { security.origins + (peerPolicy?.origins ?? []) }
}

extension FilterChainPlan {
  /// Whether the chain is for plain-text HTTP among other things.
  fileprivate var needsHTTPInspection: Bool { transport == .plainText && !applicationProtocols.isEmpty }
}
