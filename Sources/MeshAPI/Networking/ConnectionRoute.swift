/// One rule of a VirtualService's `tls` or `tcp` list (Istio `TLSRoute`, `TCPRoute`): where connections go that nobody looks into.
package struct ConnectionRoute: Hashable, Sendable {
  /// Any of these must hold; empty matches every connection (only `tcp` rules may leave it empty).
  package var match: [ConnectionMatch]
  package var route: [RouteDestination]

  package init(match: [ConnectionMatch] = [], route: [RouteDestination]) {
    self.match = match
    self.route = route
  }
}

/// A set of conditions on a connection that must all hold (Istio `TLSMatchAttributes`, `L4MatchAttributes`).
package struct ConnectionMatch: Hashable, Sendable {
  /// TLS server names, perhaps with a wildcard as first label. Never empty in `tls` rules, always empty in `tcp` rules.
  package var sniHosts: [String] = []
  /// Original destinations: addresses or blocks, as written. Empty for any.
  package var destinationSubnets: [String] = []
  /// The client's address or block, as written (`tcp` rules only); nil for any.
  package var sourceSubnet: String?
  package var port: Int?
  package var sourceLabels: [String: String] = [:]
  package var sourceNamespace: String?
  /// As written; empty means the VirtualService's own list.
  package var gateways: [String] = []

  package init() {}
}

/// One weighted destination of connections (Istio `RouteDestination`).
package struct RouteDestination: Hashable, Sendable {
  package var destination: Destination
  /// 0 when unset; a single destination with weight 0 gets all traffic.
  package var weight: Int

  package init(destination: Destination, weight: Int = 0) {
    self.destination = destination
    self.weight = weight
  }
}
