package import MeshAPI
package import MeshModel

/// A VirtualService with its short names resolved and its delegates merged in; immutable, shared by all who see it.
package final class ResolvedVirtualService: Hashable, Sendable {
  package let object: Object<VirtualService>
  /// The delegates that were merged in, sorted by key.
  package let delegates: [Object<VirtualService>]
  /// As written, as full names.
  package let hosts: [Hostname]
  /// `mesh`, or `namespace/name`.
  package let gateways: [String]
  /// Destination hosts are full names here; gateways of matches are `mesh` or `namespace/name`.
  package let http: [ResolvedHTTPRoute]
  /// Rules for connections with TLS that is not ended here.
  package let tls: [ResolvedConnectionRoute]
  /// Rules for other connections that are not HTTP.
  package let tcp: [ResolvedConnectionRoute]

  // What follows is found once, since every class of proxies asks for it.

  /// Whether it has rules for connections.
  var routesConnections: Bool { !tls.isEmpty || !tcp.isEmpty }
  /// The hosts that requests are sent or mirrored to, sorted.
  let destinations: [Hostname]
  /// Label keys by which matches tell clients apart.
  let sourceLabelKeys: Set<String>
  /// Whether matches tell clients apart by namespace.
  let readsSourceNamespace: Bool
  /// Whether some route of requests is for every client, port and gateway.
  let isUnconditional: Bool
  let hasWildcardHost: Bool

  init(
    object: Object<VirtualService>, delegates: [Object<VirtualService>], hosts: [Hostname], gateways: [String],
    http: [ResolvedHTTPRoute], tls: [ResolvedConnectionRoute] = [], tcp: [ResolvedConnectionRoute] = []
  ) {
    self.object = object
    self.delegates = delegates
    self.hosts = hosts
    self.gateways = gateways
    self.http = http
    self.tls = tls
    self.tcp = tcp
    let targets = http.flatMap { $0.route.route.map(\.destination.host) + $0.route.mirrors.map(\.destination.host) }
    destinations = Set(targets.map { Hostname($0) }).sorted()
    let matches = http.flatMap(\.route.match)
    let connections = (tls + tcp).flatMap(\.route.match)
    sourceLabelKeys = Set(matches.flatMap(\.sourceLabels.keys) + connections.flatMap(\.sourceLabels.keys))
    readsSourceNamespace =
      matches.contains { $0.sourceNamespace != nil } || connections.contains { $0.sourceNamespace != nil }
    hasWildcardHost = hosts.contains(where: \.isWildcard)
    isUnconditional = http.contains { $0.route.match.isEmpty || $0.route.match.contains(where: \.isForEveryClient) }
  }

  // The rest follows from these; equality still compares what is written.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(object)
    hasher.combine(delegates)
  }

  package static func == (left: ResolvedVirtualService, right: ResolvedVirtualService) -> Bool {
    if left === right { return true }
    return left.object == right.object && left.delegates == right.delegates && left.hosts == right.hosts
      && left.gateways == right.gateways && left.http == right.http && left.tls == right.tls && left.tcp == right.tcp
  }
}

/// One route together with where it was written (the delegate's own rule for merged ones).
package struct ResolvedHTTPRoute: Hashable, Sendable {
  package var route: HTTPRoute
  package var origin: Origin
}

extension HTTPMatchRequest {
  /// Whether nothing about the client, the port or the gateway decides.
  fileprivate var isForEveryClient: Bool {
    port == nil && gateways.isEmpty && sourceLabels.isEmpty && sourceNamespace == nil
  }

  /// Whether this match counts for a client on a port.
  ///
  /// A match that names gateways looks at nothing else of the client (Istio's rule).
  func counts(for client: RouteClient, port: Int) -> Bool {
    if let wanted = self.port, wanted != port { return false }
    if !gateways.isEmpty { return gateways.contains(client.gateway) }
    guard sourceLabels.allSatisfy({ client.labels[$0.key] == $0.value }) else { return false }
    return sourceNamespace == nil || sourceNamespace == client.namespace
  }
}

/// What the matches of a VirtualService may ask about the proxy that routes.
struct RouteClient: Hashable, Sendable {
  /// `mesh` for sidecars, else the `namespace/name` of the Gateway.
  var gateway: String
  var namespace: String
  var labels: [String: String]
}

extension ResolvedVirtualService {
  /// Only what this VirtualService asks, so that clients which it can not tell apart are equal.
  func reduced(_ client: RouteClient) -> RouteClient {
    if sourceLabelKeys.isEmpty && !readsSourceNamespace {
      return RouteClient(gateway: client.gateway, namespace: "", labels: [:])
    }
    return RouteClient(
      gateway: client.gateway, namespace: readsSourceNamespace ? client.namespace : "",
      labels: sourceLabelKeys.isEmpty ? [:] : client.labels.filter { sourceLabelKeys.contains($0.key) })
  }

  /// Whether some match is for some of the rule's gateways alone.
  var tellsGatewaysApart: Bool { http.contains { $0.route.match.contains { !$0.gateways.isEmpty } } }

  /// Whether any route is left for a client on a port.
  func hasRoutes(for client: RouteClient, port: Int) -> Bool {
    isUnconditional
      || http.contains { $0.route.match.contains { $0.counts(for: client, port: port) } }
  }
}
