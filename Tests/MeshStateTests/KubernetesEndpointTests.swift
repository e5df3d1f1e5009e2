import HashTreeCollections
import MeshAPI
import MeshModel
import MeshState
import Testing

@Suite struct KubernetesEndpointTests {
  private let web = Fixture.key("web")

  private func endpoints(_ objects: MeshObject...) -> [Endpoint] {
    FoldedMesh(folding: FactChanges(upserts: objects)).snapshot.endpoints[web]?.value.endpoints ?? []
  }

  @Test func endpointInheritsFromThePodAndItsNode() throws {
    let found = endpoints(
      Fixture.service("web"), Fixture.node("node-1", region: "east", zone: "east-b", subZone: "r1"),
      Fixture.pod("web-1", ip: "10.0.0.1", labels: ["app": "web", "topology.istio.io/network": "n1"]) {
        $0.serviceAccountName = "web-sa"
        $0.controller = TargetReference(kind: "StatefulSet", namespace: "shop", name: "web")
      },
      Fixture.slice("s", of: "web", [Fixture.endpoint("10.0.0.1", pod: "web-1")]))
    let endpoint = try #require(found.first)
    #expect(found.count == 1)
    #expect(endpoint.address == .ip("10.0.0.1"))
    #expect((endpoint.port, endpoint.servicePort) == (8080, "http"))
    #expect(endpoint.locality == Locality(region: "east", zone: "east-b", subZone: "r1"))
    #expect(endpoint.serviceAccount == "web-sa")
    #expect((endpoint.workloadName, endpoint.podName, endpoint.namespace) == ("web", "web-1", "shop"))
    #expect((endpoint.nodeName, endpoint.clusterID, endpoint.network) == ("node-1", "Kubernetes", "n1"))
    #expect(endpoint.health == .healthy)
    #expect(
      endpoint.labels == [
        "app": "web", "topology.istio.io/network": "n1", "topology.kubernetes.io/region": "east",
        "topology.kubernetes.io/zone": "east-b", "topology.istio.io/subzone": "r1",
        "topology.istio.io/cluster": "Kubernetes", "kubernetes.io/hostname": "node-1",
      ])
  }

  @Test func ownLocalityLabelBeatsTheNode() {
    let found = endpoints(
      Fixture.service("web"), Fixture.node("node-1", region: "east", zone: "east-b"),
      Fixture.pod("web-1", ip: "10.0.0.1", labels: ["istio-locality": "west.west-a.r9"]),
      Fixture.slice("s", of: "web", [Fixture.endpoint("10.0.0.1", pod: "web-1")]))
    #expect(found.map(\.locality) == [Locality(region: "west", zone: "west-a", subZone: "r9")])
  }

  @Test func endpointOfAnUnknownPodIsLeftOutAndSaidSo() {
    let folded = FoldedMesh(
      folding: FactChanges(upserts: [
        Fixture.service("web"), Fixture.slice("s", of: "web", [Fixture.endpoint("10.0.0.1", pod: "gone")]),
      ]))
    #expect(folded.snapshot.endpoints[web] == nil)
    #expect(folded.findings.map(\.diagnostic.code) == [.endpointLeftOut])
    // It is served all the same: the sidecar may be there before anybody knows its pod.
    #expect(folded.snapshot.servicesByAddress["10.0.0.1"] == [web])
  }

  /// Proxies would refuse all endpoints of the service.
  @Test func whatIsNoAddressIsLeftOutAlone() {
    let folded = FoldedMesh(
      folding: FactChanges(upserts: [
        Fixture.service("web"), Fixture.slice("s", of: "web", [Fixture.endpoint("10.0.0.1"), Fixture.endpoint("nonsense")]),
      ]))
    #expect(folded.snapshot.endpoints[web]?.value.endpoints.map(\.address) == [.ip("10.0.0.1")])
    #expect(folded.findings.map(\.diagnostic.code) == [.endpointLeftOut])
  }

  @Test func endpointWithoutTargetIsJoinedByAddressInItsNamespaceOnly() {
    let slice = Fixture.slice("s", of: "web", [Fixture.endpoint("10.0.0.1")])
    let near = endpoints(Fixture.service("web"), Fixture.pod("web-1", ip: "10.0.0.1"), slice)
    #expect(near.map(\.podName) == ["web-1"])
    let far = endpoints(Fixture.service("web"), Fixture.pod("web-1", in: "ops", ip: "10.0.0.1"), slice)
    #expect(far.map(\.podName) == [""])
  }

  struct HealthCase: Sendable {
    var ready: Bool?
    var serving: Bool?
    var terminating: Bool?
    var labels: [String: String] = [:]
    var distribution: String?
    var publishes = false
    var expected: Endpoint.Health?
  }

  static let sessions = ["istio.io/persistent-session": "cookie"]
  static let healthCases: [HealthCase] = [
    HealthCase(ready: true, expected: .healthy),
    HealthCase(ready: nil, expected: .healthy),
    HealthCase(ready: false, terminating: false, expected: nil),
    HealthCase(ready: false, terminating: true, expected: nil),
    HealthCase(ready: false, terminating: false, distribution: "PreferClose", expected: .unhealthy),
    HealthCase(ready: false, terminating: true, distribution: "PreferClose", expected: nil),
    HealthCase(ready: false, terminating: nil, distribution: "PreferClose", expected: nil),
    HealthCase(ready: false, serving: true, terminating: true, labels: sessions, expected: .draining),
    HealthCase(ready: false, serving: false, terminating: true, labels: sessions, expected: nil),
    HealthCase(ready: false, terminating: false, publishes: true, expected: .healthy),
    HealthCase(ready: false, terminating: true, publishes: true, expected: nil),
  ]

  @Test(arguments: healthCases) func readinessDecidesWhoGetsTraffic(_ test: HealthCase) {
    let found = endpoints(
      Fixture.service("web", labels: test.labels) {
        $0.trafficDistribution = test.distribution
        $0.publishNotReadyAddresses = test.publishes
      },
      Fixture.slice(
        "s", of: "web",
        [Fixture.endpoint("10.0.0.1", ready: test.ready, serving: test.serving, terminating: test.terminating)]))
    #expect(found.map(\.health) == (test.expected.map { [$0] } ?? []))
  }

  @Test func anEndpointInTwoSlicesCountsOnceAndItsHealthierVersionWins() {
    let found = endpoints(
      Fixture.service("web") { $0.trafficDistribution = "PreferClose" },
      Fixture.slice("a", of: "web", [Fixture.endpoint("10.0.0.1", ready: false, terminating: false)]),
      Fixture.slice("b", of: "web", [Fixture.endpoint("10.0.0.1"), Fixture.endpoint("10.0.0.2")]))
    #expect(found.map(\.address) == [.ip("10.0.0.1"), .ip("10.0.0.2")])
    #expect(found.map(\.health) == [.healthy, .healthy])
  }

  @Test func endpointsObjectCountsOnlyWithoutSlices() {
    var spec = KubernetesEndpoints()
    var subset = KubernetesEndpoints.Subset()
    subset.addresses = [.init(ip: "10.0.0.9")]
    subset.notReadyAddresses = [.init(ip: "10.0.0.8")]
    subset.ports = [.init(name: "http", port: 9000)]
    spec.subsets = [subset]
    let object = MeshObject.endpoints(Fixture.object(.endpoints, "web", spec))
    let alone = endpoints(Fixture.service("web"), object)
    #expect(alone.map(\.address) == [.ip("10.0.0.9")])
    #expect(alone.map(\.port) == [9000])
    let both = endpoints(Fixture.service("web"), object, Fixture.slice("s", of: "web", [Fixture.endpoint("10.0.0.1")]))
    #expect(both.map(\.address) == [.ip("10.0.0.1")])
  }

  @Test func hostnamesOfStatefulPodsAreKept() {
    let found = endpoints(
      Fixture.service("web", ip: nil) { $0.isHeadless = true },
      Fixture.pod("web-0", ip: "10.0.0.1") { $0.subdomain = "web" },
      Fixture.pod("web-1", ip: "10.0.0.2") { ($0.subdomain, $0.hostname) = ("web", "first") },
      Fixture.pod("other", ip: "10.0.0.3") { $0.subdomain = "elsewhere" },
      Fixture.slice(
        "s", of: "web",
        [
          Fixture.endpoint("10.0.0.1", pod: "web-0"), Fixture.endpoint("10.0.0.2", pod: "web-1"),
          Fixture.endpoint("10.0.0.3", pod: "other"),
        ]))
    #expect(found.map(\.hostname) == ["web-0", "first", ""])
  }

  @Test func slicesOfHostNamesAreRefusedByName() {
    let folded = FoldedMesh(
      folding: FactChanges(upserts: [
        Fixture.service("web"),
        Fixture.slice("s", of: "web", [Fixture.endpoint("db.test")]) { $0.addressType = "FQDN" },
      ]))
    #expect(folded.snapshot.endpoints[web] == nil)
    #expect(folded.findings.map(\.diagnostic.path) == ["addressType"])
  }

  struct OwnerCase: Sendable {
    var kind: String
    var owner: String
    var labels: [String: String] = [:]
    var expected: String
  }

  @Test(arguments: [
    OwnerCase(kind: "ReplicaSet", owner: "web-v1-abc12", labels: ["pod-template-hash": "abc12"], expected: "web-v1"),
    OwnerCase(kind: "ReplicaSet", owner: "web-v1", expected: "web-v1"),
    OwnerCase(kind: "ReplicaSet", owner: "web-77", labels: ["rollouts-pod-template-hash": "77"], expected: "web"),
    OwnerCase(kind: "ReplicationController", owner: "web-3", labels: ["deploymentconfig": "web"], expected: "web"),
    OwnerCase(kind: "StatefulSet", owner: "db", expected: "db"),
    OwnerCase(kind: "DaemonSet", owner: "agent", expected: "agent"),
    OwnerCase(kind: "Job", owner: "report-28012345", expected: "report"),
    OwnerCase(kind: "Job", owner: "report-1", expected: "report-1"),
    OwnerCase(kind: "Node", owner: "node-1", expected: "the-pod"),
  ])
  func workloadIsNamedAfterWhatMadeThePod(_ test: OwnerCase) {
    let found = endpoints(
      Fixture.service("web"),
      Fixture.pod("the-pod", ip: "10.0.0.1", labels: test.labels) {
        $0.controller = TargetReference(kind: test.kind, namespace: "shop", name: test.owner)
      },
      Fixture.slice("s", of: "web", [Fixture.endpoint("10.0.0.1", pod: "the-pod")]))
    #expect(found.map(\.workloadName) == [test.expected])
  }
}
