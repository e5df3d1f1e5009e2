/// Istio's `VirtualService` (networking.istio.io/v1): which routes a host's requests take.
package struct VirtualService: Hashable, Sendable {
  package var hosts: [String]
  /// As written; empty means `["mesh"]`.
  package var gateways: [String]
  package var http: [HTTPRoute]
  /// For connections whose TLS is not ended here: told apart by server name.
  package var tls: [ConnectionRoute]
  /// For other connections that are not HTTP.
  package var tcp: [ConnectionRoute]
  /// `.`, `*`, `~` or a namespace; empty means the mesh's default.
  package var exportTo: [String]

  package init(
    hosts: [String] = [], gateways: [String] = [], http: [HTTPRoute] = [], tls: [ConnectionRoute] = [],
    tcp: [ConnectionRoute] = [], exportTo: [String] = []
  ) {
    self.hosts = hosts
    self.gateways = gateways
    self.http = http
    self.tls = tls
    self.tcp = tcp
    self.exportTo = exportTo
  }
}

/// One rule of a VirtualService's `http` list (Istio `HTTPRoute`).
package struct HTTPRoute: Hashable, Sendable {
  package var name: String?
  /// Any of these must hold; empty matches every request.
  package var match: [HTTPMatchRequest] = []
  package var route: [HTTPRouteDestination] = []
  package var redirect: HTTPRedirect?
  package var directResponse: HTTPDirectResponse?
  package var delegate: Delegate?
  package var rewrite: HTTPRewrite?
  /// nil when unset; zero switches the timeout off.
  package var timeout: Duration?
  package var retries: HTTPRetry?
  package var fault: HTTPFaultInjection?
  /// `mirror` with `mirrorPercentage`, and `mirrors`, in this order; admission has merged the deprecated spellings.
  package var mirrors: [HTTPMirrorPolicy] = []
  package var corsPolicy: CorsPolicy?
  package var headers: Headers?

  package init() {}
}

/// A set of conditions that must all hold (Istio `HTTPMatchRequest`).
package struct HTTPMatchRequest: Hashable, Sendable {
  package var name: String?
  package var uri: StringMatch?
  package var ignoreUriCase = false
  /// Whether a prefix in `uri` stands for whole segments (as Ingresses mean it): `/a` for `/a` and `/a/b`, not for `/ab`.
  package var matchesSegments = false
  package var scheme: StringMatch?
  package var method: StringMatch?
  package var authority: StringMatch?
  /// nil asks for presence only (`headers: {name: {}}`).
  package var headers: [String: StringMatch?] = [:]
  /// nil asks for absence of the header as such.
  package var withoutHeaders: [String: StringMatch?] = [:]
  /// nil asks for presence only.
  package var queryParams: [String: StringMatch?] = [:]
  package var port: Int?
  package var sourceLabels: [String: String] = [:]
  package var sourceNamespace: String?
  /// As written; empty means the VirtualService's own list.
  package var gateways: [String] = []
  package var statPrefix: String?

  package init() {}
}

/// One weighted destination (Istio `HTTPRouteDestination`).
package struct HTTPRouteDestination: Hashable, Sendable {
  package var destination: Destination
  /// 0 when unset; a single destination with weight 0 gets all traffic.
  package var weight: Int
  package var headers: Headers?

  package init(destination: Destination, weight: Int = 0, headers: Headers? = nil) {
    self.destination = destination
    self.weight = weight
    self.headers = headers
  }
}

/// Another VirtualService that holds the rest of the routes (Istio `Delegate`).
package struct Delegate: Hashable, Sendable {
  package var name: String
  /// nil means the root VirtualService's namespace.
  package var namespace: String?

  package init(name: String, namespace: String? = nil) {
    self.name = name
    self.namespace = namespace
  }
}
