import MeshAPI
import MeshModel
import MeshPush
import Testing
import XDSResources

/// What a changed EnvoyFilter costs, and what is said of patches that do not fit.
@Suite(.timeLimit(.minutes(2))) struct EnvoyFilterChangeTests {
  private static let service = "svc-5.ns-2.svc.cluster.local"

  private static func filter(_ namespace: String, _ patches: [EnvoyFilter.Patch]) -> MeshObject {
    var filter = EnvoyFilter()
    filter.patches = patches
    return MeshObjects.envoyFilter("filter", in: namespace, filter)
  }

  private static func timeout(_ seconds: Int) -> EnvoyFilter.Patch {
    var patch = EnvoyFilter.Patch.reading(.merge, .cluster, #"{"connect_timeout": "\#(seconds)s"}"#)
    patch.cluster.service = service
    return patch
  }

  @Test("A patch of one cluster builds that cluster, once for all who have it, and sends it alone")
  func oneCluster() async throws {
    var large = await LargeMesh()
    let cluster = "outbound|8005||\(Self.service)"
    for seconds in [3, 4] {
      let report = await large.mesh.apply([Self.filter("istio-system", [Self.timeout(seconds)])])
      #expect(report.counts.names == [.cluster: [cluster]])
      #expect(report.proxies == 200)
      let sent = await large.deliver()
      // A cluster that changes is followed by its endpoints, as Envoy wants it.
      #expect(sent.allSatisfy { $0.map(\.names) == [[cluster], [cluster]] })
    }
    // Something else in the same object is none of the cluster's business.
    let more = Self.filter("istio-system", [Self.timeout(4), .reading(.add, .virtualHost, #"{"name": "v", "domains": ["v"]}"#)])
    let report = await large.mesh.apply([more])
    #expect(report.counts.names?[.cluster] == nil)
  }

  @Test("A patch of one namespace's virtual host costs that namespace's class alone")
  func oneVirtualHost() async throws {
    var large = await LargeMesh(takesVirtualHosts: true)
    var patch = EnvoyFilter.Patch.reading(.merge, .virtualHost, #"{"require_tls": "ALL"}"#)
    patch.route.virtualHost = "\(Self.service):8005"
    let report = await large.mesh.apply([Self.filter("ns-1", [patch])])
    let host = "8005/\(Self.service):8005"
    #expect(report.counts.names == [.virtualHost: [host]])
    #expect(report.proxies == 20)
    let sent = await large.deliver()
    for (connection, sent) in zip(large.connections, sent) {
      #expect(sent == (connection.proxy.namespace == "ns-1" ? [.init(type: .virtualHost, names: [host], removed: [])] : []))
    }
  }

  @Test("A patch of the listener for captured traffic of one workload leaves all others alone")
  func oneWorkload() async throws {
    var large = await LargeMesh()
    var filter = EnvoyFilter()
    var patch = EnvoyFilter.Patch.reading(.merge, .listener, #"{"per_connection_buffer_limit_bytes": 9}"#)
    patch.context = .sidecarInbound
    filter.patches = [patch]
    let report = await large.mesh.apply([MeshObjects.envoyFilter("filter", in: "ns-1", filter)])
    #expect(report.counts.names == [.listener: ["virtualInbound"]])
    let sent = await large.deliver()
    #expect(sent.count { !$0.isEmpty } == 20)
  }

  @Test func patchesThatDoNotFitAreTold() async throws {
    var mesh = TestMesh()
    await mesh.apply([
      MeshObjects.service("web", in: "shop", ports: [.init(name: "http", port: 80)], ip: "10.96.0.1")
    ])
    let connection = await mesh.connect(.sidecar("app", in: "shop", ip: "10.0.0.1"))
    let taken = EnvoyFilter.Patch.reading(.add, .cluster, #"{"name": "BlackHoleCluster"}"#)
    var good = Self.timeout(7)
    good.cluster.service = "web.shop.svc.cluster.local"
    good.index = 1
    await mesh.apply([Self.filter("shop", [taken, good])])
    #expect(
      await mesh.engine.diagnostics.map { "\($0.object) \($0.path) \($0.message) [\($0.code.rawValue)]" } == [
        "EnvoyFilter/shop/filter spec.configPatches[0] the patch is left out of BlackHoleCluster: "
          + "there is a cluster of this name already [patch-mismatch]"
      ])
    let cluster = "outbound|80||web.shop.svc.cluster.local"
    #expect(await mesh.engine.origins(of: .cluster, cluster, for: connection).first?.kind == .envoyFilter)
    await mesh.apply(removing: [ObjectKey(kind: .envoyFilter, namespace: "shop", name: "filter")])
    #expect(await mesh.engine.diagnostics.isEmpty)
  }

  @Test("A cluster that is taken away and added anew is replaced, and comes back as it was")
  func replacedClusters() async throws {
    var mesh = TestMesh()
    await mesh.apply([
      MeshObjects.service("web", in: "shop", ports: [.init(name: "http", port: 80)], ip: "10.96.0.1")
    ])
    let connection = await mesh.connect(.sidecar("app", in: "shop", ip: "10.0.0.1"))
    let name = "outbound|80||web.shop.svc.cluster.local"
    func bodies() async throws -> [String] {
      try #require(await mesh.engine.resources(of: connection)).resources(.cluster).filter { $0.name == name }
        .map { String(decoding: $0.body, as: UTF8.self) }
    }
    let planned = try await bodies()
    #expect(planned.count == 1)
    var removal = EnvoyFilter.Patch(.remove, .cluster)
    removal.cluster.name = name
    let added = EnvoyFilter.Patch.reading(.add, .cluster, #"{"name": "\#(name)", "alt_stat_name": "replaced"}"#)
    await mesh.apply([Self.filter("shop", [removal, added])])
    #expect(try await bodies().map { $0.contains("replaced") } == [true])
    await mesh.apply(meshConfig: MeshConfig())
    #expect(try await bodies().map { $0.contains("replaced") } == [true])
    #expect(await mesh.engine.diagnostics.isEmpty)
    await mesh.apply(removing: [ObjectKey(kind: .envoyFilter, namespace: "shop", name: "filter")])
    #expect(try await bodies() == planned)
  }

  @Test func extensionsAreForThoseWhoAsk() async throws {
    var mesh = TestMesh()
    let sidecar = await mesh.connect(.sidecar("app", in: "shop", ip: "10.0.0.1"))
    let gateway = await mesh.connect(.router("gate", in: "ops", ip: "10.0.0.2", labels: [:]))
    let value = #"{"name": "e", "typed_config": {"@type": "type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua"}}"#
    await mesh.apply([Self.filter("shop", [.reading(.add, .extensionConfig, value)])])
    func names(_ connection: ProxyConnection) async -> [String]? {
      await mesh.engine.resources(of: connection)?.resources(.extensionConfig).map(\.name)
    }
    #expect(await names(sidecar) == ["e"])
    #expect(await names(gateway) == [])
  }
}
