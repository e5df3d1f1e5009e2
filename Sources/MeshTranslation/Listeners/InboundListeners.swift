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
    var plan = ListenerPlan(name: "virtualInbound", address: .socket(address: address, port: port), direction: .inbound)
    plan.acceptsOneByOne = true
    plan.restoresOriginalDestination = true
    plan.isTransparent = view.interceptionMode == .tproxy
    plan.tlsInspection = ListenerPlan.Inspection(disabledPorts: [port])
    let decided = ports.filter { $0.protocol != .automatic }.map(\.number)
    plan.httpInspection = ListenerPlan.Inspection(disabledPorts: (decided + [port]).sorted())
    plan.detectionTimeout = view.mesh.protocolDetectionTimeout
    plan.chains =
      [blackHole(port, view)] + catchAll(view)
      + ports.flatMap {
        chains(for: $0, view, name: "\(address)_\($0.number)", captured: true)
      }
    plan.origins = unique(view.security.origins + ports.flatMap(\.origins))
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

  /// Ports that no service of the workload has: passed on to the port that they were for.
  private static func catchAll(_ view: WorkloadView) -> [FilterChainPlan] {
    let passthrough = ClusterName.inboundPassthrough
    let http = httpConnection(InboundRoutes.passthrough(), statPrefix: passthrough, view)
    var sniffed = FilterChainPlan(name: "virtualInbound-catchall-http", content: .http(http))
    sniffed.transport = .plainText
    sniffed.applicationProtocols = FilterChainPlan.plainTextHTTP
    let tcp = tcpProxy(passthrough, view)
    var plain = FilterChainPlan(name: "virtualInbound", content: .tcp(tcp))
    plain.transport = .plainText
    var tls = plain
    tls.transport = .tls
    return [sniffed, plain, tls]
  }

  // MARK: Listeners of their own

  static func ingress(_ view: WorkloadView, _ entry: Sidecar.Ingress) -> ListenerPlan {
    let port = InboundPort(entry, view)
    let written = entry.bind.flatMap { $0.isEmpty ? nil : $0 }
    let bind = written ?? view.ownAddresses.first ?? (view.isIPv6Only ? "::1" : "127.0.0.1")
    let address = ListenerPlan.Address(bind: bind, port: port.number)
    var plan = ListenerPlan(name: address.listenerName, address: address, direction: .inbound)
    plan.acceptsOneByOne = true
    plan.origins = unique(view.security.origins + port.origins)
    plan.detectionTimeout = view.mesh.protocolDetectionTimeout
    plan.chains = chains(for: port, view, name: plan.name, captured: false)
    if port.protocol == .automatic { plan.httpInspection = ListenerPlan.Inspection() }
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
    func chain(
      _ content: FilterChainPlan.Content, _ transport: FilterChainPlan.Transport?, _ protocols: [String] = []
    ) -> FilterChainPlan {
      var chain = FilterChainPlan(name: name, content: content)
      chain.destinationPort = captured ? port.number : nil
      chain.transport = transport
      chain.applicationProtocols = protocols
      return chain
    }
    let tcp = FilterChainPlan.Content.tcp(tcpProxy(port.cluster, codec: .init(port.protocol), view))
    var http = httpConnection(port.routes, statPrefix: "inbound_\(name)", view)
    http.isHTTP2 = port.protocol.isHTTP2
    http.translatesGRPCWeb = port.protocol == .grpcWeb
    switch (port.protocol, captured) {
    case (.automatic, true):
      return [chain(.http(http), .plainText, FilterChainPlan.plainTextHTTP), chain(tcp, .plainText), chain(tcp, .tls)]
    case (.automatic, false): return [chain(.http(http), .plainText, FilterChainPlan.plainTextHTTP), chain(tcp, nil)]
    case (let spoken, _) where spoken.isHTTP: return [chain(.http(http), captured ? .plainText : nil)]
    // Bytes go through whether they are TLS or not.
    case (_, true): return [chain(tcp, .tls), chain(tcp, .plainText)]
    case (_, false): return [chain(tcp, nil)]
    }
  }

  private static func tcpProxy(_ cluster: String, codec: TCPProxyPlan.Codec? = nil, _ view: WorkloadView) -> TCPProxyPlan {
    var tcp = TCPProxyPlan(cluster: cluster, codec: codec, accessLog: AccessLogPlan(mesh: view.mesh.value))
    tcp.security = SecurityPlan(view.security.value, for: .tcp)
    return tcp
  }

  private static func httpConnection(
    _ routes: RouteConfigurationInputs, statPrefix: String, _ view: WorkloadView
  ) -> HTTPConnectionPlan {
    var http = HTTPConnectionPlan(statPrefix: statPrefix, role: .sidecarInbound, routes: .inline(routes))
    http.accessLog = AccessLogPlan(mesh: view.mesh.value)
    http.security = SecurityPlan(view.security.value, for: .http)
    return http
  }
}
