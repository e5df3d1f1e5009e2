import MeshAPI
import MeshModel
import Testing

@testable import MeshTranslation

/// Which clusters there are, and where their hosts come from.
@Suite struct OutboundClustersTests {
  @Test func oneForEachPortAndSubset() {
    var mesh = MeshFixture()
    let service = mesh.service("cart", ports: [8080: .http, 9000: .tcp, 53: .udp])
    mesh.destinationRule("cart", DestinationRule("cart", subsets: [Subset(name: "v1"), Subset(name: "v2")]))
    #expect(
      mesh.clusters(of: service).map(\.name) == [
        "outbound|8080||cart.shop.svc.cluster.local", "outbound|8080|v1|cart.shop.svc.cluster.local",
        "outbound|8080|v2|cart.shop.svc.cluster.local", "outbound|9000||cart.shop.svc.cluster.local",
        "outbound|9000|v1|cart.shop.svc.cluster.local", "outbound|9000|v2|cart.shop.svc.cluster.local",
      ])
  }

  @Test func plansAreNamedLikeTheirInputs() {
    var mesh = MeshFixture()
    let service = mesh.service("cart")
    for inputs in mesh.clusters(of: service) + OutboundClusters.defaults(in: mesh.scope(of: MeshFixture.sidecar("shop"))) {
      #expect(inputs.plan().name == inputs.name)
    }
  }

  @Test(arguments: [
    (Service.Resolution.clientSide, Proxy.Kind.sidecar, ClusterPlan.Discovery.endpoints),
    (.clientSide, .router, .endpoints),
    (.passthrough, .sidecar, .originalDestination(isKept: false)),
    (.passthrough, .router, .endpoints),
  ])
  func hostsComeFrom(_ resolution: Service.Resolution, _ kind: Proxy.Kind, _ discovery: ClusterPlan.Discovery) throws {
    var mesh = MeshFixture()
    let service = mesh.service("cart") { $0.resolution = resolution }
    let proxy = kind == .sidecar ? MeshFixture.sidecar("shop") : MeshFixture.router("shop")
    let plan = try #require(mesh.clusters(of: service, for: proxy).first).plan()
    #expect(plan.discovery == discovery)
    #expect((plan.balancer == .none) == (discovery != .endpoints))
  }

  @Test func anAliasHasNone() {
    var mesh = MeshFixture()
    let service = mesh.service("cart") { $0.resolution = .alias(of: "other.example.com") }
    #expect(mesh.clusters(of: service).isEmpty)
    #expect(mesh.assignments(of: service).isEmpty)
  }

  @Test func passingThroughIsSomethingThatARuleCanAskFor() throws {
    var mesh = MeshFixture()
    let service = mesh.service("cart")
    let subset = Subset(name: "v1", trafficPolicy: .with { $0.loadBalancer = .simple(.leastRequest) })
    mesh.destinationRule("cart", DestinationRule("cart", subsets: [subset]) { $0.loadBalancer = .simple(.passthrough) })
    let plans = mesh.clusters(of: service).map { $0.plan() }
    #expect(plans.map(\.discovery) == [.originalDestination(isKept: false), .endpoints])
    #expect(plans.map(\.balancer) == [.none, .leastRequest(nil)])
    #expect(mesh.assignments(of: service).map(\.name) == ["outbound|8080|v1|cart.shop.svc.cluster.local"])
  }

  @Test func resolvedNamesAreWrittenIntoTheCluster() throws {
    var mesh = MeshFixture()
    let service = mesh.service(host: "api.example.com", in: "shop") { $0.resolution = .dns }
    #expect(mesh.clusters(of: service).isEmpty, "nothing to resolve yet")
    mesh.destinationRule(
      "api",
      DestinationRule(
        "api.example.com",
        subsets: [
          Subset(name: "eu", labels: ["place": "eu"]), Subset(name: "mars", labels: ["place": "mars"]),
        ]))
    mesh.endpoints(
      [
        .at("", port: 80, of: "p80", labels: ["place": "eu"]) { $0.address = .hostname("eu.example.com") },
        .at("", port: 80, of: "p80") { $0.address = .hostname("us.example.com") },
      ], of: service)
    let plans = mesh.clusters(of: service).map { $0.plan() }
    #expect(plans.map(\.name) == ["outbound|80||api.example.com", "outbound|80|eu|api.example.com"])
    let addresses = plans.map { plan -> [Endpoint.Address] in
      guard case .dns(let hosts) = plan.discovery else { return [] }
      return hosts.groups.flatMap(\.hosts).map(\.address)
    }
    #expect(addresses == [[.hostname("eu.example.com"), .hostname("us.example.com")], [.hostname("eu.example.com")]])
    #expect(mesh.assignments(of: service).isEmpty)
  }

  @Test func oneAnswerAtATimeMeansOneName() throws {
    var mesh = MeshFixture()
    let service = mesh.service(host: "api.example.com", in: "shop") { $0.resolution = .dnsRoundRobin }
    mesh.endpoints(
      ["b", "a"].map { name in .at("", port: 80, of: "p80") { $0.address = .hostname("\(name).example.com") } }, of: service)
    let plan = try #require(mesh.clusters(of: service).first).plan()
    guard case .dnsRoundRobin(let hosts) = plan.discovery else {
      Issue.record("\(plan.discovery)")
      return
    }
    #expect(hosts.groups.flatMap(\.hosts).map(\.address) == [.hostname("a.example.com")])
  }

  @Test func namesAreResolvedToTheProxysFamily() throws {
    var mesh = MeshFixture()
    let service = mesh.service(host: "api.example.com", in: "shop") { $0.resolution = .dns }
    mesh.endpoints([.at("", port: 80, of: "p80") { $0.address = .hostname("api.example.com") }], of: service)
    var proxy = MeshFixture.sidecar("shop")
    #expect(mesh.clusters(of: service, for: proxy).map { $0.plan().prefersIPv6 } == [false])
    proxy.addresses = ["fd00::1"]
    #expect(mesh.clusters(of: service, for: proxy).map { $0.plan().prefersIPv6 } == [true])
  }

  @Test func everyProxyHasItsDefaults() {
    let mesh = MeshFixture()
    let sidecar = OutboundClusters.defaults(in: mesh.scope(of: MeshFixture.sidecar("shop"))).map { $0.plan() }
    #expect(sidecar.map(\.name) == ["BlackHoleCluster", "PassthroughCluster", "InboundPassthroughCluster"])
    #expect(sidecar.map(\.sourceAddress) == [nil, nil, "127.0.0.6"])
    #expect(sidecar.map(\.upstreamProtocol) == [.http1, .sameAsClient, .sameAsClient])
    let router = OutboundClusters.defaults(in: mesh.scope(of: MeshFixture.router("shop")))
    #expect(router.map(\.name) == ["BlackHoleCluster"])
  }

  @Test func aPlanNamesTheObjectsBehindIt() throws {
    var mesh = MeshFixture()
    let service = mesh.service("cart")
    let rule = mesh.destinationRule("cart", DestinationRule("cart"))
    let plan = try #require(mesh.clusters(of: service).first).plan()
    #expect(plan.origins == [rule.key, service.origin])
    #expect(plan.destinationRule == rule.key)
    #expect(plan.services == [.init(host: "cart.shop.svc.cluster.local", name: "cart", namespace: "shop")])
  }
}
