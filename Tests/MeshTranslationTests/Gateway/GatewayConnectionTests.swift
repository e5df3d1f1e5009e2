import HashTreeCollections
import MeshAPI
import MeshModel
import Testing

@testable import MeshTranslation

/// Where connections go at a gateway that nobody looks into.
struct GatewayConnectionTests {
  private static func server(
    _ spoken: String, _ mode: ServerTLSSettings.Mode?, hosts: [String] = ["*"], port: Int = 443, name: String = "a"
  ) -> Gateway.Server {
    var tls = mode.map { ServerTLSSettings(mode: $0) }
    tls?.certificates = [.init(chainFile: "/c", keyFile: "/k")]
    return Gateway.Server(port: PortSpecification(number: port, name: name, protocol: spoken), hosts: hosts, tls: tls)
  }

  private static func to(
    _ hosts: String..., change: (inout ConnectionMatch) -> Void = { _ in }, sni: [String] = [], hasMatch: Bool = true
  ) -> ConnectionRoute {
    var match = ConnectionMatch()
    match.sniHosts = sni
    change(&match)
    let weight = hosts.count > 1 ? 50 : 0
    return ConnectionRoute(
      match: hasMatch ? [match] : [],
      route: hosts.map { RouteDestination(destination: Destination(host: $0, port: 9000), weight: weight) })
  }

  private static func mesh(_ servers: Gateway.Server...) -> MeshFixture {
    var mesh = MeshFixture()
    mesh.service("web", ports: [9000: .tcp])
    mesh.gateway("edge", Gateway(servers: servers))
    return mesh
  }

  private static func rule(_ hosts: [String], tls: [ConnectionRoute] = [], tcp: [ConnectionRoute] = []) -> VirtualService {
    var rule = VirtualService(hosts: hosts, gateways: ["edge"], http: [])
    (rule.tls, rule.tcp) = (tls, tcp)
    return rule
  }

  private static let web = "outbound|9000||web.shop.svc.cluster.local"

  @Test func serverNamesChooseTheDestination() {
    var mesh = Self.mesh(Self.server("TLS", .passthrough))
    mesh.virtualService(
      "a", Self.rule(["a.com", "b.com"], tls: [Self.to("web", sni: ["a.com", "B.com"]), Self.to("api", sni: ["*.c.com"])]))
    #expect(
      mesh.gateway()["0.0.0.0_443"]?.summary == [
        "sni a.com sni b.com -> \(Self.web)", "sni *.c.com -> outbound|9000||api.shop.svc.cluster.local",
      ])
    #expect(mesh.gateway()["0.0.0.0_443"]?.tlsInspection == .init())
  }

  /// A proxy refuses a listener in which two chains are for one name.
  @Test func theFirstRuleForAServerNameCounts() {
    var mesh = Self.mesh(
      Self.server("HTTPS", .simple, hosts: ["a.com"], name: "a"), Self.server("TLS", .passthrough, hosts: ["*.com"], name: "b"))
    mesh.virtualService(
      "a", age: 1, Self.rule(["*.com"], tls: [Self.to("web", sni: ["a.com"]), Self.to("web", sni: ["b.com", "c.com"])]))
    mesh.virtualService(
      "b", age: 2, Self.rule(["*.com"], tls: [Self.to("api", sni: ["c.com", "d.com"]), Self.to("api", sni: ["e.com"])]))
    #expect(
      mesh.gateway()["0.0.0.0_443"]?.summary == [
        "ended sni a.com -> routes https.443.a.edge.shop", "sni b.com sni c.com -> \(Self.web)",
        "sni d.com -> outbound|9000||api.shop.svc.cluster.local", "sni e.com -> outbound|9000||api.shop.svc.cluster.local",
      ])
  }

  struct MatchRow: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var isTaken: Bool
    var change: @Sendable (inout ConnectionMatch) -> Void
    init(_ name: String, _ isTaken: Bool, _ change: @escaping @Sendable (inout ConnectionMatch) -> Void) {
      (testDescription, self.isTaken, self.change) = (name, isTaken, change)
    }
  }

  static let matches = [
    MatchRow("nothing", true) { _ in },
    MatchRow("the server's port", true) { $0.port = 5432 },
    MatchRow("another port", false) { $0.port = 5433 },
    MatchRow("the gateway", true) { $0.gateways = ["edge"] },
    MatchRow("another gateway", false) { $0.gateways = ["other", "mesh"] },
    MatchRow("labels of a client", true) { $0.sourceLabels = ["app": "client"] },
    MatchRow("an address", true) { $0.destinationSubnets = ["10.0.0.0/8"] },
  ]

  @Test(arguments: matches) func portAndGatewayDecide(_ row: MatchRow) {
    var mesh = Self.mesh(Self.server("TCP", nil, port: 5432))
    mesh.virtualService("a", Self.rule(["a.com"], tcp: [Self.to("web", change: row.change)]))
    #expect(mesh.gateway()["0.0.0.0_5432"]?.summary == (row.isTaken ? ["-> \(Self.web)"] : nil))
  }

  @Test func theFirstRuleForBytesCounts() throws {
    var mesh = Self.mesh(Self.server("MONGO", nil, port: 5432))
    mesh.virtualService("a", age: 1, Self.rule(["a.com"], tcp: [Self.to("web", "api", hasMatch: false)]))
    mesh.virtualService("b", age: 2, Self.rule(["a.com"], tcp: [Self.to("db", hasMatch: false)]))
    let tcp = try #require(mesh.gateway()["0.0.0.0_5432"]?.chains.first?.tcp)
    #expect(
      tcp.target
        == .weighted([
          .init(cluster: Self.web, weight: 50), .init(cluster: "outbound|9000||api.shop.svc.cluster.local", weight: 50),
        ]))
    #expect(tcp.codec == .mongo)
  }

  @Test(arguments: [(["shop/a.com"], true), (["ops/a.com"], false), (["./*"], true), (["b.com"], false)])
  func hostsAndNamespacesMustFit(hosts: [String], isTaken: Bool) {
    var mesh = Self.mesh(Self.server("TCP", nil, hosts: hosts, port: 5432))
    mesh.virtualService("a", Self.rule(["a.com"], tcp: [Self.to("web", hasMatch: false)]))
    #expect((mesh.gateway()["0.0.0.0_5432"] != nil) == isTaken)
  }

  @Test func tlsMayEndBeforeBytes() {
    var mesh = Self.mesh(Self.server("TLS", .simple, hosts: ["db.com"]))
    mesh.virtualService("a", Self.rule(["db.com"], tcp: [Self.to("web", hasMatch: false)]))
    #expect(mesh.gateway()["0.0.0.0_443"]?.summary == ["ended sni db.com -> \(Self.web)"])
  }

  // MARK: AUTO_PASSTHROUGH

  @Test func peersOfOtherNetworksAreLedOn() throws {
    var mesh = Self.mesh(Self.server("TLS", .autoPassthrough, hosts: ["*.local"], port: 15443))
    mesh.service(host: "out.com", in: "shop") { $0.isMeshExternal = true }
    let web = try #require(mesh.snapshot.services[ServiceKey(hostname: "web.shop.svc.cluster.local", namespace: "shop")])
    let peer = Endpoint(
      address: .ip("10.0.0.1"), port: 9000, servicePort: "p9000", labels: ["security.istio.io/tlsMode": "istio"])
    mesh.endpoints([peer, Endpoint(address: .ip("10.0.0.2"), port: 9000, servicePort: "p9000")], of: web)
    mesh.destinationRule("web", DestinationRule(host: "web", subsets: [Subset(name: "v1", labels: ["version": "v1"])]))
    let names = ["outbound_.9000_._.web.shop.svc.cluster.local", "outbound_.9000_.v1_.web.shop.svc.cluster.local"]
    let listener = try #require(mesh.gateway()["0.0.0.0_15443"])
    #expect(listener.summary == names.map { "peer sni \($0) -> \($0)" })
    let scope = mesh.scope(of: MeshFixture.router("shop"))
    let clusters = OutboundClusters.inputs(for: web, endpoints: mesh.snapshot.endpoints[web.key], peers: nil, in: scope)
    #expect(clusters.map(\.name).suffix(2) == names)
    #expect(clusters.suffix(2).map { $0.plan().tls } == [.plainText, .plainText])
    let assignments = LoadAssignments.inputs(for: web, endpoints: mesh.snapshot.endpoints[web.key], in: scope).map { $0.plan() }
    #expect(assignments.map(\.name).suffix(2) == names)
    let hosts = assignments.first { $0.name == names[0] }?.groups.flatMap(\.hosts) ?? []
    #expect(hosts.map(\.address) == [.ip("10.0.0.1")])
    // Sidecars have no use for them.
    let sidecar = mesh.scope(of: MeshFixture.sidecar("shop"))
    #expect(OutboundClusters.inputs(for: web, endpoints: nil, peers: nil, in: sidecar).count == 2)
  }
}
