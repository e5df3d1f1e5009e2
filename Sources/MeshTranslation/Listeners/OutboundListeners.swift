import MeshAPI
package import MeshModel

/// The listeners of a sidecar's outbound side: one for each address and port that applications may call.
package enum OutboundListeners {
  /// Everything that applications may call, and the listener that captured connections arrive at.
  ///
  /// - Parameter endpoints: the endpoints of a service; asked for only where `dependsOnEndpoints` is true.
  package static func inputs(
    in scope: ProxyScope, endpoints: (ServiceKey) -> Shared<ServiceEndpoints>?
  ) -> [ListenerInputs] {
    let accessLog = AccessLogPlan(mesh: scope.mesh.value)
    let fallback = scope.fallbackCluster
    let names = DynamicNames(in: scope)
    var inputs = claims(in: scope, endpoints: endpoints).listeners.map { listener -> ListenerInputs in
      .outbound(
        OutboundListenerInputs(
          address: listener.address, bindsToPort: listener.bindsToPort, chains: names.completing(listener),
          detectionTimeout: scope.mesh.protocolDetectionTimeout, fallbackCluster: fallback, accessLog: accessLog,
          http: scope.mesh.httpConnections, origins: listener.origins))
    }
    if scope.key.interceptionMode != .none {
      inputs.append(
        .virtualOutbound(
          VirtualOutboundInputs(
            port: scope.mesh.proxyListenPort, isIPv6Only: scope.key.isIPv6Only,
            isTransparent: scope.key.interceptionMode == .tproxy, fallbackCluster: fallback, accessLog: accessLog)))
    }
    return inputs
  }

  /// Whether the endpoints of a service decide which listeners there are: they are called by their own addresses.
  package static func dependsOnEndpoints(_ service: Service) -> Bool {
    service.isCalledByEndpoint && service.ports.contains { !$0.protocol.isHTTP && $0.protocol != .udp }
  }

  /// Whether the listeners in `next` may be others than those in `previous`, two scopes of one class of proxies. It costs next to
  /// nothing, and most changes of rules are none of the listeners' business.
  ///
  /// - Parameter changes: all that changed from the snapshot of `previous` to that of `next`.
  package static func mayDiffer(from previous: ProxyScope, to next: ProxyScope, changes: ChangeSet) -> Bool {
    if changes.meshConfig || previous.sidecar != next.sidecar { return true }
    if previous.fallbackCluster != next.fallbackCluster { return true }
    if changes.rules.contains(where: { $0.kind == .destinationRule }) { return true }
    // A rule may lead to a service whose names are looked up from a listener that had nothing to do with it.
    let mayLookUpOthers = previous.view !== next.view || changes.rules.contains { $0.kind == .virtualService }
    if mayLookUpOthers, DynamicNames(in: previous) != DynamicNames(in: next) { return true }
    guard previous.egress.count == next.egress.count,
      zip(previous.egress, next.egress).allSatisfy({ $0.view === $1.view || $0.services == $1.services })
    else { return true }
    if zip(previous.egress, next.egress).contains(where: { $0.connectionRules != $1.connectionRules }) { return true }
    // Rules for connections may send them to services that no listener shows.
    if previous.view !== next.view, next.egress.contains(where: { !$0.connectionRules.isEmpty }) { return true }
    return changes.endpoints.contains { key in
      guard let service = next.servicesByHost[key.hostname], service.key == key else { return false }
      return dependsOnEndpoints(service.value)
    }
  }

  private static func claims(
    in scope: ProxyScope, endpoints: (ServiceKey) -> Shared<ServiceEndpoints>?
  ) -> ListenerClaims {
    let usesCapture = scope.key.interceptionMode != .none
    var claims = ListenerClaims(
      wildcard: scope.key.isIPv6Only ? "::" : "0.0.0.0",
      reservedPorts: usesCapture ? [scope.mesh.proxyListenPort, scope.mesh.proxyInboundListenPort] : [])
    for egress in scope.egress {
      guard let port = egress.port else { continue }
      let (place, connections) = (EgressPlace(egress, in: scope), EgressConnections(egress, in: scope))
      for service in egress.services {
        OutboundPort(port, of: service, at: place, connections, in: scope)?.claim(in: &claims)
      }
    }
    // What listeners with a port of their own have taken, the others leave alone.
    claims.settle()
    for egress in scope.egress where egress.port == nil {
      let (place, connections) = (EgressPlace(egress, in: scope), EgressConnections(egress, in: scope))
      for service in egress.services {
        for port in service.value.ports {
          OutboundPort(port, of: service, at: place, connections, in: scope)?.claim(in: &claims) {
            endpoints(service.value.key)?.value.endpoints ?? []
          }
        }
      }
    }
    claims.settle()
    return claims
  }
}

extension Service {
  /// Whether applications call its endpoints by their own addresses, since there is no other. (A rule that lists no endpoints leaves
  /// open which addresses it is about.)
  var isCalledByEndpoint: Bool {
    resolution == .passthrough && addresses.isEmpty && (registry == .kubernetes || !selector.isEmpty)
  }

  /// Whether it is called at an address at which no other service answers.
  var hasOwnAddress: Bool { isCalledByEndpoint || addresses.contains { !$0.contains("/") } }
}
