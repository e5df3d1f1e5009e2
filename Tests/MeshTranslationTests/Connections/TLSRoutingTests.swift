import MeshAPI
import MeshModel
import Testing

@testable import MeshTranslation

/// The rules of `tls` routes in sidecars (docs/traffic-language.md).
@Suite struct TLSRoutingTests {
  /// For an application of the namespace `shop` that calls a port for TLS.
  static let cases = [
    TCPRoutingTests.Case("no rule", [], ["-> 5432||db"]),
    TCPRoutingTests.Case(
      "names, in order and in lower case",
      [.to("db:v1").when { $0.sniHosts = ["B.example.com", "a.example.com", "b.example.com"] }],
      ["sni a.example.com sni b.example.com -> 5432|v1|db", "else -> PassthroughCluster"]),
    TCPRoutingTests.Case(
      "weights", [.to([("db:v1", 30), ("db:v2", 70)]).when { $0.sniHosts = ["*.example.com"] }],
      ["sni *.example.com -> 30 5432|v1|db -> 70 5432|v2|db", "else -> PassthroughCluster"]),
    TCPRoutingTests.Case(
      "every match is a chain of its own", [.to("db").when({ $0.sniHosts = ["a.test"] }, { $0.sniHosts = ["b.test"] })],
      ["sni a.test -> 5432||db", "sni b.test -> 5432||db", "else -> PassthroughCluster"]),
    TCPRoutingTests.Case(
      "the first rule has a name that two list",
      [.to("db:v1").when { $0.sniHosts = ["a.test"] }, .to("db:v2").when { $0.sniHosts = ["a.test", "b.test"] }],
      ["sni a.test -> 5432|v1|db", "sni b.test -> 5432|v2|db", "else -> PassthroughCluster"]),
    TCPRoutingTests.Case(
      "a rule for the same names that never gets any",
      [.to("db:v1").when { $0.sniHosts = ["a.test"] }, .to("db:v2").when { $0.sniHosts = ["a.test"] }],
      ["sni a.test -> 5432|v1|db", "else -> PassthroughCluster"]),
    TCPRoutingTests.Case(
      "every name", [.to("db:v1").when { $0.sniHosts = ["*"] }], ["-> 5432|v1|db"]),
    TCPRoutingTests.Case(
      "a name on some subnets, and elsewhere",
      [
        .to("db:v1").when { ($0.sniHosts, $0.destinationSubnets) = (["a.test"], ["10.96.0.0/24", "10.97.0.0/24"]) },
        .to("db:v2").when { $0.sniHosts = ["a.test"] },
      ],
      [
        "sni a.test to 10.96.0.0/24 to 10.97.0.0/24 -> 5432|v1|db", "sni a.test -> 5432|v2|db", "else -> PassthroughCluster",
      ]),
    TCPRoutingTests.Case(
      "names and subnets that overlap in part",
      [
        .to("db:v1").when { ($0.sniHosts, $0.destinationSubnets) = (["a.test", "b.test"], ["10.1.0.0/16"]) },
        .to("db:v2").when { ($0.sniHosts, $0.destinationSubnets) = (["b.test", "c.test"], ["10.1.0.0/16", "10.2.0.0/16"]) },
      ],
      [
        "sni a.test sni b.test to 10.1.0.0/16 -> 5432|v1|db", "sni c.test to 10.1.0.0/16 -> 5432|v2|db",
        "sni b.test sni c.test to 10.2.0.0/16 -> 5432|v2|db", "else -> PassthroughCluster",
      ]),
    TCPRoutingTests.Case(
      "another port: the service's default", [.to("db:v1").when { ($0.sniHosts, $0.port) = (["a.test"], 443) }], ["-> 5432||db"]),
    TCPRoutingTests.Case(
      "other clients: the service's default",
      [.to("db:v1").when { ($0.sniHosts, $0.sourceLabels) = (["a.test"], ["app": "cart"]) }], ["-> 5432||db"]),
  ]

  @Test(arguments: cases) func serverNamesDecideWhereConnectionsGo(_ example: TCPRoutingTests.Case) {
    #expect(MeshFixture.connections(.tls, tls: example.routes, tcp: [.to("db:tcp")]).database() == example.expected)
    #expect(MeshFixture.connections(.https, tls: example.routes).database() == example.expected)
  }

  @Test func onlyPortsForTLSTakeThem() {
    let rule = ConnectionRoute.to("db:v1").when { $0.sniHosts = ["a.test"] }
    for spoken in [PortProtocol.tcp, .mongo, .redis, .mysql] {
      #expect(MeshFixture.connections(spoken, tls: [rule]).database() == ["-> 5432||db"])
    }
  }

  /// Who writes `tls` rules for one service of a port leaves the others' names alone.
  @Test func rulesLeaveOtherServicesOfThePortAlone() throws {
    var mesh = MeshFixture()
    for name in ["a.example.com", "b.example.com"] {
      mesh.service(host: Hostname(name), in: "shop", ports: [443: .tls]) { $0.resolution = .dns }
    }
    mesh.virtualService(
      "rule",
      VirtualService(
        hosts: ["a.example.com"], tls: [.to("c.example.com").when { $0.sniHosts = ["a.example.com"] }]))
    let listener = try #require(mesh.outbound()["0.0.0.0_443"])
    #expect(
      listener.summary == [
        "sni a.example.com -> outbound|443||c.example.com", "sni b.example.com -> outbound|443||b.example.com",
        "else -> PassthroughCluster",
      ])
    #expect(listener.tlsInspection != nil)
  }

  @Test func aRuleForOneHostCountsForServicesThatShareIt() throws {
    var mesh = MeshFixture()
    mesh.service(host: "*.example.com", in: "shop", ports: [443: .tls]) { $0.resolution = .passthrough }
    mesh.virtualService(
      "rule", VirtualService(hosts: ["a.example.com"], tls: [.to("b.test").when { $0.sniHosts = ["a.example.com"] }]))
    #expect(
      mesh.outbound()["0.0.0.0_443"]?.summary == ["sni a.example.com -> outbound|443||b.test", "else -> PassthroughCluster"])
  }
}
