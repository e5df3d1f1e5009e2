import MeshAPI
import MeshModel
import Testing

@testable import MeshTranslation

@Suite struct SidecarEgressListenersTests {
  private static func mesh(_ egress: Sidecar.Egress...) -> MeshFixture {
    var mesh = MeshFixture()
    mesh.service("web", ports: [80: .http, 9000: .http], address: "10.96.0.1")
    mesh.service("db", ports: [5432: .tcp], address: "10.96.0.2")
    mesh.service("any", ports: [9100: .automatic], address: "10.96.0.3")
    mesh.sidecar("egress", .with { $0.egress = egress })
    return mesh
  }

  @Test func aBoundListenerTakesCallsItself() throws {
    let mesh = Self.mesh(
      Sidecar.Egress(port: .port(9000, "HTTP"), bind: "127.0.0.2", captureMode: .none, hosts: ["./*"]),
      Sidecar.Egress(port: .port(5432, "TCP"), captureMode: .none, hosts: ["./*"]),
      Sidecar.Egress(port: .port(9100, ""), bind: "127.0.0.3", captureMode: .none, hosts: ["./*"]))
    let listeners = mesh.outbound()
    #expect(listeners.keys.sorted() == ["127.0.0.1_5432", "127.0.0.2_9000", "127.0.0.3_9100", "virtualOutbound"])
    let http = try #require(listeners["127.0.0.2_9000"])
    #expect(http.bindsToPort)
    #expect(http.acceptsOneByOne)
    #expect(http.summary == ["-> routes 9000"])
    #expect(http.origins.map(\.kind) == [.sidecar])
    #expect(listeners["127.0.0.1_5432"]?.summary == ["-> outbound|5432||db.shop.svc.cluster.local"])
    #expect(
      listeners["127.0.0.3_9100"]?.summary == ["plain http -> routes 9100", "else -> outbound|9100||any.shop.svc.cluster.local"])
  }

  @Test func aPortThatNoServiceHasGetsNoListener() {
    let mesh = Self.mesh(Sidecar.Egress(port: .port(9999, "HTTP"), bind: "127.0.0.2", captureMode: .none, hosts: ["./*"]))
    #expect(mesh.outbound().keys.sorted() == ["virtualOutbound"])
  }

  @Test func aListenerForAPortClosesItToTheOthers() {
    var mesh = Self.mesh(
      Sidecar.Egress(port: .port(9000, "HTTP"), hosts: ["./*"]),
      Sidecar.Egress(hosts: ["./db.shop.svc.cluster.local", "rules/*"]))
    mesh.service(host: "late.example.com", in: "rules", ports: [9000: .tcp]) { $0.resolution = .dns }
    let listeners = mesh.outbound()
    #expect(listeners.keys.sorted() == ["0.0.0.0_9000", "10.96.0.2_5432", "virtualOutbound"])
    #expect(listeners["0.0.0.0_9000"]?.summary == ["plain http -> routes 9000", "else -> PassthroughCluster"])
  }

  @Test func withoutCaptureEverythingIsBound() throws {
    let mesh = Self.mesh(
      Sidecar.Egress(port: .port(9000, "HTTP"), bind: "127.87.0.110", hosts: ["./*"]), Sidecar.Egress(hosts: ["./*"]))
    let listeners = mesh.outbound(MeshFixture.sidecar("shop", mode: .none))
    #expect(
      listeners.keys.sorted() == ["127.0.0.1_5432", "127.0.0.1_80", "127.0.0.1_9000", "127.0.0.1_9100", "127.87.0.110_9000"])
    #expect(listeners.values.allSatisfy { $0.bindsToPort })
    #expect(listeners["127.0.0.1_80"]?.summary == ["-> routes 80"])
    #expect(listeners["127.0.0.1_9100"]?.summary.first == "plain http -> routes any.shop.svc.cluster.local:9100")
  }

  @Test func aUnixSocketIsAlwaysBound() throws {
    let mesh = Self.mesh(Sidecar.Egress(port: .port(0, "HTTP"), bind: "unix:///run/out.sock", hosts: ["./*"]))
    let listener = try #require(mesh.outbound()["/run/out.sock"])
    #expect(listener.address == .unixSocket(path: "/run/out.sock"))
    #expect(listener.bindsToPort)
    #expect(listener.summary == ["-> routes unix:///run/out.sock"])
  }

  @Test func anHTTPProxyPortServesAllServices() throws {
    let mesh = Self.mesh(Sidecar.Egress(port: .port(80, "HTTP_PROXY"), bind: "127.0.0.1", captureMode: .none, hosts: ["./*"]))
    #expect(mesh.outbound()["127.0.0.1_80"]?.summary == ["-> routes 80"])
  }

  /// A listener whose routes nobody provides would answer no request, and wait.
  @Test(arguments: [Proxy.InterceptionMode.redirect, .none]) func everyRouteThatAListenerAsksForIsProvided(
    _ mode: Proxy.InterceptionMode
  ) {
    var mesh = Self.mesh(
      Sidecar.Egress(port: .port(9000, "HTTP"), bind: "127.0.0.2", captureMode: .none, hosts: ["./*"]),
      Sidecar.Egress(port: .port(9100, ""), bind: "127.0.0.3", captureMode: .none, hosts: ["./*"]),
      Sidecar.Egress(hosts: ["./*", "rules/*"]))
    mesh.service(host: "a.example.com", in: "rules", ports: [7000: .automatic]) { $0.resolution = .dns }
    let proxy = MeshFixture.sidecar("shop", mode: mode)
    let scope = mesh.scope(of: proxy)
    let names = mesh.outboundInputs(proxy).flatMap(\.routeNames)
    #expect(!names.isEmpty)
    #expect(Set(names).isSubset(of: OutboundRoutes.names(in: scope)))
    for name in names {
      #expect(OutboundRoutes.inputs(named: name, in: scope)?.virtualHosts.isEmpty == false, "\(name)")
    }
  }
}
