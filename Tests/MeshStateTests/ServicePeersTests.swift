import HashTreeCollections
import MeshAPI
import MeshModel
import MeshState
import Testing

/// What the endpoints of a service are as peers of mutual TLS. Clusters depend on it, so it changes as seldom as it can.
@Suite struct ServicePeersTests {
  private static func pod(_ name: String, ip: String, account: String? = "web", speaks: Bool = true, ready: Bool = true)
    -> MeshObject
  {
    Fixture.pod(name, ip: ip, labels: speaks ? ["security.istio.io/tlsMode": "istio"] : [:]) { pod in
      pod.serviceAccountName = account
      pod.isReady = ready
    }
  }

  private static func slice(_ ready: [Bool]) -> MeshObject {
    let endpoints = ready.enumerated().map { index, ready in
      Fixture.endpoint("10.0.0.\(index + 1)", pod: "web-\(index + 1)", ready: ready, terminating: false)
    }
    return Fixture.slice("s", of: "web", endpoints)
  }

  private static let web = Fixture.key("web")

  private static func mesh(_ objects: MeshObject...) -> FoldedMesh {
    FoldedMesh(folding: FactChanges(upserts: [Fixture.service("web")] + objects))
  }

  @Test func accountsOfAllEndpointsAreJoined() {
    let folded = Self.mesh(
      Self.pod("web-1", ip: "10.0.0.1"), Self.pod("web-2", ip: "10.0.0.2", account: nil), Self.slice([true, true]))
    #expect(
      folded.snapshot.peers[Self.web]?.value
        == ServicePeers(
          accounts: [.init(namespace: "shop", name: "default"), .init(namespace: "shop", name: "web")], capablePorts: ["http"]))
  }

  @Test func oneEndpointThatCannotMakesThePortOneThatCannot() {
    var folded = Self.mesh(
      Self.pod("web-1", ip: "10.0.0.1"), Self.pod("web-2", ip: "10.0.0.2", speaks: false), Self.slice([true, true]))
    #expect(folded.snapshot.peers[Self.web]?.capablePorts == [])
    let changes = folded.fold(FactChanges(upserts: [Self.pod("web-2", ip: "10.0.0.2")]))
    #expect(changes.peers == [Self.web])
    #expect(changes.concernsOnlyEndpoints)
    #expect(folded.snapshot.peers[Self.web]?.capablePorts == ["http"])
  }

  /// Otherwise every restart of a lone pod would change the clusters of all clients.
  @Test func anEndpointThatIsNotReadyKeepsItsAccount() {
    var folded = Self.mesh(
      Self.pod("web-1", ip: "10.0.0.1"), Self.pod("web-2", ip: "10.0.0.2", account: "other"), Self.slice([true, true]))
    let changes = folded.fold(FactChanges(upserts: [Self.slice([true, false])]))
    #expect(changes.endpoints == [Self.web])
    #expect(changes.peers.isEmpty)
    let gone = folded.fold(FactChanges(upserts: [Self.slice([true])]))
    #expect(gone.peers == [Self.web])
    #expect(folded.snapshot.peers[Self.web]?.accounts.map(\.name) == ["web"])
  }

  @Test func anotherReplicaChangesNothing() {
    var folded = Self.mesh(
      Self.pod("web-1", ip: "10.0.0.1"), Self.pod("web-2", ip: "10.0.0.2"), Self.slice([true]))
    let changes = folded.fold(FactChanges(upserts: [Self.slice([true, true])]))
    #expect(changes.endpoints == [Self.web])
    #expect(changes.peers.isEmpty)
  }

  @Test func anAccountThatARuleNamesMeansMutualTLS() {
    func peers(_ endpoints: ServiceEntry.Endpoint...) -> ServicePeers? {
      let folded = Self.mesh(Fixture.serviceEntry("e", hosts: ["e.test"], endpoints: endpoints))
      return folded.snapshot.peers[ServiceKey(hostname: "e.test", namespace: "shop")]?.value
    }
    func inline(_ account: String?, _ mode: String?) -> ServiceEntry.Endpoint {
      var endpoint = Fixture.inline("192.0.2.1", labels: mode.map { ["security.istio.io/tlsMode": $0] } ?? [:])
      endpoint.serviceAccount = account
      return endpoint
    }
    #expect(peers(inline("vm", nil))?.capablePorts.isEmpty == false)
    #expect(peers(inline("vm", "disabled"))?.capablePorts == [])
    #expect(peers(inline(nil, "istio"))?.capablePorts.isEmpty == false)
    #expect(peers(inline(nil, nil)) == nil)
    // Every Pod has an account, so a Pod says it by its label alone.
    let pods = Self.mesh(Self.pod("web-1", ip: "10.0.0.1", speaks: false), Self.slice([true]))
    #expect(pods.snapshot.peers[Self.web]?.value.capablePorts == [])
  }

  @Test func entriesNameAccountsToo() {
    var endpoint = Fixture.inline("192.0.2.1", labels: ["security.istio.io/tlsMode": "istio"])
    endpoint.serviceAccount = "vm"
    let entry = Fixture.serviceEntry("e", hosts: ["e.test"], endpoints: [endpoint, Fixture.inline("192.0.2.2")])
    let folded = Self.mesh(entry)
    #expect(
      folded.snapshot.peers[ServiceKey(hostname: "e.test", namespace: "shop")]?.value
        == ServicePeers(accounts: [.init(namespace: "shop", name: "vm")]))
  }
}
