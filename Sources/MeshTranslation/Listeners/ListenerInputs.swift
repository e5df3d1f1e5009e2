package import MeshAPI
import MeshModel

/// What one listener depends on.
package enum ListenerInputs: PlanInputs {
  /// The listener that captured outbound connections arrive at.
  case virtualOutbound(VirtualOutboundInputs)
  /// One address and port that applications call.
  case outbound(OutboundListenerInputs)
  /// The listener that captured inbound connections arrive at.
  case virtualInbound(WorkloadView)
  /// A listener of its own for one of the Sidecar object's ingress entries.
  case ingress(WorkloadView, Sidecar.Ingress)
  /// A port of a gateway.
  case gateway(GatewayListenerInputs)

  /// The route configurations that the listener asks for by name; none where it has none, or holds its routes itself.
  package var routeNames: [String] {
    switch self {
    case .outbound(let inputs): inputs.routeName.map { [$0] } ?? []
    case .gateway(let inputs): inputs.routeNames
    case .virtualOutbound, .virtualInbound, .ingress: []
    }
  }

  /// The credentials that the proxy asks the control plane for.
  package var credentials: [CredentialName] {
    guard case .gateway(let inputs) = self else { return [] }
    return inputs.chains.flatMap { $0.tls?.credentials ?? [] }
  }

  package func plan() -> ListenerPlan {
    switch self {
    case .virtualOutbound(let inputs): inputs.plan()
    case .outbound(let inputs): inputs.plan()
    case .virtualInbound(let view): InboundListeners.virtualInbound(view)
    case .ingress(let view, let entry): InboundListeners.ingress(view, entry)
    case .gateway(let inputs): inputs.plan()
    }
  }
}

/// What the listener for captured outbound traffic depends on.
package struct VirtualOutboundInputs: Hashable, Sendable {
  package var port: Int
  package var isIPv6Only: Bool
  package var isTransparent: Bool
  /// Where connections go that are for nobody the mesh knows.
  package var fallbackCluster: String
  package var accessLog: AccessLogPlan?

  func plan() -> ListenerPlan {
    let address = isIPv6Only ? "::" : "0.0.0.0"
    var refused = FilterChainPlan(
      name: "virtualOutbound-blackhole",
      content: .tcp(TCPProxyPlan(cluster: ClusterName.blackHole, accessLog: accessLog)))
    refused.destinationPort = port
    let rest = FilterChainPlan(
      name: "virtualOutbound-catchall-tcp",
      content: .tcp(TCPProxyPlan(cluster: fallbackCluster, accessLog: accessLog)))
    var plan = ListenerPlan(
      name: ListenerPlan.virtualOutboundName, address: .socket(address: address, port: port), direction: .outbound,
      chains: [refused, rest])
    plan.usesOriginalDestination = true
    plan.isTransparent = isTransparent
    plan.acceptsOneByOne = true
    return plan
  }
}
