import MeshAPI
import MeshModel
import Testing

@testable import MeshTranslation

struct GatewayRoutesTests {
  private func server(
    _ port: Int, _ hosts: [String], name: String? = nil, bind: String? = nil, redirect: Bool = false, protocol: String = "HTTP"
  ) -> Gateway.Server {
    Gateway.Server(
      port: PortSpecification(number: port, name: name ?? "http-\(port)", protocol: `protocol`), bind: bind, hosts: hosts,
      httpsRedirect: redirect, name: name)
  }

  private func gateway(_ mesh: MeshFixture, instances: [WorkloadView.Instance] = []) -> MergedGateway {
    let view = WorkloadView(namespace: "istio-system", mesh: mesh.snapshot.mesh, instances: instances)
    return MergedGateway(gateways: mesh.scope(of: MeshFixture.router("istio-system")).gateways, view: view)
  }

  private func routes(_ mesh: MeshFixture, _ name: String) throws -> [VirtualHostPlan] {
    let scope = mesh.scope(of: MeshFixture.router("istio-system"))
    let inputs = try #require(GatewayRoutes.inputs(named: name, of: gateway(mesh), in: scope))
    return inputs.plan().virtualHosts
  }

  @Test func serversShareTheTargetPort() {
    var mesh = MeshFixture()
    let service = mesh.service("edge", in: "istio-system", ports: [80: .http2])
    mesh.gateway("a", age: 1, Gateway(servers: [server(80, ["a.example.com"])]))
    mesh.gateway(
      "b", age: 2, Gateway(servers: [server(80, ["b.example.com"]), server(8081, ["*"]), server(9000, ["*"], bind: "10.0.0.9")]))
    mesh.gateway("tcp", age: 3, Gateway(servers: [server(5432, ["*"], protocol: "TCP")]))
    let port = service.value.ports[0]
    let merged = gateway(mesh, instances: [.init(service: service, port: port, targetPort: 8080)])
    #expect(merged.listeners.map(\.routeName) == [nil, "http.8080", "http.8081", "http.9000.10.0.0.9"])
    #expect(merged.listeners[1].servers.map(\.gatewayName) == ["shop/a", "shop/b"])
    #expect(merged.listeners[1].servers.map(\.origin.path) == ["spec.servers[0]", "spec.servers[0]"])
  }

  @Test func aServiceMaySwitchThePortTranslationOff() {
    var mesh = MeshFixture()
    let service = mesh.service("edge", in: "istio-system", ports: [80: .http2]) {
      $0.labels = ["experimental.istio.io/disable-gateway-port-translation": "true"]
    }
    mesh.gateway("a", Gateway(servers: [server(80, ["*"])]))
    let merged = gateway(mesh, instances: [.init(service: service, port: service.value.ports[0], targetPort: 8080)])
    #expect(merged.listeners.map(\.port) == [80])
  }

  @Test func serversOfOneNameAreServed() {
    var mesh = MeshFixture()
    mesh.gateway("a", Gateway(servers: [server(80, ["a"], name: "x"), server(81, ["b"], name: "x")]))
    #expect(gateway(mesh).listeners.map(\.port) == [80, 81])
  }

  @Test func hostsOfBothSidesMeet() throws {
    var mesh = MeshFixture()
    mesh.gateway("edge", Gateway(servers: [server(80, ["*.example.com", "api.example.org"])]))
    mesh.virtualService("a", VirtualService("www.example.com", to: "web", gateways: ["edge"]))
    mesh.virtualService("b", VirtualService("*.example.org", to: "api", gateways: ["shop/edge"]))
    mesh.virtualService("c", VirtualService("elsewhere.com", to: "web", gateways: ["edge"]))
    mesh.virtualService("d", VirtualService("other.example.com", to: "web", gateways: ["ops/edge"]))
    #expect(try routes(mesh, "http.80").map(\.name) == ["api.example.org:80", "www.example.com:80"])
  }

  @Test(arguments: [("ops/*.example.com", false), ("./*.example.com", true), ("*/*.example.com", true), ("*/*", true)])
  func serversMayAskForANamespace(entry: String, isBound: Bool) throws {
    var mesh = MeshFixture()
    mesh.gateway("edge", Gateway(servers: [server(80, [entry])]))
    mesh.virtualService("a", VirtualService("www.example.com", to: "web", gateways: ["edge"]))
    #expect(try routes(mesh, "http.80").map(\.name) == [isBound ? "www.example.com:80" : "blackhole:80"])
  }

  @Test func hostsWithTheSameRoutesShareAVirtualHost() throws {
    var mesh = MeshFixture()
    mesh.gateway("edge", Gateway(servers: [server(80, ["*"])]))
    mesh.virtualService(
      "a", VirtualService(hosts: ["b.example.com", "a.example.com", "*.example.com"], gateways: ["edge"], http: [.to("web")]))
    let found = try routes(mesh, "http.80")
    #expect(found.map(\.name) == ["a.example.com:80"])
    #expect(found.map(\.domains) == [["a.example.com", "b.example.com", "*.example.com"]])
  }

  @Test func severalRulesForOneHostFollowEachOther() throws {
    var mesh = MeshFixture()
    mesh.gateway("edge", Gateway(servers: [server(80, ["*"])]))
    mesh.virtualService(
      "a", age: 1,
      VirtualService(
        hosts: ["www.example.com"], gateways: ["edge"],
        http: [HTTPRoute.to("a").when { $0.uri = .prefix("/a") }, .to("rest")]))
    mesh.virtualService(
      "b", age: 2,
      VirtualService(hosts: ["www.example.com"], gateways: ["edge"], http: [HTTPRoute.to("b").when { $0.uri = .prefix("/b") }]))
    let routes = try #require(try routes(mesh, "http.80").first).routes
    #expect(routes.map(\.match.path) == [.prefix("/a"), .prefix("/b"), .prefix("/")])
  }

  @Test func redirectedHostsNeedNoRules() throws {
    var mesh = MeshFixture()
    mesh.gateway(
      "edge",
      Gateway(servers: [
        server(80, ["secure.example.com", "www.example.com"], redirect: true), server(80, ["plain.example.com"]),
      ]))
    mesh.virtualService(
      "a", VirtualService(hosts: ["www.example.com", "plain.example.com"], gateways: ["edge"], http: [.to("web")]))
    let found = try routes(mesh, "http.80")
    #expect(found.map(\.name) == ["plain.example.com:80", "secure.example.com:80", "www.example.com:80"])
    #expect(found.map(\.requiresTLS) == [false, true, true])
    #expect(found.map(\.routes.count) == [1, 0, 1])
  }

  @Test func destinationsWithoutPortAreReachedOnTheOnlyOne() throws {
    var mesh = MeshFixture()
    mesh.service("web", ports: [9080: .http])
    mesh.service("many", ports: [1: .http, 2: .http])
    mesh.gateway("edge", Gateway(servers: [server(80, ["*"])]))
    mesh.virtualService(
      "a",
      VirtualService(
        hosts: ["www.example.com"], gateways: ["edge"],
        http: [
          HTTPRoute.to("web").when { $0.uri = .prefix("/a") }, HTTPRoute.to("many").when { $0.uri = .prefix("/b") },
          HTTPRoute.to("unknown"),
        ]))
    let clusters = try routes(mesh, "http.80")[0].routes.map { route -> String in
      guard case .forward(let forward) = route.action, case .cluster(let name) = forward.target else { return "?" }
      return name
    }
    #expect(
      clusters == [
        "outbound|9080||web.shop.svc.cluster.local", "outbound|80||many.shop.svc.cluster.local",
        "outbound|80||unknown.shop.svc.cluster.local",
      ])
  }

  @Test func matchesMayNameGatewaysAndPorts() throws {
    var mesh = MeshFixture()
    mesh.gateway("edge", Gateway(servers: [server(80, ["*"])]))
    mesh.virtualService(
      "a",
      VirtualService(
        hosts: ["www.example.com"], gateways: ["edge", "mesh"],
        http: [
          HTTPRoute.to("a").when {
            $0.gateways = ["mesh"]; $0.uri = .prefix("/a")
          },
          HTTPRoute.to("b").when {
            $0.gateways = ["edge"]; $0.uri = .prefix("/b")
          },
          HTTPRoute.to("c").when {
            $0.port = 81; $0.uri = .prefix("/c")
          },
          HTTPRoute.to("d").when {
            $0.port = 80; $0.uri = .prefix("/d")
          },
        ]))
    #expect(try routes(mesh, "http.80")[0].routes.map(\.match.path) == [.prefix("/b"), .prefix("/d")])
  }

  @Test func aRuleForSeveralGatewaysOfAPortCountsOnce() throws {
    var mesh = MeshFixture()
    mesh.gateway("a", Gateway(servers: [server(80, ["*.com"])]))
    mesh.gateway("b", Gateway(servers: [server(80, ["*"])]))
    func rule(_ name: String, _ routes: [HTTPRoute]) -> VirtualService {
      VirtualService(hosts: ["\(name).com"], gateways: ["a", "b"], http: routes)
    }
    let one = HTTPRoute.to("one").when { $0.uri = .prefix("/one") }
    let two = HTTPRoute.to("two").when {
      $0.uri = .prefix("/two")
      $0.gateways = ["b"]
    }
    mesh.virtualService("alike", rule("alike", [one]))
    mesh.virtualService("apart", rule("apart", [two]))
    let hosts = try routes(mesh, "http.80")
    #expect(hosts.map(\.name) == ["alike.com:80", "apart.com:80"])
    #expect(hosts.map { $0.routes.map(\.match.path) } == [[.prefix("/one")], [.prefix("/two")]])
  }

  @Test func aGatewayWithoutRulesAnswersNothing() throws {
    var mesh = MeshFixture()
    mesh.gateway("edge", Gateway(servers: [server(80, ["*"])]))
    let found = try routes(mesh, "http.80")
    #expect(found.map(\.name) == ["blackhole:80"])
    #expect(found[0].domains == ["*"])
    #expect(found[0].routes.isEmpty)
  }
}
