import MeshAPI
import MeshModel

/// One port of one service as one egress listener shows it.
struct OutboundPort {
  private let service: Shared<Service>
  /// What applications call.
  private let number: Int
  private let spoken: PortProtocol
  /// The service's port that is meant.
  private let target: ServicePort
  private let place: EgressPlace
  private let connections: EgressConnections
  private let policy: MergedDestinationRule?
  private let origin: ObjectKey
  private let cache: NameCachePlan

  /// A port of a service; nil for aliases, which are no more than names, and for what is not TCP.
  init?(
    _ port: ServicePort, of service: Shared<Service>, at place: EgressPlace, _ connections: EgressConnections,
    in scope: ProxyScope
  ) {
    if case .alias = service.value.resolution { return nil }
    if port.protocol == .udp { return nil }
    self.service = service
    (number, spoken, target) = (port.number, port.protocol, port)
    self.place = place
    self.connections = connections
    policy = spoken.isHTTP ? nil : scope.destinationRules.rule(for: service.value)?.value
    origin = service.value.origin
    cache = NameCachePlan(for: scope.key)
  }

  /// A port that a Sidecar object listens on; what is spoken there is the object's to say.
  init?(
    _ port: PortSpecification, of service: Shared<Service>, at place: EgressPlace, _ connections: EgressConnections,
    in scope: ProxyScope
  ) {
    if case .alias = service.value.resolution { return nil }
    let isHTTPProxy = port.protocol.uppercased() == "HTTP_PROXY"
    spoken = isHTTPProxy ? .http : PortProtocol(named: port.protocol) ?? .automatic
    if spoken == .udp { return nil }
    self.service = service
    number = port.number
    let only = service.value.ports.count == 1 ? service.value.ports.first : service.value.ports.first { $0.number == port.number }
    target = only ?? ServicePort(name: port.name, number: port.number, protocol: spoken)
    self.place = place
    self.connections = connections
    policy = spoken.isHTTP ? nil : scope.destinationRules.rule(for: service.value)?.value
    origin = scope.sidecar?.key ?? service.value.origin
    cache = NameCachePlan(for: scope.key)
  }

  /// - Parameter endpoints: those of the service; nil where they do not matter.
  func claim(in claims: inout ListenerClaims, endpoints: () -> [Endpoint]? = { nil }) {
    for (address, block) in addresses(endpoints) {
      claims.add(
        claim(at: address, block: block), of: service.value, at: ListenerPlan.Address(bind: address, port: number),
        bindsToPort: place.bindsToPort)
    }
  }

  /// Where the port is called, and for which part of an address where that stands for others too.
  private func addresses(_ endpoints: () -> [Endpoint]?) -> [(String, AddressBlock?)] {
    if let bind = place.bind { return [(bind, nil)] }
    // The routes tell services apart.
    if spoken.isHTTP { return [(place.wildcard, nil)] }
    if service.value.isCalledByEndpoint, let endpoints = endpoints() {
      var found: Set<String> = []
      for endpoint in endpoints where endpoint.servicePort == target.name {
        if case .ip(let address) = endpoint.address { found.insert(address) }
      }
      return found.sorted().map { ($0, nil) }
    }
    let own = service.value.addresses(forIPv6: place.wildcard == "::")
    if own.isEmpty { return [(place.wildcard, nil)] }
    return own.map { address in
      guard address.contains("/") else { return (address, nil) }
      let block = AddressBlock(address)
      return (place.wildcard, block?.isEverything == true ? nil : block)
    }
  }

  private func claim(at address: String, block: AddressBlock?) -> ListenerClaims.Claim {
    let isWildcard = address == place.wildcard
    let http = OutboundListenerInputs.HTTP(
      route: routeName(at: address), translatesGRPCWeb: spoken == .grpcWeb,
      isSniffed: spoken == .automatic || isWildcard)
    if spoken.isHTTP {
      // Many services share the listener: it is nobody's in particular.
      return ListenerClaims.Claim(
        spoken: isWildcard ? .detected : .http, chains: [.http(http)], origins: isWildcard ? [] : [origin])
    }
    let bytes = chains(isWildcard: isWildcard, block: block)
    let chains = bytes.map { OutboundListenerInputs.Chain.tcp($0) }
    let origins = bytes.compactMap(\.rule) + [origin]
    if spoken == .automatic {
      return ListenerClaims.Claim(spoken: .detected, chains: [.http(http)] + chains, origins: origins)
    }
    return ListenerClaims.Claim(
      spoken: .bytes(isServerFirst: spoken == .mongo || spoken == .mysql), chains: chains, origins: origins)
  }

  /// What rules say of the port's connections, and what is left for the service itself.
  private func chains(isWildcard: Bool, block: AddressBlock?) -> [OutboundListenerInputs.Bytes] {
    let host = service.value.hostname
    if spoken.isTLS {
      let ruled = connections.tls(to: host, port: number, spoken: spoken, block: block)
      if !ruled.isEmpty { return ruled }
    }
    let cluster = ClusterName.outbound(port: target.number, host: host)
    var rest = OutboundListenerInputs.Bytes(
      TCPProxyPlan(to: .cluster(cluster), statPrefix: cluster, spoken: spoken, rule: policy))
    rest.destinations = [block].compactMap { $0 }
    let isDynamic = service.value.resolution == .dynamicDNS
    if isDynamic { rest.proxy.serverNameLookup = ServerNameLookup(port: target.targetPort ?? target.number, cache: cache) }
    if spoken.isTLS {
      let sharesAddress = isWildcard && (block != nil || service.value.addresses.isEmpty)
      // Whoever looks names up must not look up every name.
      let needsName = (sharesAddress || isDynamic) && host != "*"
      rest.serverNames = needsName ? [host.rawValue] : []
      return [rest]
    }
    let (ruled, takesAll) = connections.tcp(to: host, port: number, spoken: spoken, block: block)
    return takesAll ? ruled : ruled + [rest]
  }

  /// Services that share a listener share its routes; one that is detected at an address of its own has routes of its own.
  private func routeName(at address: String) -> String {
    if number == 0 { return address }
    let hasOwnListener = spoken == .automatic && !place.isShared && address != place.wildcard && service.value.hasOwnAddress
    return hasOwnListener ? "\(service.value.hostname):\(number)" : String(number)
  }
}

/// Where an egress listener listens.
struct EgressPlace {
  /// The address that stands for all of the proxy's family.
  let wildcard: String
  /// An address, or `unix:///PATH`; nil where the services' own addresses count.
  let bind: String?
  let bindsToPort: Bool
  /// Whether the listener has a place of its own and one port there, so that its services share one route configuration.
  let isShared: Bool

  init(_ egress: EgressScope, in scope: ProxyScope) {
    let isIPv6 = scope.key.isIPv6Only
    wildcard = isIPv6 ? "::" : "0.0.0.0"
    let written = egress.bind.flatMap { $0.isEmpty ? nil : $0 }
    // Nothing is captured on its way to a unix socket.
    bindsToPort =
      scope.key.interceptionMode == .none || egress.captureMode == .none || written?.hasPrefix("unix://") ?? false
    bind = written ?? (bindsToPort ? (isIPv6 ? "::1" : "127.0.0.1") : nil)
    isShared = bind != nil && egress.port != nil
  }
}
