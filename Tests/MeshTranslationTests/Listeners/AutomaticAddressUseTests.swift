import MeshAPI
import MeshModel
import Testing

@testable import MeshTranslation

/// Proxies that capture DNS use automatic addresses as they use written ones; the others do not know of them.
@Suite struct AutomaticAddressUseTests {
  private static let cluster = "outbound|5432||"

  private static func mesh(_ spoken: PortProtocol = .tcp, _ hosts: [Hostname] = ["a.test", "b.test"]) -> MeshFixture {
    var mesh = MeshFixture()
    for (index, host) in hosts.enumerated() {
      mesh.service(host: host, in: "out", ports: [5432: spoken]) { service in
        service.resolution = .dns
        service.automaticAddresses = ["240.240.0.\(index + 1)", "2001:2::\(index + 1)"]
      }
    }
    return mesh
  }

  private static func proxy(_ kind: Proxy.Kind = .sidecar, addresses: [String] = ["10.0.0.1"], captures: Bool = true) -> Proxy {
    var proxy = kind == .sidecar ? MeshFixture.sidecar("shop") : MeshFixture.router("shop")
    proxy.addresses = addresses
    proxy.capturesDNS = captures
    return proxy
  }

  @Test func servicesOnOnePortAreToldApart() {
    let listeners = Self.mesh().outbound(Self.proxy())
    #expect(listeners.keys.sorted() == ["240.240.0.1_5432", "240.240.0.2_5432", "virtualOutbound"])
    #expect(listeners["240.240.0.1_5432"]?.summary == ["-> \(Self.cluster)a.test"])
    #expect(listeners["240.240.0.2_5432"]?.summary == ["-> \(Self.cluster)b.test"])
  }

  @Test func whoDoesNotCaptureDNSCannotTell() {
    let listeners = Self.mesh().outbound(Self.proxy(captures: false))
    #expect(listeners.keys.sorted() == ["0.0.0.0_5432", "virtualOutbound"])
    #expect(listeners["0.0.0.0_5432"]?.summary.last?.hasSuffix("a.test") == true)
  }

  @Test(arguments: [
    (["10.0.0.1"], "240.240.0.1"), (["10.0.0.1", "fd00::1"], "240.240.0.1"), (["fd00::1", "10.0.0.1"], "240.240.0.1"),
    (["fd00::1"], "2001:2::1"),
  ]) func theProxysFamilyCounts(_ addresses: [String], _ expected: String) {
    let listeners = Self.mesh(.tcp, ["a.test"]).outbound(Self.proxy(addresses: addresses))
    #expect(listeners.keys.sorted() == ["\(expected)_5432", "virtualOutbound"])
  }

  @Test func whatIsDetectedHasRoutesOfItsOwn() {
    let scope = Self.mesh(.automatic).scope(of: Self.proxy())
    #expect(OutboundRoutes.names(in: scope) == ["a.test:5432", "b.test:5432"])
    #expect(OutboundRoutes.names(in: Self.mesh(.automatic).scope(of: Self.proxy(captures: false))) == ["5432"])
  }

  @Test func requestsMayNameTheAddress() throws {
    let scope = Self.mesh(.http).scope(of: Self.proxy())
    let routes = try #require(OutboundRoutes.inputs(named: "5432", in: scope))
    #expect(routes.virtualHosts.first?.domains.names.contains("240.240.0.1") == true)
    let plain = Self.mesh(.http).scope(of: Self.proxy(captures: false))
    #expect(OutboundRoutes.inputs(named: "5432", in: plain)?.virtualHosts.first?.domains.names == ["a.test", "a.test."])
  }

  @Test func oneAddressNeedsNoServerNames() {
    let listeners = Self.mesh(.tls).outbound(Self.proxy())
    #expect(listeners["240.240.0.1_5432"]?.chains.first?.serverNames == [])
    #expect(Self.mesh(.tls).outbound(Self.proxy(captures: false))["0.0.0.0_5432"]?.chains.first?.serverNames == ["a.test"])
  }

  @Test func subnetsOfRulesMeanThem() {
    var mesh = Self.mesh(.tcp, ["a.test"])
    var match = ConnectionMatch()
    match.destinationSubnets = ["240.240.0.0/16"]
    let route = ConnectionRoute(match: [match], route: [RouteDestination(destination: Destination(host: "b.test"), weight: 1)])
    mesh.virtualService("rule", VirtualService(hosts: ["a.test"], tcp: [route]))
    #expect(
      mesh.outbound(Self.proxy())["240.240.0.1_5432"]?.summary
        == ["to 240.240.0.0/16 -> \(Self.cluster)b.test", "else -> \(Self.cluster)a.test"])
  }

  @Test func aSidecarObjectShowsThemToo() {
    var mesh = Self.mesh()
    mesh.sidecar("some", .with { $0.egress = [.init(hosts: ["out/b.test"])] })
    #expect(mesh.outbound(Self.proxy()).keys.sorted() == ["240.240.0.2_5432", "virtualOutbound"])
  }

  @Test func writtenAddressesComeFirstAndGatewaysHaveNoApplications() {
    var mesh = Self.mesh(.tcp, [])
    mesh.service(host: "a.test", in: "out", ports: [5432: .tcp], address: "192.0.2.1") { $0.automaticAddresses = ["240.240.0.1"] }
    #expect(mesh.outbound(Self.proxy()).keys.sorted() == ["192.0.2.1_5432", "virtualOutbound"])
    #expect(mesh.rules.scopeKey(for: Self.proxy(.router)).capturesDNS == false)
  }

  @Test func scopesShareWhatTheyShow() {
    let mesh = Self.mesh()
    let rules = mesh.rules
    let keys = ["shop", "ops"].map { namespace in
      var proxy = MeshFixture.sidecar(namespace)
      proxy.capturesDNS = true
      return rules.scopeKey(for: proxy)
    }
    let scopes = keys.map { ProxyScope(key: $0, rules: rules, snapshot: mesh.snapshot) }
    #expect(scopes[0].view === scopes[1].view)
    // A newer index takes over what did not change.
    var next = mesh
    next.service("cart", address: "10.96.0.1")
    let later = ResolvedRules(snapshot: next.snapshot, previous: rules)
    let scope = ProxyScope(key: keys[0], rules: later, snapshot: next.snapshot, previous: scopes[0])
    #expect(scope.servicesByHost["a.test"] === scopes[0].servicesByHost["a.test"])
  }
}
