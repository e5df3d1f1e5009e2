import MeshAPI
import MeshModel
import Testing

@testable import MeshTranslation

/// Which EnvoyFilters are in force for a proxy, and in which order.
@Suite struct EnvoyFilterIndexTests {
  /// The names of the filters in force, in the order in which they are applied.
  private func names(_ mesh: MeshFixture, _ proxy: Proxy) -> [String] {
    mesh.scope(of: proxy).patches.clusters.map(\.filter.name)
  }

  @Test func thoseOfTheRootAndTheOwnNamespace() {
    var mesh = MeshFixture()
    mesh.envoyFilter("own", in: "shop")
    mesh.envoyFilter("other", in: "ops")
    mesh.envoyFilter("root", in: "istio-system")
    #expect(names(mesh, MeshFixture.sidecar("shop")) == ["root", "own"])
    #expect(names(mesh, MeshFixture.sidecar("istio-system")) == ["root"])
    #expect(names(mesh, MeshFixture.router("ops")) == ["root", "other"])
  }

  @Test func priorityAndAgeGiveTheOrder() {
    var mesh = MeshFixture()
    mesh.envoyFilter("young", age: 20)
    mesh.envoyFilter("old", age: 10)
    mesh.envoyFilter("b-twin", age: 15)
    mesh.envoyFilter("a-twin", age: 15)
    mesh.envoyFilter("first", age: 30, priority: -1)
    mesh.envoyFilter("last", age: 1, priority: 1)
    mesh.envoyFilter("root", in: "istio-system", age: 99)
    #expect(names(mesh, MeshFixture.sidecar("shop")) == ["first", "root", "old", "a-twin", "b-twin", "young", "last"])
  }

  @Test func selectorsChooseProxies() {
    var mesh = MeshFixture()
    mesh.envoyFilter("web") { $0.workloadSelector = ["app": "web", "version": "v1"] }
    mesh.envoyFilter("every") { $0.workloadSelector = [:] }
    #expect(names(mesh, MeshFixture.sidecar("shop", labels: ["app": "web", "version": "v1"])) == ["every", "web"])
    #expect(names(mesh, MeshFixture.sidecar("shop", labels: ["app": "web"])) == ["every"])
    // Labels that a selector names tell classes of proxies apart.
    let rules = mesh.rules
    #expect(rules.relevantLabels == ["app", "version"])
  }

  @Test func targetsAreGatewaysOfTheGatewayAPI() {
    var mesh = MeshFixture()
    mesh.envoyFilter("targeted") { $0.targetGateways = ["gate"] }
    mesh.envoyFilter("nowhere") { $0.targetGateways = [] }
    // A target lies in the namespace of the filter.
    mesh.envoyFilter("root", in: "istio-system") { $0.targetGateways = ["gate"] }
    let label = "gateway.networking.k8s.io/gateway-name"
    #expect(names(mesh, MeshFixture.router("shop", labels: [label: "gate"])) == ["targeted"])
    #expect(names(mesh, MeshFixture.router("istio-system", labels: [label: "gate"])) == ["root"])
    #expect(names(mesh, MeshFixture.router("shop", labels: [label: "other"])) == [])
    #expect(names(mesh, MeshFixture.sidecar("shop", labels: [label: "gate"])) == [])
  }

  @Test func versionsAndMetadataChooseProxies() {
    var mesh = MeshFixture()
    mesh.envoyFilter("version", [.adding(.cluster, "a") { $0.proxy.version = #"^1\.30"# }])
    mesh.envoyFilter("metadata", [.adding(.cluster, "b") { $0.proxy.metadata = ["CLUSTER_ID": "east"] }])
    var proxy = MeshFixture.sidecar("shop")
    // Without a version, no expression about it holds.
    #expect(names(mesh, proxy) == [])
    proxy.istioVersion = "1.30.3"
    proxy.metadata = ["CLUSTER_ID": "east", "OTHER": "x"]
    #expect(names(mesh, proxy) == ["metadata", "version"])
    let key = mesh.rules.scopeKey(for: proxy)
    #expect(key.metadata == ["CLUSTER_ID": "east"] && key.proxyVersion == "1.30.3")
    proxy.istioVersion = "1.29.0"
    proxy.metadata = ["CLUSTER_ID": "west"]
    #expect(names(mesh, proxy) == [])
    // Where nobody asks, proxies of different versions are of one class.
    #expect(MeshFixture().rules.scopeKey(for: proxy).proxyVersion == "")
  }

  @Test func whatDidNotChangeIsCarriedOver() throws {
    var mesh = MeshFixture()
    mesh.envoyFilter("a")
    mesh.envoyFilter("b")
    let before = mesh.rules
    mesh.envoyFilter("b", priority: 1)
    let after = ResolvedRules(snapshot: mesh.snapshot, previous: before)
    let proxy = MeshFixture.sidecar("shop")
    let (old, new) = (
      before.envoyFilters.patches(for: before.scopeKey(for: proxy)), after.envoyFilters.patches(for: after.scopeKey(for: proxy))
    )
    let (first, same) = (try #require(old.clusters.first), try #require(new.clusters.first))
    #expect(first === same)
    // The patch of the other one says the same as before.
    #expect(old.clusters == new.clusters)
  }
}
