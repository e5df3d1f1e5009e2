import HashTreeCollections
import MeshAPI
import MeshModel
import MeshState
import Testing

@Suite struct ServiceEntryEndpointTests {
  private func endpoints(of host: String = "out.test", _ objects: MeshObject...) -> [Endpoint] {
    let key = ServiceKey(hostname: Hostname(host), namespace: "shop")
    return FoldedMesh(folding: FactChanges(upserts: objects)).snapshot.endpoints[key]?.value.endpoints ?? []
  }

  private let ports = [
    PortSpecification(number: 80, name: "http", protocol: "HTTP", targetPort: 8080),
    PortSpecification(number: 3306, name: "mysql", protocol: "TCP"),
  ]

  @Test func writtenEndpointsGetTheirOwnPortTheTargetPortOrTheNumber() {
    let found = endpoints(
      Fixture.serviceEntry(
        "static", hosts: ["out.test"], ports: ports,
        endpoints: [
          Fixture.inline("192.0.2.10", ports: ["mysql": 13306], labels: ["version": "a"], weight: 3),
          Fixture.inline("192.0.2.11", labels: ["istio-locality": "x.y"], locality: "us-west1/us-west1-a/r3"),
        ]))
    #expect(found.map(\.servicePort) == ["http", "http", "mysql", "mysql"])
    #expect(found.map(\.address) == [.ip("192.0.2.10"), .ip("192.0.2.11"), .ip("192.0.2.10"), .ip("192.0.2.11")])
    #expect(found.map(\.port) == [8080, 8080, 13306, 3306])
    #expect(found.map(\.weight) == [3, nil, 3, nil])
    #expect(found.map(\.workloadName) == ["static-0", "static-1", "static-0", "static-1"])
    #expect(found.map(\.namespace) == ["shop", "shop", "shop", "shop"])
    #expect(found.map(\.locality.description) == ["", "us-west1/us-west1-a/r3", "", "us-west1/us-west1-a/r3"])
    #expect(Set(found.map(\.health)) == [.unknown])
    #expect(found.first?.labels == ["version": "a", "topology.istio.io/cluster": "Kubernetes"])
  }

  @Test func localityLabelCountsWhereNoLocalityIsWritten() {
    let found = endpoints(
      Fixture.serviceEntry(
        "static", hosts: ["out.test"],
        endpoints: [Fixture.inline("192.0.2.1", labels: ["istio-locality": "east.east-a"])]))
    #expect(found.map(\.locality) == [Locality(region: "east", zone: "east-a")])
  }

  @Test func endpointsNameTheirNetwork() {
    var far = Fixture.inline("192.0.2.1")
    far.network = "dc"
    let labelled = Fixture.inline("192.0.2.2", labels: ["topology.istio.io/network": "edge"])
    let found = endpoints(
      Fixture.serviceEntry("static", hosts: ["out.test"], endpoints: [far, labelled, Fixture.inline("192.0.2.3")]))
    #expect(found.map(\.network) == ["dc", "edge", ""])
    #expect(found.map { $0.labels["topology.istio.io/network"] } == ["dc", "edge", nil])
  }

  /// What only names its network lies behind a gateway of it.
  @Test func endpointsWithoutAddressAreLeftOut() {
    var far = Fixture.inline("")
    far.network = "dc"
    let entry = Fixture.serviceEntry("dns", hosts: ["out.test"], resolution: .dns, endpoints: [far, Fixture.inline("a.test")])
    let folded = FoldedMesh(folding: FactChanges(upserts: [entry]))
    #expect(endpoints(entry).map(\.address) == [.hostname("a.test")])
    #expect(folded.findings.map(\.diagnostic.code) == ["endpoint-left-out"])
    #expect(folded.findings.map(\.diagnostic.path) == ["spec.endpoints[0].address"])
  }

  @Test func hostsThatAreResolvedByNameAreTheirOwnEndpoints() {
    for resolution in [ServiceEntry.Resolution.dns, .dnsRoundRobin] {
      let entry = Fixture.serviceEntry("dns", hosts: ["out.test", "two.test"], ports: ports, resolution: resolution)
      let found = endpoints(of: "two.test", entry)
      #expect(found.map(\.address) == [.hostname("two.test"), .hostname("two.test")])
      #expect(found.map(\.port) == [8080, 3306])
      #expect(found.map(\.workloadName) == ["dns", "dns"])
    }
  }

  @Test func withoutResolutionThereAreNoEndpoints() {
    #expect(endpoints(Fixture.serviceEntry("none", hosts: ["out.test"], resolution: .none)).isEmpty)
    #expect(endpoints(Fixture.serviceEntry("none", hosts: ["out.test"], resolution: .static)).isEmpty)
  }

  @Test func addressesMayBeNamesOrSockets() {
    let found = endpoints(
      Fixture.serviceEntry(
        "mixed", hosts: ["out.test"], resolution: .dns,
        endpoints: [Fixture.inline("a.test"), Fixture.inline("unix:///run/x.sock"), Fixture.inline("2001:db8::1")]))
    #expect(found.map(\.address) == [.ip("2001:db8::1"), .hostname("a.test"), .unixSocket(path: "/run/x.sock")])
    #expect(found.map(\.port) == [80, 80, 0])
  }

  @Test func selectorPicksReadyPodsOfTheEntrysNamespace() {
    let entry = Fixture.serviceEntry("sel", hosts: ["out.test"], ports: ports) { $0.workloadSelector = ["app": "a"] }
    let objects: [MeshObject] = [
      entry, Fixture.pod("good", ip: "10.0.0.1", labels: ["app": "a"]),
      Fixture.pod("unready", ip: "10.0.0.2", labels: ["app": "a"]) { $0.isReady = false },
      Fixture.pod("silent", ip: "10.0.0.3", labels: ["app": "a"]) { ($0.isReady, $0.phase) = (nil, nil) },
      Fixture.pod("done", ip: "10.0.0.4", labels: ["app": "a"]) { $0.phase = "Succeeded" },
      Fixture.pod("other", ip: "10.0.0.5", labels: ["app": "b"]),
      Fixture.pod("far", in: "ops", ip: "10.0.0.6", labels: ["app": "a"]),
    ]
    let snapshot = FoldedMesh(folding: FactChanges(upserts: objects)).snapshot
    let key = ServiceKey(hostname: "out.test", namespace: "shop")
    let found = (snapshot.endpoints[key]?.value.endpoints ?? []).filter { $0.servicePort == "http" }
    #expect(found.map(\.address) == [.ip("10.0.0.1"), .ip("10.0.0.3")])
    #expect(found.map(\.port) == [8080, 8080])
    #expect(found.map(\.podName) == ["good", "silent"])
    #expect(found.map(\.health) == [.healthy, .healthy])
    // A pod that is not ready yet already serves.
    #expect(snapshot.servicesByAddress["10.0.0.2"] == [key])
    #expect(snapshot.servicesByAddress["10.0.0.4"] == nil)
  }
}
