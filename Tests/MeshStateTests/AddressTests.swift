import HashTreeCollections
import MeshAPI
import MeshModel
import MeshState
import Testing

/// What a sidecar at an address is told to serve.
@Suite struct AddressTests {
  private func fold(_ objects: MeshObject...) -> FoldedMesh {
    FoldedMesh(folding: FactChanges(upserts: objects))
  }

  @Test func podServesWhatSelectsItBeforeAnybodyListsIt() throws {
    let folded = fold(
      Fixture.service("web", selector: ["app": "web"]), Fixture.service("all", selector: ["app": "web", "tier": "1"]),
      Fixture.service("web", in: "ops", selector: ["app": "web"]),
      Fixture.pod("p", ip: "10.0.0.1", labels: ["app": "web"]) {
        $0.isReady = false
        $0.containerPorts = [.init(name: "main", containerPort: 8080)]
      })
    #expect(folded.snapshot.servicesByAddress["10.0.0.1"] == [Fixture.key("web")])
    #expect(folded.snapshot.endpoints[Fixture.key("web")] == nil)
    let workload = try #require(folded.snapshot.workloads["10.0.0.1"]?.value)
    #expect((workload.name, workload.namespace) == ("p", "shop"))
    #expect(workload.serviceAccount == "default")
    #expect(workload.namedPorts == ["main": 8080])
  }

  @Test func listsCountOnlyWhereNothingSelectsThePod() {
    let pod = Fixture.pod("p", ip: "10.0.0.1", labels: ["app": "web"])
    let manual = Fixture.service("manual")
    let slice = Fixture.slice("s", of: "manual", [Fixture.endpoint("10.0.0.1")])
    var folded = fold(pod, manual, slice)
    #expect(folded.snapshot.servicesByAddress["10.0.0.1"] == [Fixture.key("manual")])
    let changes = folded.fold(FactChanges(upserts: [Fixture.service("web", selector: ["app": "web"])]))
    #expect(folded.snapshot.servicesByAddress["10.0.0.1"] == [Fixture.key("web")])
    #expect(changes.addresses == ["10.0.0.1"])
  }

  @Test func entriesAddToWhatThePlatformSays() {
    let folded = fold(
      Fixture.service("web", selector: ["app": "web"]), Fixture.pod("p", ip: "10.0.0.1", labels: ["app": "web"]),
      Fixture.serviceEntry("vm", hosts: ["vm.test"], endpoints: [Fixture.inline("10.0.0.1")]))
    #expect(
      folded.snapshot.servicesByAddress["10.0.0.1"]
        == [ServiceKey(hostname: "vm.test", namespace: "shop"), Fixture.key("web")])
  }

  @Test func hostThatChangesRegistryIsServedByItsNewRules() {
    let host = "api.shop.svc.cluster.local"
    let entry = Fixture.serviceEntry("api", hosts: [host], endpoints: [Fixture.inline("10.0.0.1")])
    var folded = fold(
      entry, Fixture.pod("p", ip: "10.0.0.1", labels: ["app": "web"]), Fixture.service("web", selector: ["app": "web"]))
    #expect(folded.snapshot.servicesByAddress["10.0.0.1"] == [Fixture.key("api"), Fixture.key("web")])
    // The platform takes the name over; its own selector does not pick this pod.
    let service = Fixture.service("api", selector: ["app": "api"])
    let changes = folded.fold(FactChanges(upserts: [service]))
    #expect(folded.snapshot.servicesByAddress["10.0.0.1"] == [Fixture.key("web")])
    #expect(changes.addresses == ["10.0.0.1"])
  }

  @Test func writtenEndpointIsAWorkloadUnlessAPodLivesThere() {
    let entry = Fixture.serviceEntry(
      "vm", hosts: ["vm.test"], endpoints: [Fixture.inline("10.0.0.1", labels: ["app": "vm"], locality: "east")])
    var folded = fold(entry)
    #expect(folded.snapshot.workloads["10.0.0.1"]?.value.name == "vm-0")
    #expect(folded.snapshot.workloads["10.0.0.1"]?.value.locality == Locality(region: "east"))
    let pod = Fixture.pod("p", ip: "10.0.0.1")
    _ = folded.fold(FactChanges(upserts: [pod]))
    #expect(folded.snapshot.workloads["10.0.0.1"]?.value.name == "p")
    _ = folded.fold(FactChanges(removals: [pod.key]))
    #expect(folded.snapshot.workloads["10.0.0.1"]?.value.name == "vm-0")
  }

  @Test func finishedPodsGiveUpTheirAddressAndHostNetworkPodsComeLast() {
    let folded = fold(
      Fixture.pod("a-done", ip: "10.0.0.1") { $0.phase = "Failed" },
      Fixture.pod("b-host", ip: "10.0.0.1") { $0.hostNetwork = true }, Fixture.pod("c-own", ip: "10.0.0.1"))
    #expect(folded.snapshot.workloads["10.0.0.1"]?.value.name == "c-own")
  }
}
