import Foundation
import MeshAPI
import MeshModel
import Testing

@testable import MeshTranslation

/// A route configuration whose Envoy form is written down in `../Goldens/Routes/NAME.json`.
struct RouteExample: Sendable, CustomTestStringConvertible {
  var name: String
  var inputs: RouteConfigurationInputs

  var testDescription: String { name }

  var goldenPath: String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Goldens/Routes/\(name).json").path
  }

  static let all = [
    RouteExample(name: "matches", inputs: rules(matches)),
    RouteExample(name: "destinations", inputs: rules(destinations)),
    RouteExample(name: "forwarding", inputs: rules(forwarding, facts: hashing)),
    RouteExample(name: "faults-and-cors", inputs: rules(faultsAndCors)),
    RouteExample(name: "answers", inputs: rules(answers)),
    RouteExample(name: "services", inputs: services),
    RouteExample(name: "gateway", inputs: gateway),
    RouteExample(name: "gateway-without-routes", inputs: gatewayWithoutRoutes),
    RouteExample(
      name: "inbound",
      inputs: InboundRoutes.inputs(
        cluster: "inbound|18300||", host: "named.shop.svc.cluster.local", port: 8300, protocol: .http)),
    RouteExample(name: "inbound-passthrough", inputs: InboundRoutes.passthrough()),
    RouteExample(name: "any-port", inputs: anyPort),
    RouteExample(name: "claims", inputs: rules(claims)),
  ]

  // MARK: What the examples are made of

  static func service(_ name: String, address: String? = nil) -> Shared<Service> {
    Shared(
      Service(
        key: ServiceKey(hostname: Hostname("\(name).shop.svc.cluster.local"), namespace: "shop"), registry: .kubernetes,
        name: name, ports: [ServicePort(name: "http", number: 8080, protocol: .http, targetPort: 8080)],
        addresses: address.map { [$0] } ?? [], origin: ObjectKey(kind: .service, namespace: "shop", name: name)))
  }

  static func binding(_ http: [HTTPRoute], facts: [DestinationFacts] = []) -> RuleBinding {
    let spec = VirtualService(hosts: ["cart"], http: http)
    let key = ObjectKey(kind: .virtualService, namespace: "shop", name: "cart")
    let object = Object(
      key: key, metadata: ObjectMetadata(name: "cart", namespace: "shop"), spec: spec, digest: ContentDigest(high: 1, low: 1))
    let resolved = ResolvedVirtualService(
      object: object, delegates: [], hosts: ["cart.shop.svc.cluster.local"], gateways: ["mesh"],
      http: http.enumerated().map { ResolvedHTTPRoute(route: $1, origin: Origin(key, path: "spec.http[\($0)]")) })
    return RuleBinding(
      rule: resolved, client: RouteClient(gateway: "mesh", namespace: "", labels: [:]), port: 8080, facts: facts)
  }

  private static func rules(_ http: [HTTPRoute], facts: [DestinationFacts] = []) -> RouteConfigurationInputs {
    let domains = ServiceDomains(service: service("cart", address: "10.96.0.11"), shortening: .sameNamespace)
    return RouteConfigurationInputs(
      name: "8080",
      virtualHosts: [
        VirtualHostInputs(
          title: "cart.shop.svc.cluster.local", port: 8080, domains: .service(domains),
          content: .rules([binding(http, facts: facts)]))
      ])
  }

  private static func route(
    _ host: String = "cart.shop.svc.cluster.local", subset: String? = nil, port: Int? = nil, weight: Int = 0,
    change: (inout HTTPRoute) -> Void = { _ in }
  ) -> HTTPRoute {
    var route = HTTPRoute()
    route.route = [HTTPRouteDestination(destination: Destination(host: host, subset: subset, port: port), weight: weight)]
    change(&route)
    return route
  }

  private static let claims = [
    route {
      $0.match = [
        match {
          $0.headers = ["@request.auth.claims.groups": .exact("admin"), "@request.auth.claims[a.b][c]": nil, "x": .exact("y")]
          $0.withoutHeaders = ["@request.auth.claims.sub": .prefix("guest-")]
        }
      ]
    }
  ]

  private static func match(_ change: (inout HTTPMatchRequest) -> Void) -> HTTPMatchRequest {
    var match = HTTPMatchRequest()
    change(&match)
    return match
  }

  // MARK: The examples

  private static let matches = [
    route {
      $0.name = "paths"
      $0.match = [
        match { $0.uri = .exact("/exact") }, match { $0.uri = .prefix("/prefix") },
        match {
          $0.name = "regex"
          $0.uri = .regex("/items/[0-9]+(/.*)?")
          $0.ignoreUriCase = true
          $0.statPrefix = "items"
        },
      ]
    },
    route {
      $0.match = [
        match {
          $0.headers = ["x-user": .exact("alice"), "x-beta": nil, "user-agent": .regex(".*Firefox.*")]
          $0.withoutHeaders = ["x-bot": nil, "cookie": .prefix("session=")]
          $0.queryParams = ["debug": nil, "page": .regex("[0-9]+"), "sort": .exact("name")]
          $0.method = .exact("GET")
          $0.authority = .prefix("cart")
          $0.scheme = .exact("http")
        }
      ]
    },
    route("fallback.shop.svc.cluster.local"),
  ]

  private static let destinations = [
    route(subset: "v1", weight: 70) { route in
      route.match = [match { $0.uri = .prefix("/split") }]
      route.route[0].headers = Headers(
        request: .init(set: ["x-slice": "stable", "host": "stable.example.com"], add: ["x-more": "1"], remove: ["x-debug"]),
        response: .init(set: ["x-served-by": "v1"], remove: ["server"]))
      route.route.append(
        HTTPRouteDestination(destination: Destination(host: "other.shop.svc.cluster.local", port: 9090), weight: 30))
      route.headers = Headers(request: .init(set: ["x-all": "yes"]))
    },
    route("single.shop.svc.cluster.local") { route in
      route.headers = Headers(request: .init(set: ["x-first": "1"]), response: .init(add: ["x-last": "2"]))
      route.route[0].headers = Headers(request: .init(set: [":authority": "single.example.com"], remove: ["x-gone"]))
    },
  ]

  private static let forwarding = [
    route { route in
      route.match = [match { $0.uri = .prefix("/retries") }]
      route.timeout = .milliseconds(2500)
      route.retries = HTTPRetry()
      route.retries?.attempts = 3
      route.retries?.perTryTimeout = .milliseconds(250)
      route.retries?.retryOn = "5xx,503"
      route.retries?.retryRemoteLocalities = true
      route.retries?.backoff = .milliseconds(40)
    },
    route { route in
      route.match = [match { $0.uri = .prefix("/rewrite") }]
      route.rewrite = HTTPRewrite()
      route.rewrite?.uri = "/new"
      route.rewrite?.authority = "new.example.com"
      route.retries = HTTPRetry()
      route.retries?.attempts = 0
    },
    route { route in
      route.match = [match { $0.uri = .prefix("/regex") }]
      route.rewrite = HTTPRewrite()
      route.rewrite?.uriRegexRewrite = HTTPRewrite.RegexRewrite(match: "^/regex/(.*)$", rewrite: "/\\1")
    },
    route { route in
      route.mirrors = [
        HTTPMirrorPolicy(destination: Destination(host: "mirror.shop.svc.cluster.local")),
        HTTPMirrorPolicy(destination: Destination(host: "part.shop.svc.cluster.local", subset: "v1"), percentage: 0.5),
      ]
    },
    route("hashed.shop.svc.cluster.local"),
  ]

  /// `cart` is hashed by a cookie.
  private static let hashing: [DestinationFacts] = {
    var policy = TrafficPolicy()
    policy.loadBalancer = LoadBalancerSettings()
    policy.loadBalancer?.consistentHash = ConsistentHash(
      key: .cookie(.init(name: "session", path: "/", ttl: .seconds(60), attributes: [.init(name: "SameSite", value: "Strict")])))
    let rule = MergedDestinationRule(
      objects: [], host: "cart.shop.svc.cluster.local", trafficPolicy: policy, subsets: [])
    return [DestinationFacts(host: "cart.shop.svc.cluster.local", hashing: Shared(rule))]
  }()

  private static let faultsAndCors = [
    route { route in
      route.match = [match { $0.uri = .prefix("/both") }]
      route.fault = HTTPFaultInjection()
      route.fault?.delay = .init(fixedDelay: .milliseconds(300), percentage: 0.05)
      route.fault?.abort = .init(answer: .httpStatus(418), percentage: 50)
    },
    route { route in
      route.match = [match { $0.uri = .prefix("/grpc") }]
      route.fault = HTTPFaultInjection()
      route.fault?.abort = .init(answer: .grpcStatus(14))
    },
    route { route in
      route.corsPolicy = CorsPolicy()
      route.corsPolicy?.allowOrigins = [.exact("https://a.example.com"), .regex("https://.*\\.example\\.org")]
      route.corsPolicy?.allowMethods = ["GET", "POST"]
      route.corsPolicy?.allowHeaders = ["x-a", "x-b"]
      route.corsPolicy?.exposeHeaders = ["x-c"]
      route.corsPolicy?.maxAge = .seconds(86400)
      route.corsPolicy?.allowCredentials = true
      route.corsPolicy?.unmatchedPreflights = .ignore
    },
  ]

  private static let answers: [HTTPRoute] = {
    func redirect(_ path: String, _ change: (inout HTTPRedirect) -> Void) -> HTTPRoute {
      var route = HTTPRoute()
      route.match = [match { $0.uri = .prefix(path) }]
      var redirect = HTTPRedirect()
      change(&redirect)
      route.redirect = redirect
      return route
    }
    func respond(_ path: String, _ response: HTTPDirectResponse) -> HTTPRoute {
      var route = HTTPRoute()
      route.match = [match { $0.uri = .prefix(path) }]
      route.directResponse = response
      return route
    }
    return [
      redirect("/moved") {
        $0.uri = "/here"
        $0.authority = "www.example.com"
      },
      redirect("/secure") {
        $0.scheme = "https"
        $0.port = .number(8443)
        $0.redirectCode = 308
      },
      respond("/teapot", HTTPDirectResponse(status: 418, body: .string("short and stout"))),
      respond("/bytes", HTTPDirectResponse(status: 200, body: .bytes([0, 1, 2]))),
      respond("/nothing", HTTPDirectResponse(status: 503)),
    ]
  }()

  private static let services = RouteConfigurationInputs(
    name: "8080",
    virtualHosts: [
      VirtualHostInputs(
        title: "cart.shop.svc.cluster.local", port: 8080,
        domains: .service(ServiceDomains(service: service("cart", address: "10.96.0.11"), shortening: .otherNamespace)),
        content: .service(service("cart"), port: 8080, hashing: nil)),
      VirtualHostInputs(
        title: "www.example.com", port: 8080, domains: .hosts(["www.example.com"]), content: .rules([binding([route()])])),
      VirtualHostInputs(title: "allow_any", port: nil, domains: .any, content: .allowAny(cluster: ClusterName.passthrough)),
    ])

  private static let gateway = RouteConfigurationInputs(
    name: "http.8080",
    virtualHosts: [
      VirtualHostInputs(
        title: "www.example.com", port: 80, domains: .hosts(["www.example.com", "*.example.com"]),
        content: .rules([binding([route()]), binding([route { $0.match = [match { $0.uri = .exact("/b") }] }])])),
      VirtualHostInputs(
        title: "secure.example.com", port: 80, domains: .hosts(["secure.example.com"]), content: .rules([]),
        requiresTLS: true),
    ])

  private static let gatewayWithoutRoutes = RouteConfigurationInputs(
    name: "http.8081", virtualHosts: [VirtualHostInputs(title: "blackhole", port: 80, domains: .any, content: .rules([]))])

  private static let anyPort = RouteConfigurationInputs(
    name: "unix:///tmp/out.sock", side: .anyPort,
    virtualHosts: [
      VirtualHostInputs(
        title: "cart.shop.svc.cluster.local", port: 8080,
        domains: .service(
          ServiceDomains(service: service("cart"), shortening: .sameNamespace, portForm: .only(8080))),
        content: .service(service("cart"), port: 8080, hashing: nil)),
      VirtualHostInputs(title: "block_all", port: nil, domains: .any, content: .blockAll),
    ])
}
