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
    let fallback = scope.outboundTrafficPolicy.fallbackCluster
    var inputs = claims(in: scope, endpoints: endpoints).sorted.map { listener -> ListenerInputs in
      .outbound(
        OutboundListenerInputs(
          address: listener.address, bindsToPort: listener.bindsToPort, chains: listener.chains,
          detectionTimeout: scope.mesh.protocolDetectionTimeout, fallbackCluster: fallback, accessLog: accessLog,
          origins: listener.origins))
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

  private static func claims(
    in scope: ProxyScope, endpoints: (ServiceKey) -> Shared<ServiceEndpoints>?
  ) -> ListenerClaims {
    let usesCapture = scope.key.interceptionMode != .none
    var claims = ListenerClaims(
      wildcard: scope.key.isIPv6Only ? "::" : "0.0.0.0",
      reservedPorts: usesCapture ? [scope.mesh.proxyListenPort, scope.mesh.proxyInboundListenPort] : [])
    for egress in scope.egress {
      guard let port = egress.port else { continue }
      let place = EgressPlace(egress, in: scope)
      for service in egress.inOrder {
        OutboundPort(port, of: service.value, at: place, in: scope)?.claim(in: &claims)
      }
    }
    // What listeners with a port of their own have taken, the others leave alone.
    claims.close()
    for egress in scope.egress where egress.port == nil {
      let place = EgressPlace(egress, in: scope)
      for service in egress.inOrder {
        for port in service.ports {
          OutboundPort(port, of: service.value, at: place, in: scope)?.claim(in: &claims) {
            endpoints(service.key)?.endpoints ?? []
          }
        }
      }
    }
    return claims
  }
}

extension EgressScope {
  /// The services in Istio's order of precedence: the oldest first.
  fileprivate var inOrder: [Shared<Service>] {
    services.sorted { ($0.creationTimestamp, $0.key) < ($1.creationTimestamp, $1.key) }
  }
}

extension Service {
  /// Whether applications call its endpoints by their own addresses, since there is no other. (A rule that lists no endpoints leaves
  /// open which addresses it is about.)
  var isCalledByEndpoint: Bool {
    resolution == .passthrough && addresses.isEmpty && (registry == .kubernetes || !selector.isEmpty)
  }
}
