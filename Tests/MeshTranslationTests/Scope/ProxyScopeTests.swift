import MeshAPI
import MeshModel
import Testing

@testable import MeshTranslation

struct ProxyScopeTests {
  private func hosts(_ services: [Shared<Service>]) -> [String] { services.map(\.hostname.rawValue) }

  private func sidecar(_ egress: Sidecar.Egress..., selector: [String: String]? = nil) -> Sidecar {
    var sidecar = Sidecar()
    sidecar.egress = egress
    sidecar.workloadSelector = selector
    return sidecar
  }

  @Test func withoutSidecarEverythingExportedIsVisible() {
    var mesh = MeshFixture()
    mesh.service("open", in: "ops")
    mesh.service("own", change: { $0.exportTo = ["."] })
    mesh.service("hidden", in: "ops", change: { $0.exportTo = ["."] })
    mesh.service("given", in: "ops", change: { $0.exportTo = ["shop"] })
    mesh.service("nobody", change: { $0.exportTo = ["~"] })
    let scope = mesh.scope(of: MeshFixture.sidecar("shop"))
    #expect(
      hosts(scope.services) == [
        "given.ops.svc.cluster.local", "open.ops.svc.cluster.local", "own.shop.svc.cluster.local",
      ])
    #expect(scope.egress.count == 1)
    #expect(hosts(mesh.scope(of: MeshFixture.sidecar("qa")).services) == ["open.ops.svc.cluster.local"])
  }

  @Test func theMeshsDefaultExportCounts() {
    var config = MeshConfig()
    config.defaultServiceExportTo = ["."]
    var mesh = MeshFixture(config)
    mesh.service("own")
    mesh.service("open", in: "ops", change: { $0.exportTo = ["*"] })
    mesh.service("hidden", in: "ops")
    #expect(
      hosts(mesh.scope(of: MeshFixture.sidecar("shop")).services) == [
        "open.ops.svc.cluster.local", "own.shop.svc.cluster.local",
      ])
  }

  @Test func oneServicePerHost() throws {
    var mesh = MeshFixture()
    mesh.service(host: "api.example.com", in: "ops", change: { $0.creationTimestamp = 1 })
    mesh.service(host: "api.example.com", in: "qa", change: { $0.creationTimestamp = 2 })
    mesh.service(host: "api.example.com", in: "shop", change: { $0.creationTimestamp = 3 })
    func owner(_ namespace: String) -> String? {
      mesh.scope(of: MeshFixture.sidecar(namespace)).servicesByHost["api.example.com"]?.namespace
    }
    #expect(owner("shop") == "shop")
    #expect(owner("qa") == "qa")
    #expect(owner("elsewhere") == "ops")
  }

  @Test func nobodyTakesOverAPlatformService() {
    var mesh = MeshFixture()
    mesh.service(host: "cart.shop.svc.cluster.local", in: "evil", change: { $0.creationTimestamp = 1 })
    mesh.service("cart", change: { $0.creationTimestamp = 2 })
    #expect(mesh.scope(of: MeshFixture.sidecar("qa")).servicesByHost["cart.shop.svc.cluster.local"]?.namespace == "shop")
  }

  @Test func sidecarIsChosenBySelectorThenNamespaceThenRoot() {
    var mesh = MeshFixture()
    mesh.sidecar("selected", sidecar(selector: ["app": "a"]))
    mesh.sidecar("default", age: 1, sidecar())
    mesh.sidecar("later", age: 2, sidecar())
    mesh.sidecar("root", in: "istio-system", sidecar())
    mesh.sidecar("root-selected", in: "istio-system", sidecar(selector: ["app": "a"]))
    func name(_ namespace: String, _ labels: [String: String]) -> String? {
      mesh.scope(of: MeshFixture.sidecar(namespace, labels: labels)).sidecar?.name
    }
    #expect(name("shop", ["app": "a"]) == "selected")
    #expect(name("shop", ["app": "b"]) == "default")
    #expect(name("ops", ["app": "a"]) == "root")
    #expect(mesh.scope(of: MeshFixture.router("shop")).sidecar == nil)
  }

  @Test(arguments: [
    (["./*"], ["a.shop.svc.cluster.local", "b.shop.svc.cluster.local"]),
    (["./a.shop.svc.cluster.local"], ["a.shop.svc.cluster.local"]),
    (["ops/*"], ["log.ops.svc.cluster.local"]),
    (["*/*.example.com"], ["x.example.com"]),
    (["*/x.example.com", "ops/log.ops.svc.cluster.local"], ["log.ops.svc.cluster.local", "x.example.com"]),
    (["~/*"], []),
    (["*/*"], ["a.shop.svc.cluster.local", "b.shop.svc.cluster.local", "log.ops.svc.cluster.local", "x.example.com"]),
  ])
  func egressHostsDecideWhatIsShown(entries: [String], expected: [String]) {
    var mesh = MeshFixture()
    mesh.service("a")
    mesh.service("b")
    mesh.service("log", in: "ops")
    mesh.service(host: "x.example.com", in: "qa")
    mesh.sidecar("default", sidecar(Sidecar.Egress(hosts: entries)))
    #expect(hosts(mesh.scope(of: MeshFixture.sidecar("shop")).services) == expected)
  }

  @Test func aListenerWithAPortShowsThatPortOnly() throws {
    var mesh = MeshFixture()
    mesh.service("a", ports: [80: .http, 9000: .grpc])
    mesh.service("b", ports: [80: .http])
    mesh.sidecar(
      "default",
      sidecar(
        Sidecar.Egress(port: PortSpecification(number: 9000, name: "grpc", protocol: "GRPC"), hosts: ["./*"]),
        Sidecar.Egress(port: PortSpecification(number: 80, name: "http", protocol: "HTTP"), hosts: ["./a.shop.svc.cluster.local"])
      ))
    let scope = mesh.scope(of: MeshFixture.sidecar("shop"))
    #expect(scope.egress.map { $0.services.map { $0.ports.map(\.number) } } == [[[9000]], [[80]]])
    #expect(scope.services.map { $0.ports.map(\.number).sorted() } == [[80, 9000]])
  }

  @Test func destinationsOfRulesAreReachableThoughNotShown() {
    var mesh = MeshFixture()
    mesh.service("a")
    mesh.service("b", in: "ops")
    mesh.service("c", in: "ops")
    mesh.service("private", in: "ops", change: { $0.exportTo = ["."] })
    mesh.virtualService(
      "a",
      VirtualService(
        hosts: ["a"],
        http: [
          HTTPRoute.to("c.ops.svc.cluster.local").when { $0.sourceNamespace = "elsewhere" },
          HTTPRoute.to("private.ops.svc.cluster.local").when { $0.uri = .prefix("/p") }, .to("b.ops.svc.cluster.local"),
        ]))
    mesh.sidecar("default", sidecar(Sidecar.Egress(hosts: ["./*"])))
    let scope = mesh.scope(of: MeshFixture.sidecar("shop"))
    #expect(hosts(scope.egress[0].services) == ["a.shop.svc.cluster.local"])
    #expect(hosts(scope.services) == ["a.shop.svc.cluster.local", "b.ops.svc.cluster.local"])
  }

  @Test func onlyThePortsThatRulesSendToAreReachable() {
    var mesh = MeshFixture()
    mesh.service("a", ports: [9000: .http])
    mesh.service("b", in: "ops", ports: [80: .http, 81: .http])
    mesh.service("c", in: "ops", ports: [80: .http, 9000: .http])
    var route = HTTPRoute.to("b.ops.svc.cluster.local", port: 81)
    route.mirrors = [HTTPMirrorPolicy(destination: Destination(host: "c.ops.svc.cluster.local"))]
    mesh.virtualService("a", VirtualService(hosts: ["a"], http: [route]))
    func ports(_ port: PortSpecification?) -> [String: [Int]] {
      var mesh = mesh
      mesh.sidecar("default", sidecar(Sidecar.Egress(port: port, hosts: ["./*"])))
      let services = mesh.scope(of: MeshFixture.sidecar("shop")).services
      return Dictionary(uniqueKeysWithValues: services.map { ($0.name, $0.ports.map(\.number)) })
    }
    #expect(ports(nil) == ["a": [9000], "b": [81], "c": [80, 9000]])
    #expect(ports(PortSpecification(number: 9000, name: "http", protocol: "HTTP")) == ["a": [9000], "c": [9000]])
    #expect(
      ports(PortSpecification(number: 3128, name: "proxy", protocol: "HTTP_PROXY")) == ["a": [9000], "b": [81], "c": [80, 9000]])
  }

  @Test func virtualServicesAreSelectedByHostAndNamespace() {
    var mesh = MeshFixture()
    mesh.virtualService("a", VirtualService("a", to: "a"))
    mesh.virtualService("wild", in: "ops", VirtualService("*.example.com", to: "a"))
    mesh.virtualService("log", in: "ops", VirtualService("log", to: "log"))
    mesh.sidecar("default", sidecar(Sidecar.Egress(hosts: ["./*", "ops/x.example.com"])))
    let scope = mesh.scope(of: MeshFixture.sidecar("shop"))
    #expect(scope.egress[0].virtualServices.map(\.object.name) == ["a", "wild"])
  }

  @Test func gatewaysSeeGatewayRules() {
    var mesh = MeshFixture()
    mesh.gateway("edge", Gateway(selector: ["istio": "ingressgateway"]))
    mesh.gateway("other", Gateway(selector: ["istio": "egressgateway"]))
    mesh.virtualService("web", VirtualService("www.example.com", to: "web", gateways: ["edge"]))
    let scope = mesh.scope(of: MeshFixture.router("istio-system"))
    #expect(scope.gateways.map(\.name) == ["edge"])
    #expect(scope.gatewayVirtualServices.map(\.object.name) == ["web"])
    #expect(mesh.scope(of: MeshFixture.sidecar("shop")).gatewayVirtualServices.isEmpty)
  }
}
