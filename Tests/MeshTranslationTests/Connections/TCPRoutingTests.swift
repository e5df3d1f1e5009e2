import MeshAPI
import MeshModel
import Testing

@testable import MeshTranslation

/// The rules of `tcp` routes in sidecars (docs/traffic-language.md).
@Suite struct TCPRoutingTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var routes: [ConnectionRoute]
    var expected: [String]

    init(_ description: String, _ routes: [ConnectionRoute], _ expected: [String]) {
      testDescription = description
      self.routes = routes
      self.expected = expected
    }
  }

  /// For an application of the workload `app: web` in the namespace `shop`.
  static let cases = [
    Case("no rule", [], ["-> 5432||db"]),
    Case("a rule without matches", [.to("db:v1", port: 5433)], ["-> 5433|v1|db"]),
    Case("a destination without port has the port of the connection", [.to("db")], ["-> 5432||db"]),
    Case("the only port of the destination's service", [.to("other")], ["-> 6000||other"]),
    Case("a destination that is no service", [.to("nobody.example.com")], ["-> 5432||nobody.example.com"]),
    Case(
      "weights", [.to([("db:v1", 75), ("db:v2", 25), ("other", 0)])], ["-> 75 5432|v1|db -> 25 5432|v2|db"]),
    Case("one weight of two is left", [.to([("db:v1", 0), ("db:v2", 1)])], ["-> 1 5432|v2|db"]),
    Case("no weight at all", [.to([("db:v1", 0), ("db:v2", 0)])], ["-> BlackHoleCluster"]),
    Case("the port matches", [.to("db:v1").when { $0.port = 5432 }], ["-> 5432|v1|db"]),
    Case("another port", [.to("db:v1").when { $0.port = 5433 }], ["-> 5432||db"]),
    Case("the client's labels match", [.to("db:v1").when { $0.sourceLabels = ["app": "web"] }], ["-> 5432|v1|db"]),
    Case("other labels", [.to("db:v1").when { $0.sourceLabels = ["app": "cart"] }], ["-> 5432||db"]),
    Case("the client's namespace matches", [.to("db:v1").when { $0.sourceNamespace = "shop" }], ["-> 5432|v1|db"]),
    Case("another namespace", [.to("db:v1").when { $0.sourceNamespace = "ops" }], ["-> 5432||db"]),
    Case("the mesh is named", [.to("db:v1").when { $0.gateways = ["mesh"] }], ["-> 5432|v1|db"]),
    Case("another gateway is named", [.to("db:v1").when { $0.gateways = ["edge"] }], ["-> 5432||db"]),
    Case(
      "a match that names gateways asks for labels all the same",
      [.to("db:v1").when { ($0.gateways, $0.sourceLabels) = (["mesh"], ["app": "cart"]) }], ["-> 5432||db"]),
    Case(
      "the first rule that applies wins",
      [.to("db:v1").when { $0.port = 5433 }, .to("db:v2").when({ $0.port = 1 }, { $0.port = 5432 }), .to("db:v3")],
      ["-> 5432|v2|db"]),
    Case(
      "subnets are told apart by the proxy, the rest is the service's",
      [.to("db:v1").when { $0.destinationSubnets = ["10.96.0.0/24", "10.97.0.1"] }],
      ["to 10.96.0.0/24 to 10.97.0.1/32 -> 5432|v1|db", "else -> 5432||db"]),
    Case(
      "subnets, then a rule for the rest",
      [.to("db:v1").when { $0.destinationSubnets = ["10.96.0.0/24"] }, .to("db:v2"), .to("db:v3")],
      ["to 10.96.0.0/24 -> 5432|v1|db", "else -> 5432|v2|db"]),
    Case(
      "the earlier rule has a subnet that two list",
      [
        .to("db:v1").when { $0.destinationSubnets = ["10.96.0.0/24"] },
        .to("db:v2").when { $0.destinationSubnets = ["10.96.0.7/24", "10.98.0.0/16"] },
      ],
      ["to 10.96.0.0/24 -> 5432|v1|db", "to 10.98.0.0/16 -> 5432|v2|db", "else -> 5432||db"]),
    Case(
      "a subnet of everything is no condition", [.to("db:v1").when { $0.destinationSubnets = ["0.0.0.0/0"] }],
      ["-> 5432|v1|db"]),
    Case(
      "a match without subnets beats those with", [.to("db:v1").when({ $0.destinationSubnets = ["10.1.0.0/16"] }, { _ in })],
      ["-> 5432|v1|db"]),
    Case(
      "the client's own address",
      [
        .to("db:v1").when(
          { $0.sourceSubnet = "10.0.0.1" }, { ($0.sourceSubnet, $0.destinationSubnets) = ("10.2.0.0/16", ["10.96.0.0/24"]) })
      ],
      ["from 10.0.0.1/32 -> 5432|v1|db", "to 10.96.0.0/24 from 10.2.0.0/16 -> 5432|v1|db", "else -> 5432||db"]),
    Case("tls rules are none for this port", [], ["-> 5432||db"]),
  ]

  @Test(arguments: cases) func rulesDecideWhereConnectionsGo(_ example: Case) {
    let tls = [ConnectionRoute.to("db:tls").when { $0.sniHosts = ["db"] }]
    let mesh = MeshFixture.connections(tls: tls, tcp: example.routes)
    #expect(mesh.database(MeshFixture.sidecar("shop", labels: ["app": "web"])) == example.expected)
  }

  @Test(arguments: [
    (PortProtocol.tcp, ["-> 5432|v1|db"]), (.mongo, ["-> 5432|v1|db"]), (.redis, ["-> 5432|v1|db"]), (.mysql, ["-> 5432|v1|db"]),
    (.automatic, ["plain http -> routes db:5432", "else -> 5432|v1|db"]), (.tls, ["-> 5432||db"]), (.https, ["-> 5432||db"]),
  ]) func portsThatAreBytesTakeThem(_ spoken: PortProtocol, _ expected: [String]) {
    #expect(MeshFixture.connections(spoken, tcp: [.to("db:v1")]).database() == expected)
  }

  @Test func mongoIsReadOnTheWayToAnyDestination() throws {
    let mesh = MeshFixture.connections(.mongo, tcp: [.to([("db:v1", 1), ("db:v2", 1)])])
    let tcp = try #require(mesh.outbound()["10.96.0.1_5432"]?.chains.first?.tcp)
    #expect(tcp.codec == .mongo)
    #expect(tcp.statPrefix == "rule.shop")
  }

  @Test func olderRulesComeFirst() {
    var mesh = MeshFixture.connections()
    mesh.virtualService("young", age: 2, VirtualService(hosts: ["db"], tcp: [.to("db:young")]))
    mesh.virtualService(
      "old", age: 1, VirtualService(hosts: ["*.shop.svc.cluster.local"], tcp: [.to("db:old").when { $0.port = 5432 }]))
    #expect(mesh.database() == ["-> 5432|old|db"])
  }

  @Test func aRuleForOneNameOfAWildcardServiceIsForTheService() throws {
    var mesh = MeshFixture()
    mesh.service(host: "*.example.com", in: "shop", ports: [9000: .tcp], address: "10.1.1.1")
    mesh.virtualService("rule", VirtualService(hosts: ["a.example.com"], tcp: [.to("b.example.com")]))
    #expect(mesh.outbound()["10.1.1.1_9000"]?.summary == ["-> outbound|9000||b.example.com"])
  }

  @Test func rulesThatAreNotVisibleDoNotCount() {
    var mesh = MeshFixture.connections()
    mesh.virtualService(
      "private", in: "ops",
      VirtualService(hosts: ["db.shop.svc.cluster.local"], tcp: [.to("other.shop.svc.cluster.local")], exportTo: ["."]))
    #expect(mesh.database() == ["-> 5432||db"])
    #expect(mesh.database(MeshFixture.sidecar("ops")) == ["-> 6000||other"])
  }

  @Test func aliasesLeadToWhatTheyMean() {
    var mesh = MeshFixture.connections(tcp: [.to("alias")])
    mesh.service("alias", ports: [5432: .tcp, 1: .tcp]) { $0.resolution = .alias(of: "other.shop.svc.cluster.local") }
    #expect(mesh.database() == ["-> 5432||other"])
  }

  @Test func theRuleForTheFirstDestinationLimitsConnections() throws {
    var mesh = MeshFixture.connections(tcp: [.to([("other", 1), ("db", 1)])])
    var pool = ConnectionPoolSettings.TCP()
    pool.idleTimeout = .seconds(9)
    pool.maxConnectionDuration = .seconds(99)
    mesh.destinationRule("other", DestinationRule("other") { $0.connectionPool = ConnectionPoolSettings(tcp: pool) })
    let tcp = try #require(mesh.outbound()["10.96.0.1_5432"]?.chains.first?.tcp)
    #expect(tcp.idleTimeout == .seconds(9))
    #expect(tcp.maxDuration == .seconds(99))
  }

  @Test(arguments: [("db", true), ("db:v1", false), ("db:v2", true)])
  func aSubsetsBalancerDecidesWhetherAddressesAreHashed(_ destination: String, _ hashes: Bool) throws {
    var mesh = MeshFixture.connections(tcp: [.to(destination)])
    var (hashing, plain) = (LoadBalancerSettings(), LoadBalancerSettings())
    hashing.consistentHash = ConsistentHash(key: .sourceIP)
    plain.simple = .random
    var rule = DestinationRule("db") { $0.loadBalancer = hashing }
    rule.subsets = [Subset(name: "v1", labels: [:]), Subset(name: "v2", labels: [:])]
    rule.subsets[0].trafficPolicy = TrafficPolicy()
    rule.subsets[0].trafficPolicy?.loadBalancer = plain
    mesh.destinationRule("db", rule)
    #expect(mesh.outbound()["10.96.0.1_5432"]?.chains.first?.tcp?.hashesSourceAddress == hashes)
  }

  @Test func listenersNameTheRulesThatTheyAreFrom() throws {
    let listener = try #require(MeshFixture.connections(tcp: [.to("db:v1")]).outbound()["10.96.0.1_5432"])
    let rule = ObjectKey(kind: .virtualService, namespace: "shop", name: "rule")
    #expect(listener.origins == [rule, ObjectKey(kind: .service, namespace: "shop", name: "db")])
    #expect(listener.chains.map(\.rule) == [rule])
  }

  @Test func aSidecarObjectReachesTheDestinationsOfItsRules() throws {
    var mesh = MeshFixture.connections(tcp: [.to("far.ops.svc.cluster.local:v1")])
    mesh.service("far", in: "ops", ports: [7777: .tcp], address: "10.96.0.9")
    mesh.sidecar("narrow", Sidecar.with { $0.egress = [.init(hosts: ["shop/db.shop.svc.cluster.local"])] })
    let proxy = MeshFixture.sidecar("shop")
    #expect(mesh.database(proxy) == ["-> 7777|v1|far.ops.svc.cluster.local"])
    #expect(mesh.scope(of: proxy).servicesByHost["far.ops.svc.cluster.local"] != nil)
  }

  @Test func subnetsMeanNothingOnASocket() throws {
    var mesh = MeshFixture.connections(tcp: [.to("db:v1").when { $0.destinationSubnets = ["10.96.0.0/24"] }])
    mesh.sidecar(
      "socket",
      Sidecar.with {
        $0.egress = [.init(port: .port(0, "TCP"), bind: "unix:///run/db.sock", hosts: ["shop/db.shop.svc.cluster.local"])]
      })
    let listener = try #require(mesh.outbound()["/run/db.sock"])
    #expect(listener.summary == ["-> outbound|0|v1|db.shop.svc.cluster.local"])
  }
}
