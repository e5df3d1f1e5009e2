import MeshAPI
import MeshModel
import MeshPush
import Testing
import XDSResources

/// A name table costs those who asked for one, and only when a name or an address in it changes.
@Suite(.timeLimit(.minutes(1))) struct NameTableCostTests {
  private static func entry(_ name: String, port: Int = 5432) -> MeshObject {
    var spec = ServiceEntry(hosts: ["\(name).test"])
    spec.ports = [PortSpecification(number: port, name: "tcp", protocol: "TCP")]
    spec.resolution = .dns
    return MeshObjects.serviceEntry(name, in: "shop", spec)
  }

  /// Two sidecars of two namespaces; the first one's agent captures DNS.
  private static func mesh() async -> (TestMesh, capturing: ProxyConnection, plain: ProxyConnection) {
    var mesh = TestMesh()
    await mesh.apply([
      MeshObjects.service("cart", in: "shop", ports: [.init(name: "http", port: 80)], ip: "10.96.0.1"),
      MeshObjects.service("db", in: "shop", ports: [.init(name: "http", port: 80)], isHeadless: true), entry("a"),
    ])
    var proxy = Proxy.sidecar("app", in: "shop", ip: "10.0.0.1")
    proxy.capturesDNS = true
    let capturing = await mesh.connect(proxy)
    return (mesh, capturing, await mesh.connect(.sidecar("app", in: "ops", ip: "10.0.0.2")))
  }

  private static func resources(_ type: TypeURL, _ mesh: TestMesh, _ connection: ProxyConnection) async -> [String] {
    await mesh.engine.resources(of: connection)?.resources(type).map(\.name) ?? []
  }

  @Test func aNewEntryCostsItsOwnResourcesAndTheTable() async throws {
    var (mesh, capturing, plain) = await Self.mesh()
    let report = await mesh.apply([Self.entry("b")])
    let names = try #require(report.counts.names)
    #expect(Set(names.keys) == [.cluster, .listener, .nameTable])
    // Clusters have no addresses: both proxies share one.
    #expect(names[.cluster] == ["outbound|5432||b.test"])
    #expect(names[.listener]?.filter { $0.hasPrefix("240.240.") }.count == 1)
    #expect(names[.nameTable] == ["names"])
    #expect(await Self.resources(.nameTable, mesh, capturing) == ["names"])
    #expect(await Self.resources(.nameTable, mesh, plain) == [])
    let automatic = await Self.resources(.listener, mesh, capturing).filter { $0.hasPrefix("240.240.") }
    #expect(automatic.count == 2)
    #expect(await Self.resources(.listener, mesh, plain).contains("0.0.0.0_5432"))
  }

  @Test func rulesAndEndpointsWithAddressesCostNoTable() async throws {
    var (mesh, _, _) = await Self.mesh()
    let rule = await mesh.apply([
      MeshObjects.virtualService("rule", in: "shop", VirtualService(["cart"], to: "cart", timeout: .seconds(1)))
    ])
    #expect(rule.counts.names?[.nameTable] == nil)
    let slice = await mesh.apply([
      MeshObjects.slice(of: "cart", in: "shop", ports: [.init(name: "http", port: 8080)], addresses: ["10.1.0.1"])
    ])
    #expect(slice.counts.names.map { Set($0.keys) } == [.endpoint])
  }

  @Test func endpointsOfAHeadlessServiceAreNames() async throws {
    var (mesh, _, _) = await Self.mesh()
    let report = await mesh.apply([
      MeshObjects.slice(of: "db", in: "shop", ports: [.init(name: "http", port: 8080)], addresses: ["10.1.0.1"])
    ])
    #expect(report.counts.names?[.nameTable] == ["names"])
  }

  @Test func withoutDNSCaptureNobodyIsToldApart() async throws {
    var mesh = TestMesh()
    await mesh.apply([Self.entry("a")])
    _ = await mesh.connect(.sidecar("app", in: "shop", ip: "10.0.0.1"))
    _ = await mesh.connect(.sidecar("app", in: "shop", ip: "10.0.0.2"))
    let report = await mesh.apply([Self.entry("b", port: 5433)])
    #expect(report.outboundClasses == 1)
    #expect(report.counts.names?[.nameTable] == nil)
  }
}
