import MeshAPI
import MeshModel
import Testing

@testable import MeshTranslation

/// Which endpoints belong to which cluster.
@Suite struct LoadAssignmentsTests {
  private func addresses(_ inputs: [LoadAssignmentInputs]) -> [[String]] {
    inputs.map { $0.plan().groups.flatMap(\.hosts).map { "\($0.address)" } }
  }

  @Test func onlyThoseOfThePortAndTheSubset() {
    var mesh = MeshFixture()
    let service = mesh.service("cart", ports: [8080: .http, 9000: .tcp, 53: .udp])
    mesh.destinationRule(
      "cart",
      DestinationRule(
        "cart",
        subsets: [
          Subset(name: "v2", labels: ["version": "v2"]), Subset(name: "all"),
        ]))
    mesh.endpoints(
      [
        .at("10.0.0.1", labels: ["version": "v1"]), .at("10.0.0.2", labels: ["version": "v2", "app": "cart"]),
        .at("10.0.0.2", port: 9001, of: "p9000", labels: ["version": "v2"]), .at("10.0.0.3", of: "p53"),
      ], of: service)
    let inputs = mesh.assignments(of: service)
    #expect(
      inputs.map(\.name)
        == [8080, 9000].flatMap { port in
          ["", "v2", "all"].map { "outbound|\(port)|\($0)|cart.shop.svc.cluster.local" }
        })
    let counts = inputs.map { $0.plan().groups.flatMap(\.hosts).map(\.port) }
    #expect(counts == [[8080, 8080], [8080], [8080, 8080], [9001], [9001], [9001]])
  }

  @Test func aServiceWithoutEndpointsHasAnEmptyAssignment() {
    var mesh = MeshFixture()
    let service = mesh.service("cart")
    #expect(mesh.assignments(of: service).map { $0.plan().groups } == [[]])
  }

  @Test func everyClusterThatWaitsForHostsGetsThem() {
    var mesh = MeshFixture()
    let resolutions: [Service.Resolution] = [.clientSide, .passthrough, .dns, .dnsRoundRobin, .alias(of: "x")]
    for proxy in [MeshFixture.sidecar("shop"), MeshFixture.router("shop")] {
      for resolution in resolutions {
        let service = mesh.service("cart", ports: [80: .http, 81: .udp]) { $0.resolution = resolution }
        mesh.endpoints([.at("10.0.0.1", of: "p80")], of: service)
        let waiting = mesh.clusters(of: service, for: proxy).filter { $0.plan().discovery == .endpoints }.map(\.name)
        #expect(mesh.assignments(of: service, for: proxy).map(\.name) == waiting, "\(proxy.kind) \(resolution)")
      }
    }
  }

  @Test(arguments: [
    (Endpoint.Health.healthy, false, true), (.unknown, false, true), (.unhealthy, false, false), (.draining, false, false),
    (.draining, true, true), (.unhealthy, true, false),
  ])
  func healthDecides(_ health: Endpoint.Health, _ keepsSessions: Bool, _ isListed: Bool) {
    var mesh = MeshFixture()
    let service = mesh.service("cart") {
      if keepsSessions { $0.labels["istio.io/persistent-session"] = "session" }
    }
    mesh.endpoints([.at("10.0.0.1") { $0.health = health }], of: service)
    let hosts = mesh.assignments(of: service).flatMap { $0.plan().groups.flatMap(\.hosts) }
    #expect(hosts.map(\.health) == (isListed ? [health] : []))
  }

  @Test func trafficStaysOnTheNodeWhereTheServiceSaysSo() {
    var mesh = MeshFixture()
    let service = mesh.service("cart") { $0.isNodeLocal = true }
    mesh.endpoints(
      [.at("10.0.0.1") { $0.nodeName = "n1" }, .at("10.0.0.2") { $0.nodeName = "n2" }], of: service)
    var proxy = MeshFixture.sidecar("shop")
    proxy.nodeName = "n2"
    #expect(addresses(mesh.assignments(of: service, for: proxy)) == [["ip(\"10.0.0.2\")"]])
  }

  @Test func namesAreNoAddresses() {
    var mesh = MeshFixture()
    let service = mesh.service("cart")
    mesh.endpoints(
      [.at("10.0.0.1"), .at("") { $0.address = .hostname("a.example.com") }, .at("") { $0.address = .unixSocket(path: "/s") }],
      of: service)
    #expect(addresses(mesh.assignments(of: service)) == [["ip(\"10.0.0.1\")", "unixSocket(path: \"/s\")"]])
  }

  @Test func anEndpointConcernsItsOwnServiceAlone() {
    var mesh = MeshFixture()
    let (cart, shop) = (mesh.service("cart"), mesh.service("shop"))
    mesh.endpoints([.at("10.0.0.1")], of: shop)
    let before = (mesh.assignments(of: cart), mesh.assignments(of: shop))
    mesh.endpoints([.at("10.0.0.2")], of: cart)
    #expect(mesh.assignments(of: shop) == before.1)
    #expect(mesh.assignments(of: cart) != before.0)
  }

  @Test func proxiesShareAssignmentsWhereverTheyAre() {
    var mesh = MeshFixture()
    let service = mesh.service("cart")
    mesh.endpoints([.at("10.0.0.1", in: "eu/a/1"), .at("10.0.0.2", in: "us/b/2")], of: service)
    var far = MeshFixture.sidecar("other")
    far.locality = Locality("us/b/2")
    far.nodeName = "elsewhere"
    #expect(mesh.assignments(of: service) == mesh.assignments(of: service, for: far))
    #expect(mesh.assignments(of: service) == mesh.assignments(of: service, for: MeshFixture.router("shop")))
  }

  @Test func telemetryKnowsTheWorkload() throws {
    var mesh = MeshFixture()
    let service = mesh.service("cart")
    mesh.endpoints(
      [
        .at("10.0.0.1", labels: ["app": "cart", "version": "v1"]) {
          $0.workloadName = "cart-v1"
          $0.namespace = "shop"
          $0.clusterID = "Kubernetes"
        },
        .at("10.0.0.2", labels: ["service.istio.io/canonical-name": "basket", "app": "cart"]) { $0.workloadName = "w" },
        .at("10.0.0.3"),
      ], of: service)
    let plan = try #require(mesh.assignments(of: service).first).plan()
    let workloads = plan.groups.flatMap(\.hosts).map(\.workload)
    #expect(
      workloads == [
        .init(name: "cart-v1", namespace: "shop", service: "cart", revision: "v1", clusterID: "Kubernetes"),
        .init(name: "w", namespace: "", service: "basket", revision: "", clusterID: ""), nil,
      ])
  }
}
