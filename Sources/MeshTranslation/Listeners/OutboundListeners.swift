import MeshAPI
package import MeshModel

/// The listeners of a sidecar's outbound side: one for each address and port that applications may call.
package enum OutboundListeners {
  /// Everything that applications may call, and the listener that captured connections arrive at.
  ///
  /// - Parameter endpoints: the endpoints of a headless service, whose pods are called by their own addresses.
  package static func inputs(
    in scope: ProxyScope, endpoints: (ServiceKey) -> Shared<ServiceEndpoints>?
  ) -> [ListenerInputs] {
    var claims = ListenerClaims()
    for egress in scope.egress where egress.port != nil { claims.add(egress, scope: scope, endpoints: endpoints) }
    claims.closeSpecific()
    for egress in scope.egress where egress.port == nil { claims.add(egress, scope: scope, endpoints: endpoints) }
    let access = AccessLogPlan(mesh: scope.mesh.value)
    var inputs = claims.sorted.map { claim -> ListenerInputs in
      .outbound(
        OutboundListenerInputs(
          address: claim.key.address, name: claim.key.name, bindsToPort: claim.bindsToPort, claims: claim.claims,
          detectionTimeout: scope.mesh.protocolDetectionTimeout, fallbackCluster: scope.outboundTrafficPolicy.fallbackCluster,
          accessLog: access, origins: claim.origins))
    }
    if scope.key.interceptionMode != .none {
      inputs.append(
        .virtualOutbound(
          VirtualOutboundInputs(
            port: scope.mesh.proxyListenPort, isIPv6Only: scope.key.isIPv6Only, policy: scope.outboundTrafficPolicy,
            accessLog: access)))
    }
    return inputs
  }

  /// Whether the endpoints of a service decide which listeners there are: its pods are called by their own addresses.
  package static func dependsOnEndpoints(_ service: Service) -> Bool {
    service.isHeadless && service.ports.contains { !$0.protocol.isHTTP && $0.protocol != .udp }
  }
}

/// Collects which service claims which address and port.
private struct ListenerClaims {
  struct Key: Hashable {
    var address: ListenerPlan.Address

    var name: String { address.listenerName }
  }

  struct Entry {
    var key: Key
    var bindsToPort: Bool
    var claims: [OutboundListenerInputs.Claim] = []
    var origins: [ObjectKey] = []
  }

  private var entries: [Key: Entry] = [:]
  /// Keys that egress listeners with a port have taken: the catch-all leaves them alone.
  private var closed: Set<Key> = []

  var sorted: [Entry] { entries.values.sorted { $0.key.name < $1.key.name } }

  mutating func closeSpecific() { closed = Set(entries.keys) }

  mutating func add(_ egress: EgressScope, scope: ProxyScope, endpoints: (ServiceKey) -> Shared<ServiceEndpoints>?) {
    let isBound = egress.captureMode == .none || (egress.captureMode == .default && scope.key.interceptionMode == .none)
    let services = egress.services.sorted { ($0.creationTimestamp, $0.key) < ($1.creationTimestamp, $1.key) }
    let wildcard = scope.key.isIPv6Only ? "::" : "0.0.0.0"
    let loopback = scope.key.isIPv6Only ? "::1" : "127.0.0.1"
    for service in services {
      for port in service.ports where (egress.port?.number ?? 0) == 0 || egress.port?.number == port.number {
        if isBound || egress.bind != nil {
          addBound(service.value, port, egress, bind: egress.bind ?? (isBound ? loopback : wildcard), bindsToPort: isBound)
        } else {
          add(service.value, port, wildcard: wildcard, endpoints: endpoints)
        }
      }
    }
  }

  /// An egress listener with an address of its own: every service behind it shares the listener of its port.
  private mutating func addBound(
    _ service: Service, _ port: ServicePort, _ egress: EgressScope, bind: String, bindsToPort: Bool
  ) {
    let number = egress.port?.number ?? port.number
    let key =
      bind.hasPrefix("unix://")
      ? Key(address: .unixSocket(path: String(bind.dropFirst("unix://".count))))
      : Key(address: .socket(address: bind, port: number))
    let spoken = egress.port.flatMap { PortProtocol(named: $0.protocol) } ?? port.protocol
    let cluster = ClusterName.outbound(port: port.number, host: service.hostname)
    let route = number == 0 ? bind : String(number)
    switch spoken {
    case .udp: return
    case .http, .http2, .grpc, .grpcWeb:
      claim(key, .http(route: route, grpcWeb: spoken == .grpcWeb), bindsToPort: bindsToPort)
    case .automatic:
      claim(key, .sniffed(route: route, cluster: cluster), bindsToPort: bindsToPort, origin: service.origin)
    case .https, .tls, .tcp, .mongo, .redis, .mysql:
      claim(key, .tcp(cluster: cluster, codec: .init(spoken)), bindsToPort: bindsToPort, origin: service.origin)
    }
  }

  private mutating func add(
    _ service: Service, _ port: ServicePort, wildcard: String, endpoints: (ServiceKey) -> Shared<ServiceEndpoints>?
  ) {
    if case .alias = service.resolution { return }
    let cluster = ClusterName.outbound(port: port.number, host: service.hostname)
    let everywhere = Key(address: .socket(address: wildcard, port: port.number))
    let own = addresses(of: service, port, endpoints).map { Key(address: .socket(address: $0, port: port.number)) }
    switch port.protocol {
    case .udp: return
    case .http, .http2, .grpc, .grpcWeb:
      claim(everywhere, .http(route: String(port.number), grpcWeb: port.protocol == .grpcWeb))
    case .automatic:
      if own.isEmpty, !service.isHeadless {
        claim(everywhere, .sniffed(route: String(port.number), cluster: cluster), origin: service.origin)
      }
      for key in own { claim(key, .sniffed(route: "\(service.hostname):\(port.number)", cluster: cluster), origin: service.origin) }
    case .https, .tls:
      if own.isEmpty, !service.isHeadless {
        claim(everywhere, .serverNames([service.hostname.rawValue], cluster: cluster), origin: service.origin)
      }
      for key in own { claim(key, .tcp(cluster: cluster, codec: nil), origin: service.origin) }
    case .tcp, .mongo, .redis, .mysql:
      if own.isEmpty, !service.isHeadless {
        claim(everywhere, .tcp(cluster: cluster, codec: .init(port.protocol)), origin: service.origin)
      }
      for key in own { claim(key, .tcp(cluster: cluster, codec: .init(port.protocol)), origin: service.origin) }
    }
  }

  /// Addresses at which only this service answers: its virtual addresses, or those of its pods when it is headless.
  private func addresses(
    of service: Service, _ port: ServicePort, _ endpoints: (ServiceKey) -> Shared<ServiceEndpoints>?
  ) -> [String] {
    guard service.isHeadless else { return service.addresses.filter { !$0.contains("/") } }
    var found: Set<String> = []
    for endpoint in endpoints(service.key)?.endpoints ?? [] where endpoint.servicePort == port.name {
      if case .ip(let address) = endpoint.address { found.insert(address) }
    }
    return found.sorted()
  }

  private mutating func claim(
    _ key: Key, _ claim: OutboundListenerInputs.Claim, bindsToPort: Bool = false, origin: ObjectKey? = nil
  ) {
    guard !closed.contains(key) else { return }
    var entry = entries[key] ?? Entry(key: key, bindsToPort: bindsToPort)
    if !entry.claims.contains(where: { $0.excludes(claim) }) {
      entry.claims.append(claim)
      if let origin, !entry.origins.contains(origin) { entry.origins.append(origin) }
    }
    entries[key] = entry
  }
}

extension OutboundListenerInputs.Claim {
  /// Whether a later claim of this kind changes nothing any more.
  fileprivate func excludes(_ later: Self) -> Bool {
    switch (self, later) {
    case (.http, .http), (.tcp, .tcp), (.sniffed, .sniffed), (.sniffed, .tcp), (.tcp, .sniffed): true
    default: false
    }
  }
}
