import MeshAPI
import MeshModel
import Testing

@testable import MeshTranslation

/// Services that are looked up by the very name that a request or a TLS connection asks for (ServiceEntry DYNAMIC_DNS).
@Suite struct DynamicNamesTests {
  private static func mesh(_ ports: [Int: PortProtocol], address: String? = nil) -> MeshFixture {
    var mesh = MeshFixture()
    mesh.service(host: "*.example.com", in: "shop", ports: ports, address: address) {
      $0.resolution = .dynamicDNS
      $0.isMeshExternal = true
    }
    mesh.service("web", ports: [80: .http, 9000: .http])
    return mesh
  }

  private static let cache = NameCachePlan(for: MeshFixture().scope(of: MeshFixture.sidecar("shop")).key)

  @Test func clustersLookNamesUp() throws {
    var mesh = MeshFixture()
    let service = mesh.service(host: "*.example.com", in: "shop", ports: [80: .http, 443: .tls]) { $0.resolution = .dynamicDNS }
    let plans = mesh.clusters(of: service).map { $0.plan() }
    #expect(plans.map(\.name) == ["outbound|80||*.example.com", "outbound|443||*.example.com"])
    #expect(plans.allSatisfy { $0.discovery == .dynamicNames(Self.cache) && $0.balancer == .none && $0.tls == .plainText })
    #expect(mesh.assignments(of: service).isEmpty)
    var proxy = MeshFixture.sidecar("shop")
    proxy.addresses = ["fd00::1"]
    let discovery = try #require(mesh.clusters(of: service, for: proxy).first).plan().discovery
    guard case .dynamicNames(let other) = discovery else {
      Issue.record("\(discovery)")
      return
    }
    #expect(other.prefersIPv6 && !Self.cache.prefersIPv6)
  }

  @Test func onlyListenersForItsPortsLookNamesUp() throws {
    let listeners = Self.mesh([80: .http]).outbound()
    #expect(try #require(listeners["0.0.0.0_80"]?.chains.first?.http).nameCache == Self.cache)
    #expect(try #require(listeners["0.0.0.0_9000"]?.chains.first?.http).nameCache == nil)
    #expect(MeshFixture().outbound().values.allSatisfy { $0.chains.allSatisfy { $0.http?.nameCache == nil } })
  }

  /// A rule may send requests there from a listener for another port.
  @Test func aRuleThatSendsThereLetsEveryListenerLookNamesUp() throws {
    var mesh = Self.mesh([80: .http])
    mesh.virtualService("web", VirtualService("web", to: "*.example.com"))
    #expect(try #require(mesh.outbound()["0.0.0.0_9000"]?.chains.first?.http).nameCache == Self.cache)
  }

  @Test func aListenerForAllPortsLooksNamesUp() throws {
    var mesh = Self.mesh([80: .http])
    mesh.sidecar(
      "socket", .with { $0.egress = [Sidecar.Egress(port: .port(0, "HTTP"), bind: "unix:///run/out.sock", hosts: ["./*"])] })
    #expect(try #require(mesh.outbound()["/run/out.sock"]?.chains.first?.http).nameCache == Self.cache)
  }

  /// Whatever address it has, a listener looks up names of the service alone.
  @Test(arguments: [nil, "240.0.0.1"] as [String?])
  func tlsConnectionsGoWhereTheirServerNameSays(address: String?) throws {
    let listener = try #require(Self.mesh([443: .tls], address: address).outbound()["\(address ?? "0.0.0.0")_443"])
    let chain = try #require(listener.chains.first { !$0.serverNames.isEmpty })
    #expect(chain.serverNames == ["*.example.com"])
    #expect(chain.tcp?.serverNameLookup == ServerNameLookup(port: 443, cache: Self.cache))
    #expect(chain.tcp?.target == .cluster("outbound|443||*.example.com"))
    #expect(listener.defaultChain?.tcp?.target == .cluster("PassthroughCluster"))
  }

  /// A rule for server names may send them there, too.
  @Test func rulesForServerNamesLookThemUp() throws {
    var mesh = Self.mesh([443: .tls])
    var match = ConnectionMatch()
    match.sniHosts = ["a.example.com"]
    let route = ConnectionRoute(
      match: [match], route: [RouteDestination(destination: Destination(host: "*.example.com", port: 443))])
    mesh.virtualService("a", VirtualService(hosts: ["a.example.com"], tls: [route]))
    let listener = try #require(mesh.outbound()["0.0.0.0_443"])
    let chain = try #require(listener.chains.first { $0.serverNames == ["a.example.com"] })
    #expect(chain.tcp?.serverNameLookup == ServerNameLookup(port: 443, cache: Self.cache))
  }

  @Test func gatewaysLookNamesUp() throws {
    var mesh = MeshFixture()
    let server = Gateway.Server(port: .port(80, "HTTP"), hosts: ["*"])
    mesh.gateway("edge", Gateway(servers: [server], selector: ["istio": "ingressgateway"]))
    #expect(try #require(mesh.gateway()["0.0.0.0_80"]?.chains.first?.http).nameCache == nil)
    mesh.service(host: "*.example.com", in: "shop", ports: [80: .http]) { $0.resolution = .dynamicDNS }
    #expect(try #require(mesh.gateway()["0.0.0.0_80"]?.chains.first?.http).nameCache == Self.cache)
  }

  /// Only rules that lead to such a service make other listeners look names up.
  @Test func rulesCountOnlyWhereNamesAreLookedUp() {
    var changes = ChangeSet()
    changes.rules = [ObjectKey(kind: .virtualService, namespace: "shop", name: "web")]
    let proxy = MeshFixture.sidecar("shop")
    var mesh = Self.mesh([80: .http])
    mesh.service("web", ports: [8080: .http], address: "10.96.0.1")
    let before = mesh.scope(of: proxy)
    mesh.virtualService("web", VirtualService("web", to: "web"))
    let same = mesh.scope(of: proxy)
    #expect(!OutboundListeners.mayDiffer(from: before, to: same, changes: changes))
    mesh.virtualService("web", VirtualService("web", to: "*.example.com"))
    #expect(OutboundListeners.mayDiffer(from: same, to: mesh.scope(of: proxy), changes: changes))
  }
}
