import MeshAPI
import MeshModel
import Testing

@testable import MeshTranslation

struct OutboundRoutesTests {
  private func hosts(_ mesh: MeshFixture, _ route: String, in namespace: String = "shop") -> [String: [String]] {
    let inputs = OutboundRoutes.inputs(named: route, in: mesh.scope(of: MeshFixture.sidecar(namespace)))
    let plans = inputs?.virtualHosts.map { $0.plan() } ?? []
    return Dictionary(plans.map { ($0.name, $0.domains) }) { first, _ in first + ["DUPLICATE"] }
  }

  private func plan(_ mesh: MeshFixture, _ route: String, _ host: String, labels: [String: String] = [:]) -> VirtualHostPlan? {
    let scope = mesh.scope(of: MeshFixture.sidecar("shop", labels: labels))
    return OutboundRoutes.inputs(named: route, in: scope)?.virtualHosts.map { $0.plan() }.first { $0.name == host }
  }

  private func clusters(_ plan: VirtualHostPlan?) -> [String] {
    plan?.routes.map { route in
      guard case .forward(let forward) = route.action, case .cluster(let name) = forward.target else { return "?" }
      return name
    } ?? []
  }

  @Test func oneConfigurationForEachHTTPPort() {
    var mesh = MeshFixture()
    mesh.service("a", ports: [80: .http, 9000: .grpc, 5432: .tcp, 53: .udp, 443: .https])
    mesh.service("b", ports: [80: .http2, 7000: .automatic])
    mesh.service("c", ports: [7000: .automatic], address: "10.1.0.1")
    mesh.service(
      "d", ports: [7001: .automatic],
      change: {
        $0.isHeadless = true
        $0.resolution = .passthrough
      })
    #expect(
      OutboundRoutes.names(in: mesh.scope(of: MeshFixture.sidecar("shop"))) == [
        "7000", "80", "9000", "c.shop.svc.cluster.local:7000", "d.shop.svc.cluster.local:7001",
      ])
  }

  @Test func domainsOfAServiceDependOnTheClient() {
    var mesh = MeshFixture()
    mesh.service("cart", address: "10.1.0.1")
    mesh.service(
      "pods",
      change: {
        $0.isHeadless = true
        $0.resolution = .passthrough
      })
    mesh.service(host: "api.example.com", in: "shop", ports: [8080: .http], address: "240.0.0.0/8")
    #expect(
      hosts(mesh, "8080") == [
        "cart.shop.svc.cluster.local:8080": [
          "cart.shop.svc.cluster.local", "cart.shop.svc.cluster.local.", "cart", "cart.shop.svc", "cart.shop", "10.1.0.1",
        ],
        "pods.shop.svc.cluster.local:8080": [
          "pods.shop.svc.cluster.local", "pods.shop.svc.cluster.local.", "pods", "pods.shop.svc", "pods.shop",
          "*.pods.shop.svc.cluster.local", "*.pods.shop.svc.cluster.local.", "*.pods", "*.pods.shop.svc", "*.pods.shop",
        ],
        "api.example.com:8080": ["api.example.com", "api.example.com."],
        "allow_any": ["*"],
      ])
    #expect(
      hosts(mesh, "8080", in: "ops")["cart.shop.svc.cluster.local:8080"] == [
        "cart.shop.svc.cluster.local", "cart.shop.svc.cluster.local.", "cart.shop.svc", "cart.shop", "10.1.0.1",
      ])
  }

  @Test func servicesWithoutRulesGetOneRoute() throws {
    var mesh = MeshFixture()
    mesh.service("cart")
    let route = try #require(plan(mesh, "8080", "cart.shop.svc.cluster.local:8080")?.routes.first)
    #expect(route.name == "default")
    #expect(route.operation == "cart.shop.svc.cluster.local:8080/*")
    guard case .forward(let forward) = route.action else { return #expect(Bool(false)) }
    #expect(forward.target == .cluster("outbound|8080||cart.shop.svc.cluster.local"))
    #expect(forward.retry == .standard(isHashed: false))
  }

  @Test func rulesTakeTheirServicesOver() {
    var mesh = MeshFixture()
    mesh.service("cart", ports: [80: .http, 8080: .http])
    mesh.virtualService("cart", VirtualService("cart", to: "cart-v2"))
    mesh.virtualService("later", age: 5, VirtualService("cart.shop.svc.cluster.local", to: "late"))
    #expect(clusters(plan(mesh, "80", "cart.shop.svc.cluster.local:80")) == ["outbound|80||cart-v2.shop.svc.cluster.local"])
    #expect(
      clusters(plan(mesh, "8080", "cart.shop.svc.cluster.local:8080")) == ["outbound|8080||cart-v2.shop.svc.cluster.local"])
  }

  @Test func port80ListsEveryHostOfRules() {
    var mesh = MeshFixture()
    mesh.service("web", ports: [80: .http])
    mesh.service("cart", ports: [8080: .http])
    mesh.virtualService("cart", VirtualService("cart", to: "cart"))
    mesh.virtualService("site", VirtualService("www.example.com", to: "cart"))
    #expect(
      hosts(mesh, "80").keys.sorted() == [
        "allow_any", "cart.shop.svc.cluster.local:80", "web.shop.svc.cluster.local:80", "www.example.com:80",
      ])
    #expect(hosts(mesh, "80")["cart.shop.svc.cluster.local:80"] == ["cart.shop.svc.cluster.local"])
    #expect(hosts(mesh, "8080").keys.sorted() == ["allow_any", "cart.shop.svc.cluster.local:8080"])
  }

  @Test func unknownHostsBesideAServiceComeAlong() {
    var mesh = MeshFixture()
    mesh.service("cart")
    var rule = VirtualService("cart", to: "cart")
    rule.hosts.append("shop.example.com")
    mesh.virtualService("cart", rule)
    #expect(hosts(mesh, "8080")["shop.example.com:8080"] == ["shop.example.com"])
  }

  @Test func wildcardHostsTakeTheServicesThatNobodyNames() {
    var mesh = MeshFixture()
    for name in ["a", "b", "c"] { mesh.service(host: Hostname("\(name).x.example.com"), in: "shop", ports: [8080: .http]) }
    mesh.virtualService("wide", VirtualService("*.example.com", to: "wide"))
    mesh.virtualService("narrow", VirtualService("*.x.example.com", to: "narrow"))
    mesh.virtualService("exact", age: 9, VirtualService("a.x.example.com", to: "exact"))
    func target(_ name: String) -> [String] { clusters(plan(mesh, "8080", "\(name).x.example.com:8080")) }
    #expect(target("a") == ["outbound|8080||exact.shop.svc.cluster.local"])
    #expect(target("b") == ["outbound|8080||narrow.shop.svc.cluster.local"])
    #expect(
      hosts(mesh, "8080").keys.sorted() == ["a.x.example.com:8080", "allow_any", "b.x.example.com:8080", "c.x.example.com:8080"])
  }

  @Test func theFirstClaimToADomainWins() {
    var mesh = MeshFixture()
    mesh.service("twin", in: "shop", address: "10.1.0.1")
    mesh.service("twin", in: "ops", address: "10.1.0.2")
    mesh.service("other", address: "10.1.0.1")
    mesh.service(host: "other", in: "shop", ports: [8080: .http])
    mesh.virtualService("twin", in: "ops", VirtualService(hosts: ["twin", "twin.shop"], http: [.to("twin")]))
    let found = hosts(mesh, "8080")
    #expect(found["twin.shop:8080"] == ["twin.shop"])
    #expect(found["twin.shop.svc.cluster.local:8080"]?.contains("twin.shop") == false)
    #expect(found["other:8080"]?.contains("other") == true)
    #expect(found["other.shop.svc.cluster.local:8080"]?.contains("other") == false)
    let all = found.values.flatMap(\.self)
    #expect(all.count == Set(all).count, "\(found)")
  }

  @Test func aliasesAreNamesOfTheirTarget() {
    var mesh = MeshFixture()
    mesh.service("real", address: "10.1.0.1")
    mesh.service("alias", change: { $0.resolution = .alias(of: "real.shop.svc.cluster.local") })
    mesh.service("second", change: { $0.resolution = .alias(of: "alias.shop.svc.cluster.local") })
    mesh.service("lost", change: { $0.resolution = .alias(of: "nowhere.example.com") })
    mesh.virtualService("user", VirtualService("user.example.com", to: "alias"))
    mesh.service("user", change: { $0.addresses = [] })
    let found = hosts(mesh, "8080")
    #expect(found.keys.sorted() == ["allow_any", "real.shop.svc.cluster.local:8080", "user.shop.svc.cluster.local:8080"])
    #expect(found["real.shop.svc.cluster.local:8080"]?.contains("alias.shop") == true)
    #expect(found["real.shop.svc.cluster.local:8080"]?.contains("second") == true)
  }

  @Test func destinationsThatAreAliasesMeanTheirTarget() {
    var mesh = MeshFixture()
    mesh.service("real")
    mesh.service("alias", change: { $0.resolution = .alias(of: "real.shop.svc.cluster.local") })
    mesh.service("cart")
    mesh.virtualService("cart", VirtualService("cart", to: "alias"))
    #expect(clusters(plan(mesh, "8080", "cart.shop.svc.cluster.local:8080")) == ["outbound|8080||real.shop.svc.cluster.local"])
  }

  @Test func unknownHostsPassOrAreBlocked() {
    var mesh = MeshFixture()
    mesh.service("cart")
    #expect(clusters(plan(mesh, "8080", "allow_any")) == ["PassthroughCluster"])
    var sidecar = Sidecar()
    sidecar.outboundTrafficPolicy = .registryOnly
    mesh.sidecar("default", sidecar)
    let block = plan(mesh, "8080", "block_all")
    #expect(block?.routes.map(\.action) == [.respond(HTTPDirectResponse(status: 502))])
  }

  @Test func aSniffedPortKnowsItsOneService() {
    var mesh = MeshFixture()
    mesh.service("any", ports: [7000: .automatic], address: "10.1.0.1")
    mesh.service("other", ports: [7000: .automatic], address: "10.1.0.2")
    mesh.virtualService("any", VirtualService("any", to: "elsewhere"))
    #expect(hosts(mesh, "any.shop.svc.cluster.local:7000") == ["any.shop.svc.cluster.local:7000": ["*"]])
    #expect(
      clusters(plan(mesh, "any.shop.svc.cluster.local:7000", "any.shop.svc.cluster.local:7000")) == [
        "outbound|7000||elsewhere.shop.svc.cluster.local"
      ])
  }

  @Test func clientsAreToldApartOnlyWhereRulesAsk() throws {
    var mesh = MeshFixture()
    mesh.service("cart")
    mesh.service("list")
    mesh.virtualService(
      "cart",
      VirtualService(
        hosts: ["cart"],
        http: [
          HTTPRoute.to("beta").when { $0.sourceLabels = ["version": "beta"] },
          HTTPRoute.to("ops").when { $0.sourceNamespace = "ops" }, .to("cart"),
        ]))
    func inputs(_ namespace: String, _ labels: [String: String]) throws -> [String: VirtualHostInputs] {
      let scope = mesh.scope(of: MeshFixture.sidecar(namespace, labels: labels))
      let found = try #require(OutboundRoutes.inputs(named: "8080", in: scope))
      return Dictionary(uniqueKeysWithValues: found.virtualHosts.map { ($0.name, $0) })
    }
    let plain = try inputs("shop", [:])
    let beta = try inputs("shop", ["version": "beta"])
    let ops = try inputs("ops", [:])
    let qa = try inputs("qa", [:])
    #expect(plain["list.shop.svc.cluster.local:8080"] == beta["list.shop.svc.cluster.local:8080"])
    #expect(plain["cart.shop.svc.cluster.local:8080"] != beta["cart.shop.svc.cluster.local:8080"])
    #expect(ops["list.shop.svc.cluster.local:8080"] == qa["list.shop.svc.cluster.local:8080"])
    func targets(_ inputs: [String: VirtualHostInputs]) -> [String] {
      clusters(inputs["cart.shop.svc.cluster.local:8080"]?.plan())
    }
    #expect(targets(plain) == ["outbound|8080||cart.shop.svc.cluster.local"])
    #expect(targets(beta) == ["outbound|8080||beta.shop.svc.cluster.local"])
    #expect(targets(ops) == ["outbound|8080||ops.shop.svc.cluster.local"])
  }

  @Test func aRuleThatIsForOthersLeavesTheDefault() {
    var mesh = MeshFixture()
    mesh.service("cart")
    mesh.virtualService(
      "cart", VirtualService(hosts: ["cart"], http: [HTTPRoute.to("ops").when { $0.sourceNamespace = "ops" }]))
    #expect(plan(mesh, "8080", "cart.shop.svc.cluster.local:8080")?.routes.map(\.name) == ["default"])
  }

  @Test func anEgressListenerDecidesForItsPort() {
    var mesh = MeshFixture()
    mesh.service("a", ports: [9000: .http, 80: .http])
    mesh.service("b", in: "ops", ports: [9000: .http])
    var sidecar = Sidecar()
    sidecar.egress = [
      Sidecar.Egress(
        port: PortSpecification(number: 9000, name: "http", protocol: "HTTP"), bind: "127.0.0.2", captureMode: .none,
        hosts: ["ops/*"]),
      Sidecar.Egress(hosts: ["./*"]),
    ]
    mesh.sidecar("default", sidecar)
    let scope = mesh.scope(of: MeshFixture.sidecar("shop"))
    #expect(OutboundRoutes.names(in: scope) == ["80", "9000"])
    #expect(hosts(mesh, "9000").keys.sorted() == ["allow_any", "b.ops.svc.cluster.local:9000"])
    #expect(hosts(mesh, "80").keys.sorted() == ["a.shop.svc.cluster.local:80", "allow_any"])
  }

  /// A proxy refuses a route configuration in which a name occurs twice.
  @Test func onASocketNoNameOccursTwice() throws {
    var mesh = MeshFixture()
    mesh.service("a", ports: [9000: .http, 9001: .http, 80: .http], address: "10.1.0.1")
    for name in ["a", "b.example.com", "c.example.com"] {
      mesh.service(host: Hostname(name), in: "shop", ports: [9000: .http], address: "192.0.2.1")
    }
    mesh.virtualService("a", VirtualService(hosts: ["a.shop.svc.cluster.local", "x.example.com"], http: [.to("a")]))
    var sidecar = Sidecar()
    sidecar.egress = [
      Sidecar.Egress(
        port: PortSpecification(number: 0, name: "http", protocol: "HTTP"), bind: "unix:///tmp/out.sock", captureMode: .none,
        hosts: ["./*"])
    ]
    mesh.sidecar("default", sidecar)
    let scope = mesh.scope(of: MeshFixture.sidecar("shop"))
    let inputs = try #require(OutboundRoutes.inputs(named: "unix:///tmp/out.sock", in: scope))
    let domains = Dictionary(uniqueKeysWithValues: inputs.plan().virtualHosts.map { ($0.name, $0.domains) })
    let all = domains.values.flatMap { $0 }
    #expect(Set(all).count == all.count)
    #expect(domains["x.example.com:80"] == ["x.example.com", "x.example.com:80"])
    #expect(domains["x.example.com:9001"] == ["x.example.com:9001"])
  }

  @Test func onlyAddressesOfTheClientsFamilyAreNames() {
    var mesh = MeshFixture()
    mesh.service("a", ports: [80: .http]) { $0.addresses = ["10.1.0.1", "fd00::1"] }
    func addresses(of client: String) -> [String] {
      var proxy = MeshFixture.sidecar("ops")
      proxy.addresses = [client]
      let inputs = OutboundRoutes.inputs(named: "80", in: mesh.scope(of: proxy))
      return inputs?.plan().virtualHosts.flatMap(\.domains).filter { $0.contains("1") } ?? []
    }
    #expect(addresses(of: "10.0.0.1") == ["10.1.0.1"])
    #expect(addresses(of: "fd00::9") == ["[fd00::1]"])
  }

  @Test func aSocketStandsForAllPorts() throws {
    var mesh = MeshFixture()
    mesh.service("a", ports: [9000: .http, 80: .http])
    var sidecar = Sidecar()
    sidecar.egress = [
      Sidecar.Egress(
        port: PortSpecification(number: 0, name: "http", protocol: "HTTP"), bind: "unix:///tmp/out.sock", captureMode: .none,
        hosts: ["./*"])
    ]
    mesh.sidecar("default", sidecar)
    let scope = mesh.scope(of: MeshFixture.sidecar("shop"))
    #expect(OutboundRoutes.names(in: scope) == ["unix:///tmp/out.sock"])
    let inputs = try #require(OutboundRoutes.inputs(named: "unix:///tmp/out.sock", in: scope))
    #expect(inputs.side == .anyPort)
    let domains = Dictionary(uniqueKeysWithValues: inputs.plan().virtualHosts.map { ($0.name, $0.domains) })
    #expect(domains["a.shop.svc.cluster.local:9000"]?.allSatisfy { $0.hasSuffix(":9000") } == true)
    #expect(domains["a.shop.svc.cluster.local:80"]?.contains("a") == true)
    #expect(domains["a.shop.svc.cluster.local:80"]?.contains("a:80") == true)
  }

  @Test(arguments: ["", "nonsense", "-1", "x:y", "unix:///nowhere"])
  func otherNamesAreUnknown(name: String) {
    var mesh = MeshFixture()
    mesh.service("a")
    var sidecar = Sidecar()
    sidecar.egress = [
      Sidecar.Egress(port: PortSpecification(number: 9, name: "http", protocol: "HTTP"), hosts: ["./*"])
    ]
    mesh.sidecar("default", sidecar)
    #expect(OutboundRoutes.inputs(named: name, in: mesh.scope(of: MeshFixture.sidecar("shop"))) == nil)
  }
}
