/// What a patch must find before it does anything. Conditions that are nil (or empty) hold everywhere.
extension EnvoyFilter {
  package struct ProxyMatch: Hashable, Sendable {
    /// A regular expression (RE2) that some part of the proxy's `ISTIO_VERSION` must match; a proxy without a version matches none.
    package var version: String?
    /// Texts of the node's metadata.
    package var metadata: [String: String] = [:]

    package init() {}
  }

  package struct ListenerMatch: Hashable, Sendable {
    package var name: String?
    /// The listener's port; of the listeners for captured traffic: the destination port of a filter chain.
    package var port: Int?
    package var listenerFilter: String?
    package var chain = FilterChainMatch()

    package init() {}
  }

  package struct FilterChainMatch: Hashable, Sendable {
    package var name: String?
    /// One of the chain's server names.
    package var serverName: String?
    package var transportProtocol: String?
    /// All of them must be among the chain's.
    package var applicationProtocols: [String] = []
    package var destinationPort: Int?
    /// The name of a network filter.
    package var filter: String?
    /// The name of an HTTP filter inside of the network filter.
    package var subFilter: String?

    package init() {}
  }

  package struct RouteMatch: Hashable, Sendable {
    package enum Action: String, Hashable, Sendable, CaseIterable {
      case any = "ANY"
      case route = "ROUTE"
      case redirect = "REDIRECT"
      case directResponse = "DIRECT_RESPONSE"
    }

    /// The route configuration's name.
    package var name: String?
    /// For gateways the port of the service in front of them.
    package var port: Int?
    /// For gateways: the name of the server's port.
    package var portName: String?
    /// For gateways: `namespace/name` of the Gateway.
    package var gateway: String?
    package var virtualHost: String?
    /// One of the virtual host's domains.
    package var domain: String?
    /// Whether a route is asked for at all: it decides where INSERT operations put a new one.
    package var hasRoute = false
    package var routeName: String?
    package var action = Action.any

    package init() {}
  }

  package struct ClusterMatch: Hashable, Sendable {
    /// Where it is given, nothing else counts.
    package var name: String?
    package var port: Int?
    /// The host of the service.
    package var service: String?
    package var subset: String?

    package init() {}
  }
}
