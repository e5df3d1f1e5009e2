package import MeshAPI
package import MeshModel

/// What the listener for one address and port of a gateway depends on.
package struct GatewayListenerInputs: Hashable, Sendable {
  package var name: String
  package var address: ListenerPlan.Address
  /// The route configuration that answers here.
  package var routeName: String
  package var translatesGRPCWeb: Bool
  package var accessLog: AccessLogPlan?
  package var security: Shared<SecurityInputs>
  /// The Gateway objects that have a server here, in the order of precedence.
  package var origins: [ObjectKey]

  func plan() -> ListenerPlan {
    var http = HTTPConnectionPlan(statPrefix: "outbound_\(name)", role: .gateway, routes: .named(routeName))
    http.translatesGRPCWeb = translatesGRPCWeb
    http.accessLog = accessLog
    http.security = SecurityPlan(security.value, for: .http, isGateway: true)
    var chain = FilterChainPlan(content: .http(http))
    chain.transportTimeout = FilterChainPlan.transportTimeout
    var plan = ListenerPlan(name: name, address: address, direction: .outbound, chains: [chain])
    plan.acceptsOneByOne = true
    plan.origins = security.origins + origins
    return plan
  }
}
