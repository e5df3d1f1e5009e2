import HashTreeCollections
import MeshAPI
import MeshModel
import MeshState
import Testing

/// WorkloadEntries as endpoints of the ServiceEntries and the Kubernetes Services that select them.
@Suite struct WorkloadEntryTests {
  private static let out = ServiceKey(hostname: "out.test", namespace: "shop")
  private static let ports = [
    PortSpecification(number: 80, name: "http", protocol: "HTTP", targetPort: 8080),
    PortSpecification(number: 3306, name: "mysql", protocol: "TCP"),
  ]

  private static func selecting(resolution: ServiceEntry.Resolution = .static) -> MeshObject {
    Fixture.serviceEntry("out", hosts: ["out.test"], ports: ports, resolution: resolution) { $0.workloadSelector = ["app": "vm"] }
  }

  private static func mesh(_ objects: MeshObject...) -> FoldedMesh { FoldedMesh(folding: FactChanges(upserts: objects)) }

  private static func endpoints(_ objects: MeshObject..., of key: ServiceKey = out) -> [Endpoint] {
    FoldedMesh(folding: FactChanges(upserts: objects)).snapshot.endpoints[key]?.value.endpoints ?? []
  }

  @Test func aServiceEntrySelectsWorkloadEntriesOfItsNamespace() {
    let found = Self.endpoints(
      Self.selecting(),
      Fixture.workloadEntry("vm-1", address: "192.0.2.1", labels: ["app": "vm"]) { entry in
        entry.ports = ["mysql": 13306]
        entry.weight = 5
        entry.locality = "east/a/r1"
        entry.network = "dc"
        entry.serviceAccount = "vm"
      },
      Fixture.workloadEntry("other", address: "192.0.2.2", labels: ["app": "db"]),
      Fixture.workloadEntry("far", in: "ops", address: "192.0.2.3", labels: ["app": "vm"]))
    #expect(found.map(\.address) == [.ip("192.0.2.1"), .ip("192.0.2.1")])
    #expect(found.map(\.servicePort) == ["http", "mysql"])
    #expect(found.map(\.port) == [8080, 13306])
    let first = found.first
    #expect(first?.weight == 5)
    #expect(first?.network == "dc")
    #expect(first?.locality == Locality(region: "east", zone: "a", subZone: "r1"))
    #expect(first?.workloadName == "vm-1")
    #expect(first?.serviceAccount == "vm")
    #expect(first?.health == .unknown)
    #expect(first?.labels["topology.istio.io/network"] == "dc")
  }

  /// Pods and WorkloadEntries may stand behind one host together.
  @Test func podsAndWorkloadEntriesAreSelectedTogether() {
    let found = Self.endpoints(
      Self.selecting(), Fixture.pod("pod", ip: "10.0.0.1", labels: ["app": "vm"]),
      Fixture.workloadEntry("vm", address: "192.0.2.1", labels: ["app": "vm"]))
    #expect(found.filter { $0.servicePort == "http" }.map(\.address) == [.ip("10.0.0.1"), .ip("192.0.2.1")])
  }

  /// A container port of the entry's port name says where a pod listens.
  @Test func aPodsNamedPortComesBeforeTheTargetPort() {
    let pod = Fixture.pod("pod", ip: "10.0.0.1", labels: ["app": "vm"]) {
      $0.containerPorts = [.init(name: "http", containerPort: 9090)]
    }
    #expect(Self.endpoints(Self.selecting(), pod).map(\.port) == [9090, 3306])
  }

  @Test func labelsOfTheObjectComeBeforeThoseItWrites() {
    let object = Fixture.object(
      .workloadEntry, "vm", labels: ["app": "vm", "version": "v2"],
      {
        var entry = WorkloadEntry(address: "192.0.2.1")
        entry.labels = ["app": "db", "version": "v1", "tier": "back"]
        return entry
      }())
    let found = Self.endpoints(Self.selecting(), .workloadEntry(object))
    #expect(found.first?.labels["version"] == "v2")
    #expect(found.first?.labels["tier"] == "back")
  }

  struct PortCase: Sendable {
    var target: KubernetesService.TargetPort?
    var written: [String: Int]
    /// nil where the workload is left out.
    var expected: Int?
  }

  @Test(arguments: [
    PortCase(target: nil, written: [:], expected: 80),
    PortCase(target: .number(8080), written: [:], expected: 8080),
    PortCase(target: .number(8080), written: ["http": 9000], expected: 9000),
    PortCase(target: .name("web"), written: ["web": 7000, "http": 9000], expected: 7000),
    PortCase(target: .name("web"), written: ["http": 9000], expected: nil),
  ])
  func aKubernetesServiceSelectsThemToo(_ example: PortCase) {
    let service = Fixture.service(
      "web", ports: [.init(name: "http", port: 80, targetPort: example.target)], selector: ["app": "vm"])
    let entry = Fixture.workloadEntry("vm", address: "192.0.2.1", labels: ["app": "vm"]) { $0.ports = example.written }
    let folded = Self.mesh(service, entry)
    let key = Fixture.key("web")
    #expect(folded.snapshot.endpoints[key]?.value.endpoints.map(\.port) ?? [] == (example.expected.map { [$0] } ?? []))
    #expect(folded.snapshot.servicesByAddress["192.0.2.1"] == [key])
    #expect(folded.snapshot.workloads["192.0.2.1"]?.name == "vm")
  }

  /// The account of a workload makes it a peer, unless its label says that it is none.
  @Test(
    arguments: [
      (nil, [:], false), ("vm", [:], true), ("vm", ["security.istio.io/tlsMode": "disabled"], false),
      (nil, ["security.istio.io/tlsMode": "istio"], true),
    ] as [(String?, [String: String], Bool)])
  func anAccountMakesAPeer(account: String?, labels: [String: String], expected: Bool) {
    let entry = Fixture.workloadEntry("vm", address: "192.0.2.1", labels: labels.merging(["app": "vm"]) { $1 }) {
      $0.serviceAccount = account
    }
    #expect(Self.endpoints(Self.selecting(), entry).allSatisfy { $0.speaksMutualTLS == expected })
    var inline = Fixture.inline("192.0.2.1", labels: labels)
    inline.serviceAccount = account
    let written = Fixture.serviceEntry("out", hosts: ["out.test"], endpoints: [inline])
    #expect(Self.endpoints(written).map(\.speaksMutualTLS) == [expected])
  }

  /// Its proxy still needs to know what it serves, so that it can become well again.
  @Test func anUnhealthyWorkloadGetsNoTrafficButKnowsWhatItServes() {
    var folded = Self.mesh(
      Self.selecting(),
      Fixture.workloadEntry("vm", address: "192.0.2.1", labels: ["app": "vm"]) {
        $0.isHealthy = false
        $0.serviceAccount = "vm"
      })
    #expect(folded.snapshot.endpoints[Self.out] == nil)
    #expect(folded.snapshot.servicesByAddress["192.0.2.1"] == [Self.out])
    #expect(folded.snapshot.peers[Self.out]?.accounts == [.init(namespace: "shop", name: "vm")])
    let changes = folded.fold(
      FactChanges(upserts: [
        Fixture.workloadEntry("vm", address: "192.0.2.1", labels: ["app": "vm"]) { $0.serviceAccount = "vm" }
      ]))
    #expect(changes.concernsOnlyEndpoints)
    #expect(changes.endpoints == [Self.out])
    #expect(folded.snapshot.endpoints[Self.out]?.value.endpoints.count == 2)
  }

  @Test(arguments: [
    ("vm.test", ServiceEntry.Resolution.dns, true), ("vm.test", .static, false), ("unix:///run/vm.sock", .static, false),
    ("", .static, false),
  ])
  func whatNobodyCanSendToIsNamed(address: String, resolution: ServiceEntry.Resolution, isTaken: Bool) {
    let folded = Self.mesh(
      Self.selecting(resolution: resolution), Fixture.workloadEntry("vm", address: address, labels: ["app": "vm"]))
    #expect((folded.snapshot.endpoints[Self.out] != nil) == isTaken)
    #expect(folded.snapshot.workloads.isEmpty)
    #expect(folded.findings.map(\.diagnostic.code) == (isTaken ? [] : ["endpoint-left-out"]))
  }

  @Test func oneChangedEntryCostsItsServicesAlone() {
    var folded = Self.mesh(
      Self.selecting(), Fixture.service("web", selector: ["app": "web"]),
      Fixture.workloadEntry("vm", address: "192.0.2.1", labels: ["app": "vm"]))
    let changes = folded.fold(
      FactChanges(upserts: [Fixture.workloadEntry("vm", address: "192.0.2.9", labels: ["app": "vm"])]))
    #expect(changes.endpoints == [Self.out])
    #expect(changes.addresses == ["192.0.2.1", "192.0.2.9"])
    #expect(folded.lastWork == FoldWork(services: 0, endpoints: 1, addresses: 2))
    let gone = folded.fold(FactChanges(removals: [ObjectKey(kind: .workloadEntry, namespace: "shop", name: "vm")]))
    #expect(gone.endpoints == [Self.out])
    #expect(folded.snapshot.workloads["192.0.2.9"] == nil)
  }
}
