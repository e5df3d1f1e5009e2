import MeshAPI
import MeshModel
import MeshPush
import Testing
import XDSResources

/// What changes of mutual TLS cost: only what depends on them is built again.
@Suite(.timeLimit(.minutes(2))) struct MutualTLSCostTests {
  private static let capable = ["security.istio.io/tlsMode": "istio"]

  private static func pod(_ name: String, ip: String, account: String = "web") -> MeshObject {
    MeshObjects.pod(name, in: "shop", ip: ip, labels: capable.merging(["app": name]) { $1 }, account: account)
  }

  private static func slice(_ service: String, _ pods: [(name: String, ip: String)]) -> MeshObject {
    MeshObjects.slice(
      of: service, in: "shop", ports: [.init(name: "http", port: 8080)], addresses: pods.map(\.ip), pods: pods.map(\.name))
  }

  /// Two services, `web` and `api`, with a pod each; sidecars of both are connected.
  private static func mesh() async -> (TestMesh, [ProxyConnection]) {
    var mesh = TestMesh()
    let ports: [KubernetesService.Port] = [.init(name: "http", port: 80, targetPort: .number(8080))]
    await mesh.apply([
      MeshObjects.service("web", in: "shop", ports: ports, ip: "10.96.0.1"),
      MeshObjects.service("api", in: "shop", ports: ports, ip: "10.96.0.2"), pod("web", ip: "10.0.0.1"),
      pod("api", ip: "10.0.0.2"), slice("web", [("web", "10.0.0.1")]), slice("api", [("api", "10.0.0.2")]),
    ])
    var connections: [ProxyConnection] = []
    for (name, ip) in [("web", "10.0.0.1"), ("api", "10.0.0.2")] {
      connections.append(await mesh.connect(.sidecar(name, in: "shop", ip: ip, labels: ["app": name])))
    }
    return (mesh, connections)
  }

  private static let web = "outbound|80||web.shop.svc.cluster.local"

  @Test("A PeerAuthentication costs the inbound listeners of the workloads that it selects")
  func peerAuthentication() async throws {
    var (mesh, connections) = await Self.mesh()
    let report = await mesh.apply([
      MeshObjects.peerAuthentication("web", in: "shop", .init(selector: ["app": "web"], mode: .strict))
    ])
    #expect(report.counts.names == [.listener: ["virtualInbound"]])
    #expect(report.proxies == 1)
    let (listeners, others) = (await mesh.engine.resources(of: connections[0]), await mesh.engine.resources(of: connections[1]))
    let ours = try #require(listeners?.resources(.listener).first { $0.name == "virtualInbound" })
    let theirs = try #require(others?.resources(.listener).first { $0.name == "virtualInbound" })
    #expect(ours.body != theirs.body)
    // One that says what held anyway costs nothing.
    let same = await mesh.apply([MeshObjects.peerAuthentication("api", in: "ops", .init(mode: .strict))])
    #expect(same.counts.totalBuilt == 0)
    _ = connections.removeLast()
  }

  @Test("One that switches mutual TLS off costs the endpoints that it is about, too")
  func disabling() async throws {
    var (mesh, connections) = await Self.mesh()
    let rule = PeerAuthentication(selector: ["app": "web"], mode: .disable)
    let report = await mesh.apply([MeshObjects.peerAuthentication("web", in: "shop", rule)])
    #expect(report.counts.names == [.listener: ["virtualInbound"], .endpoint: [Self.web]])
    let wide = await mesh.apply([MeshObjects.peerAuthentication("default", in: "shop", .init(mode: .disable))])
    let names = try #require(wide.counts.names)
    // Clients of the namespace speak plain text with all of it now.
    #expect(names[.cluster]?.sorted() == [Self.web.replacing("web", with: "api"), Self.web])
    #expect(names[.endpoint] == [Self.web.replacing("web", with: "api")])
    _ = connections.removeLast()
  }

  @Test("Endpoints that come and go cost no cluster, unless they bring another account")
  func accounts() async throws {
    var (mesh, connections) = await Self.mesh()
    let second = await mesh.apply([
      Self.pod("web-2", ip: "10.0.0.3"), Self.slice("web", [("web", "10.0.0.1"), ("web-2", "10.0.0.3")]),
    ])
    #expect(second.counts.names == [.endpoint: [Self.web]])
    let third = await mesh.apply([
      Self.pod("web-3", ip: "10.0.0.4", account: "canary"),
      Self.slice("web", [("web", "10.0.0.1"), ("web-2", "10.0.0.3"), ("web-3", "10.0.0.4")]),
    ])
    #expect(third.counts.names == [.endpoint: [Self.web], .cluster: [Self.web]])
    _ = connections.removeLast()
  }
}
