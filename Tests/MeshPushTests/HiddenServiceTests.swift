import MeshAPI
import MeshModel
import MeshPush
import Testing
import XDSResources

/// Services that no listener shows, and that rules send to all the same: what is made of them follows rules and services.
@Suite struct HiddenServiceTests {
  private static let rule = "rule"

  /// A mesh whose sidecars in `shop` see their own namespace alone.
  private static func mesh() async -> TestMesh {
    var mesh = TestMesh()
    var narrow = Sidecar()
    narrow.egress = [.init(hosts: ["./*"])]
    await mesh.apply([
      MeshObjects.sidecar("default", in: "shop", narrow),
      MeshObjects.service("web", in: "shop", ports: [.init(name: "http", port: 9080)], ip: "10.96.0.1"),
    ])
    return mesh
  }

  private static func leading(to host: String, port: Int) -> MeshObject {
    var route = HTTPRoute()
    route.route = [HTTPRouteDestination(destination: Destination(host: host, port: port))]
    return MeshObjects.virtualService(rule, in: "shop", VirtualService(hosts: ["web"], http: [route]))
  }

  @Test("A rule that names another port brings the cluster of that port, and takes the other one away")
  func portsFollowRules() async throws {
    var mesh = await Self.mesh()
    let host = "foo.other.svc.cluster.local"
    await mesh.apply([
      MeshObjects.service(
        "foo", in: "other", ports: [.init(name: "http-a", port: 80), .init(name: "http-b", port: 81)], ip: "10.96.0.2"),
      Self.leading(to: host, port: 80),
    ])
    let connection = await mesh.connect(.sidecar("app", in: "shop", ip: "10.0.0.1"))
    for port in [80, 81, 80] {
      await mesh.apply([Self.leading(to: host, port: port)])
      let resources = try #require(await mesh.engine.resources(of: connection))
      for type in [TypeURL.cluster, .endpoint] {
        #expect(resources.resources(type).map(\.name).filter { $0.contains(host) } == ["outbound|\(port)||\(host)"])
      }
    }
  }

  @Test("A listener looks names up once a service that asks for it is known")
  func listenersFollowServices() async throws {
    var mesh = await Self.mesh()
    await mesh.apply([Self.leading(to: "api.example.com", port: 8080)])
    let connection = await mesh.connect(.sidecar("app", in: "shop", ip: "10.0.0.1"))
    func looksNamesUp() async throws -> Bool {
      let listeners = try #require(await mesh.engine.resources(of: connection)).resources(.listener)
      let listener = listeners.first { $0.name == "0.0.0.0_9080" }
      return try #require(listener).body.contains("envoy.filters.http.dynamic_forward_proxy".utf8)
    }
    #expect(try await !looksNamesUp())
    var entry = ServiceEntry(hosts: ["api.example.com"])
    entry.ports = [PortSpecification(number: 8080, name: "http", protocol: "HTTP")]
    entry.resolution = .dynamicDNS
    let object = MeshObjects.serviceEntry("api", in: "other", entry)
    await mesh.apply([object])
    #expect(try await looksNamesUp())
    await mesh.apply(removing: [object.key])
    #expect(try await !looksNamesUp())
  }
}
