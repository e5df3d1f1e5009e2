import MeshAPI
import MeshModel
import Testing

@testable import MeshTranslation

struct RoutePlanTests {
  /// The routes of a VirtualService for `cart`, for a client of the namespace `shop`.
  private func routes(_ http: HTTPRoute..., change: (inout MeshFixture) -> Void = { _ in }) -> [RoutePlan] {
    var mesh = MeshFixture()
    mesh.service("cart")
    mesh.virtualService("cart", VirtualService(hosts: ["cart"], http: http))
    change(&mesh)
    let scope = mesh.scope(of: MeshFixture.sidecar("shop"))
    return OutboundRoutes.inputs(named: "8080", in: scope)?.virtualHosts.first?.plan().routes ?? []
  }

  private func forward(_ http: HTTPRoute, change: (inout MeshFixture) -> Void = { _ in }) throws -> ForwardPlan {
    guard case .forward(let plan) = try #require(routes(http, change: change).first).action else {
      throw Unexpected()
    }
    return plan
  }
  private struct Unexpected: Error {}

  private func condition(_ name: String, _ value: StringMatch?, inverted: Bool = false) -> RouteMatchPlan.Condition {
    RouteMatchPlan.Condition(name: name, value: value, isInverted: inverted)
  }

  @Test func everyConditionOnARequest() throws {
    let plan = try #require(
      routes(
        HTTPRoute.to("cart").when {
          $0.name = "m"
          $0.uri = .regex("/a+")
          $0.ignoreUriCase = true
          $0.headers = ["x-b": .prefix("1"), "x-a": nil, ":path": .exact("/")]
          $0.withoutHeaders = ["x-a": .exact("no"), "cookie": nil, "x-star": .regex("*")]
          $0.queryParams = ["q": .exact("1"), "p": nil]
          $0.method = .exact("GET")
          $0.authority = .regex("cart.*")
          $0.scheme = .prefix("http")
          $0.statPrefix = "stats"
        }
      ).first)
    #expect(plan.name == ".m")
    #expect(plan.statPrefix == "stats")
    #expect(plan.match.path == .regex("/a+"))
    #expect(plan.match.ignoresPathCase)
    #expect(
      plan.match.headers == [
        condition(":path", .exact("/")), condition("cookie", nil, inverted: true), condition("x-a", nil),
        condition("x-a", .exact("no"), inverted: true), condition("x-b", .prefix("1")),
        condition("x-star", nil, inverted: true), condition(":method", .exact("GET")),
        condition(":authority", .regex("cart.*")), condition(":scheme", .prefix("http")),
      ])
    #expect(plan.match.queryParameters == [condition("p", nil), condition("q", .exact("1"))])
  }

  @Test func everyMatchIsARouteOfItsOwn() {
    let found = routes(
      HTTPRoute.to("a") { $0.name = "n" }.when(
        { $0.uri = .exact("/1") },
        {
          $0.uri = .exact("/2"); $0.name = "two"
        }),
      .to("b"))
    #expect(found.map(\.name) == ["n", "n.two", ""])
    #expect(found.map(\.origin?.path) == ["spec.http[0]", "spec.http[0]", "spec.http[1]"])
  }

  @Test(arguments: [StringMatch.prefix("/"), .regex(".*")])
  func nothingFollowsAMatchAll(uri: StringMatch) {
    let found = routes(HTTPRoute.to("a").when({ $0.uri = uri }, { $0.uri = .exact("/1") }), .to("b"))
    #expect(found.count == 1)
  }

  @Test func aConditionMakesAMatchAllAnOrdinaryMatch() {
    #expect(
      routes(
        HTTPRoute.to("a").when {
          $0.uri = .prefix("/"); $0.headers = ["x": nil]
        }, .to("b")
      ).count == 2)
  }

  @Test(arguments: [
    (HTTPMatchRequest.with { $0.port = 8080 }, 2), (.with { $0.port = 80 }, 1), (.with { $0.gateways = ["mesh"] }, 2),
    (.with { $0.gateways = ["edge"] }, 1), (.with { $0.sourceNamespace = "shop" }, 2),
    (.with { $0.sourceNamespace = "ops" }, 1), (.with { $0.sourceLabels = ["app": "x"] }, 1),
  ])
  func conditionsOnTheClientDecideBeforehand(match: HTTPMatchRequest, count: Int) {
    let narrowed = HTTPRoute.to("a") {
      $0.match = [match]
      $0.match[0].uri = .prefix("/x")
    }
    #expect(routes(narrowed, .to("b")).count == count)
  }

  @Test func destinationsByWeight() throws {
    var route = HTTPRoute()
    route.route = [
      HTTPRouteDestination(destination: Destination(host: "a", subset: "v1"), weight: 70),
      HTTPRouteDestination(destination: Destination(host: "b", port: 9), weight: 30),
      HTTPRouteDestination(destination: Destination(host: "c"), weight: 0),
    ]
    route.route[0].headers = Headers(
      request: .init(set: ["host": "a.example.com", "x": "1"], remove: ["y", ":path"]), response: .init(add: ["z": "2"]))
    guard case .weighted(let found) = try forward(route).target else { throw Unexpected() }
    #expect(found.map(\.cluster) == ["outbound|8080|v1|a.shop.svc.cluster.local", "outbound|9||b.shop.svc.cluster.local"])
    #expect(found.map(\.weight) == [70, 30])
    #expect(found[0].authority == "a.example.com")
    #expect(found[0].requestHeaders.add == [.init(name: "x", value: "1", overwrites: true)])
    #expect(found[0].requestHeaders.remove == ["y"])
    #expect(found[0].responseHeaders.add == [.init(name: "z", value: "2", overwrites: false)])
  }

  @Test func aLoneSurvivorStaysWeightedAndNobodyMeansFailure() throws {
    var route = HTTPRoute()
    route.route = [
      HTTPRouteDestination(destination: Destination(host: "a"), weight: 0),
      HTTPRouteDestination(destination: Destination(host: "b"), weight: 5),
    ]
    guard case .weighted(let found) = try forward(route).target else { throw Unexpected() }
    #expect(found.map(\.weight) == [5])
    route.route[1].weight = 0
    #expect(routes(route).map(\.action) == [.respond(HTTPDirectResponse(status: 503))])
  }

  @Test func aSingleDestinationsHeadersAreTheRoutes() throws {
    let plan = try #require(
      routes(
        .to("a") {
          $0.headers = Headers(request: .init(set: ["b": "1"], add: ["a": "2"]))
          $0.route[0].headers = Headers(request: .init(set: ["c": "3", ":authority": "other"], remove: ["d"]))
        }
      ).first)
    #expect(plan.requestHeaders.add.map(\.name) == ["b", "a", "c"])
    #expect(plan.requestHeaders.add.map(\.overwrites) == [true, false, true])
    #expect(plan.requestHeaders.remove == ["d"])
    guard case .forward(let forward) = plan.action else { throw Unexpected() }
    #expect(forward.authority == "other")
  }

  @Test func rewriteBeatsHeadersForTheAuthority() throws {
    let plan = try forward(
      .to("a") {
        $0.headers = Headers(request: .init(set: ["Host": "from-headers"]))
        $0.route[0].headers = Headers(request: .init(set: ["host": "from-destination"]))
        $0.rewrite = HTTPRewrite()
        $0.rewrite?.authority = "from-rewrite"
        $0.rewrite?.uri = "/new"
      })
    #expect(plan.authority == "from-rewrite")
    #expect(plan.pathRewrite == .prefix("/new"))
    let withoutRewrite = try forward(
      .to("a") {
        $0.headers = Headers(request: .init(set: ["Host": "from-headers"]))
        $0.route[0].headers = Headers(request: .init(set: ["host": "from-destination"]))
      })
    #expect(withoutRewrite.authority == "from-headers")
  }

  @Test func regexRewrite() throws {
    let regex = HTTPRewrite.RegexRewrite(match: "^/a(.*)", rewrite: "/b\\1")
    let plan = try forward(
      .to("a") {
        $0.rewrite = HTTPRewrite()
        $0.rewrite?.uriRegexRewrite = regex
      })
    #expect(plan.pathRewrite == .regex(regex))
  }

  @Test func retryPolicies() throws {
    func retry(_ change: (inout HTTPRetry) -> Void) throws -> RetryPlan? {
      var policy = HTTPRetry()
      change(&policy)
      return try forward(.to("a") { $0.retries = policy }).retry
    }
    #expect(try forward(.to("a")).retry == .standard(isHashed: false))
    #expect(try retry { $0.attempts = 0 } == nil)
    let codes = try retry {
      $0.attempts = 3; $0.retryOn = "5xx, 503 ,gateway-error,,429"
    }
    #expect(codes?.attempts == 3)
    #expect(codes?.conditions == "5xx,gateway-error,retriable-status-codes")
    #expect(codes?.statusCodes == [503, 429])
    #expect(
      try retry {
        $0.attempts = 1; $0.retryOn = "503"
      }?.conditions == "retriable-status-codes")
    let all = try retry {
      $0.attempts = 2
      $0.perTryTimeout = .seconds(2)
      $0.retryRemoteLocalities = true
      $0.retryIgnorePreviousHosts = false
      $0.backoff = .milliseconds(40)
    }
    #expect(all?.perTryTimeout == .seconds(2))
    #expect(all?.triesOtherLocalities == true)
    #expect(all?.avoidsTriedHosts == false)
    #expect(all?.backoff == .milliseconds(40))
  }

  @Test func theMeshsRetryPolicyIsTheDefault() throws {
    var policy = HTTPRetry()
    policy.attempts = 7
    let plan = try forward(.to("a")) { mesh in
      var config = MeshConfig()
      config.defaultHttpRetryPolicy = policy
      mesh.snapshot.mesh = Shared(config)
    }
    #expect(plan.retry?.attempts == 7)
  }

  @Test func mirrors() throws {
    let plan = try forward(
      .to("a") {
        $0.mirrors = [
          HTTPMirrorPolicy(destination: Destination(host: "m1")),
          HTTPMirrorPolicy(destination: Destination(host: "m2", subset: "v1", port: 9), percentage: 12.5),
          HTTPMirrorPolicy(destination: Destination(host: "m3"), percentage: 0),
        ]
      })
    #expect(
      plan.mirrors == [
        .init(cluster: "outbound|8080||m1.shop.svc.cluster.local"),
        .init(cluster: "outbound|9|v1|m2.shop.svc.cluster.local", percentage: 12.5),
      ])
  }

  @Test func redirects() throws {
    func redirect(_ change: (inout HTTPRedirect) -> Void) throws -> RedirectPlan {
      var route = HTTPRoute()
      var redirect = HTTPRedirect()
      change(&redirect)
      route.redirect = redirect
      guard case .redirect(let plan) = try #require(routes(route).first).action else { throw Unexpected() }
      return plan
    }
    #expect(try redirect { $0.uri = "/x" }.code == 301)
    #expect(try redirect { $0.redirectCode = 308 }.code == 308)
    #expect(try redirect { $0.port = .number(8443) }.port == 8443)
    #expect(try redirect { $0.port = .number(80) }.port == nil)
    #expect(
      try redirect {
        $0.port = .number(80); $0.scheme = "https"
      }.port == 80)
    #expect(
      try redirect {
        $0.port = .number(443); $0.scheme = "https"
      }.port == nil)
    #expect(try redirect { $0.port = .fromRequestPort }.port == 8080)
    #expect(try redirect { $0.port = .fromProtocolDefault }.port == nil)
  }

  @Test func hashesComeFromDestinationRules() throws {
    func hash(_ name: String) -> TrafficPolicy {
      var policy = TrafficPolicy()
      policy.loadBalancer = LoadBalancerSettings()
      policy.loadBalancer?.consistentHash = ConsistentHash(key: .header(name))
      return policy
    }
    func keys(subset: String? = nil, port: Int? = nil) throws -> [ConsistentHash.Key] {
      try forward(.to("cart", port: port, subset: subset)) { mesh in
        var policy = hash("host")
        var own = PortTrafficPolicy(port: 8080)
        own.loadBalancer = hash("port").loadBalancer
        policy.portLevelSettings = [own]
        mesh.destinationRule(
          "cart",
          DestinationRule(
            host: "cart", trafficPolicy: policy,
            subsets: [Subset(name: "own", trafficPolicy: hash("subset")), Subset(name: "plain")]))
      }.hashing
    }
    #expect(try keys() == [.header("host")])
    #expect(try keys(port: 8080) == [.header("port")])
    #expect(try keys(subset: "own", port: 8080) == [.header("subset")])
    #expect(try keys(subset: "plain") == [.header("host")])
  }

  @Test func aHashedRequestIsRetriedWhereItWas() throws {
    var policy = TrafficPolicy()
    policy.loadBalancer = LoadBalancerSettings()
    policy.loadBalancer?.consistentHash = ConsistentHash(key: .sourceIP)
    let plan = try forward(.to("cart")) { [policy] mesh in
      mesh.destinationRule("cart", DestinationRule(host: "cart", trafficPolicy: policy))
    }
    #expect(plan.retry?.avoidsTriedHosts == false)
    #expect(plan.hashing == [.sourceIP])
  }

  @Test func operationsNameTheDestinationOrTheRule() {
    var split = HTTPRoute().when { $0.uri = .exact("/s") }
    split.route = [
      HTTPRouteDestination(destination: Destination(host: "a"), weight: 1),
      HTTPRouteDestination(destination: Destination(host: "b"), weight: 1),
    ]
    #expect(
      routes(split, .to("a", port: 9)).map(\.operation) == ["cart:8080/s", "a.shop.svc.cluster.local:9/*"])
  }
}
