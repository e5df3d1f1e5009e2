package import MeshAPI

/// A connection that speaks HTTP.
package struct HTTPConnectionPlan: Hashable, Sendable {
  package enum Role: Hashable, Sendable { case sidecarOutbound, sidecarInbound, gateway }
  package enum Routes: Hashable, Sendable {
    /// Fetched by name.
    case named(String)
    case inline(RouteConfigurationInputs)
  }

  package var statPrefix: String
  package var role: Role
  package var routes: Routes
  /// The port's protocol is HTTP/2 for sure.
  package var isHTTP2 = false
  package var translatesGRPCWeb = false
  /// What requests must pass before anything else looks at them.
  package var security = SecurityPlan.none
  package var accessLog: AccessLogPlan?
  /// For requests to services that are looked up by the very name that is asked for; nil where there are none.
  package var nameCache: NameCachePlan?
  package var settings = HTTPConnectionSettings()

  package init(statPrefix: String, role: Role, routes: Routes) {
    self.statPrefix = statPrefix
    self.role = role
    self.routes = routes
  }
}
