import HashTreeCollections
import MeshAPI
import MeshModel
import MeshState
import Testing

/// Endpoints have a lane of their own: nothing but endpoints, and the inbound side of who lives there, is named when they change.
@Suite struct EndpointLaneTests {
  @Test func newEndpointInASliceChangesEndpointsOnly() {
    let first = Fixture.endpoint("10.0.0.1")
    var folded = FoldedMesh(
      folding: FactChanges(upserts: [Fixture.service("web"), Fixture.slice("s", of: "web", [first])]))
    let changes = folded.fold(
      FactChanges(upserts: [Fixture.slice("s", of: "web", [first, Fixture.endpoint("10.0.0.2")])]))
    var expected = ChangeSet()
    expected.endpoints = [Fixture.key("web")]
    expected.addresses = ["10.0.0.2"]
    #expect(changes == expected)
  }

  @Test func newEndpointInAnEntryChangesEndpointsOnly() {
    func entry(_ addresses: String...) -> MeshObject {
      Fixture.serviceEntry("e", hosts: ["e.test"], endpoints: addresses.map { Fixture.inline($0) })
    }
    var folded = FoldedMesh(folding: FactChanges(upserts: [entry("192.0.2.1")]))
    let changes = folded.fold(FactChanges(upserts: [entry("192.0.2.1", "192.0.2.2")]))
    var expected = ChangeSet()
    expected.endpoints = [ServiceKey(hostname: "e.test", namespace: "shop")]
    expected.addresses = ["192.0.2.2"]
    #expect(changes == expected)
  }

  @Test func readinessChangesEndpointsOnly() {
    func slice(ready: Bool) -> MeshObject {
      Fixture.slice("s", of: "web", [Fixture.endpoint("10.0.0.1", ready: ready, terminating: false)])
    }
    var folded = FoldedMesh(folding: FactChanges(upserts: [Fixture.service("web"), slice(ready: true)]))
    let changes = folded.fold(FactChanges(upserts: [slice(ready: false)]))
    var expected = ChangeSet()
    expected.endpoints = [Fixture.key("web")]
    #expect(changes == expected)
  }

  @Test func nothingIsNamedWhereNothingDiffers() {
    let objects = [Fixture.service("web"), Fixture.slice("s", of: "web", [Fixture.endpoint("10.0.0.1")])]
    var folded = FoldedMesh(folding: FactChanges(upserts: objects))
    let generation = folded.snapshot.generation
    #expect(folded.fold(FactChanges(upserts: objects)).isEmpty)
    // A service account carries nothing that a snapshot shows.
    let account = MeshObject.serviceAccount(Fixture.object(.serviceAccount, "web", KubernetesServiceAccount()))
    #expect(folded.fold(FactChanges(upserts: [account])).isEmpty)
    #expect(folded.snapshot.generation == generation)
  }

  @Test func ruleChangesNameTheRuleOnly() {
    var folded = FoldedMesh(folding: FactChanges(upserts: [Fixture.virtualService("v", host: "a")]))
    let changed = Fixture.virtualService("v", host: "b")
    let changes = folded.fold(FactChanges(upserts: [changed]))
    var expected = ChangeSet()
    expected.rules = [changed.key]
    #expect(changes == expected)
    #expect(folded.fold(FactChanges(removals: [changed.key])) == expected)
    #expect(folded.snapshot.virtualServices.isEmpty)
  }
}
