import HashTreeCollections
import MeshAPI
import MeshModel
import MeshState
import Testing

/// Several ServiceEntries of one namespace for one host.
@Suite struct JoinedServiceEntryTests {
  private let key = ServiceKey(hostname: "out.test", namespace: "shop")

  private func entry(
    _ name: String, created: Int64, port: Int, named portName: String, protocol: String = "HTTP",
    resolution: ServiceEntry.Resolution = .dns, edit: (inout ServiceEntry) -> Void = { _ in }
  ) -> MeshObject {
    Fixture.serviceEntry(
      name, hosts: ["out.test"], created: created,
      ports: [PortSpecification(number: port, name: portName, protocol: `protocol`)], resolution: resolution, edit: edit)
  }

  private func places(_ folded: FoldedMesh) -> [String] {
    (folded.snapshot.endpoints[key]?.value.endpoints ?? []).map { "\($0.servicePort) \($0.port)" }.sorted()
  }

  @Test func portsOfLikeEntriesAreJoined() throws {
    var folded = FoldedMesh(
      folding: FactChanges(upserts: [
        entry("secure", created: 2, port: 443, named: "https", protocol: "HTTPS"),
        entry("plain", created: 1, port: 80, named: "http"),
      ]))
    let service = try #require(folded.snapshot.services[key]?.value)
    #expect(service.name == "plain")
    #expect(service.ports.map(\.number) == [80, 443])
    #expect(service.ports.map(\.name) == ["http", "https"])
    #expect(places(folded) == ["http 80", "https 443"])
    #expect(folded.findings.isEmpty)
    _ = folded.fold(FactChanges(removals: [ObjectKey(kind: .serviceEntry, namespace: "shop", name: "plain")]))
    #expect(folded.snapshot.services[key]?.value.ports.map(\.number) == [443])
    #expect(places(folded) == ["https 443"])
  }

  /// Endpoints stay at the port that their own entry gives the number of, whatever it calls it.
  @Test func portsMeetByNumberNotByName() throws {
    let folded = FoldedMesh(
      folding: FactChanges(upserts: [
        entry("a", created: 1, port: 80, named: "web"), entry("b", created: 2, port: 8080, named: "web"),
        entry("c", created: 3, port: 80, named: "other") { $0.endpoints = [Fixture.inline("c.test", ports: ["other": 81])] },
      ]))
    #expect(folded.snapshot.services[key]?.value.ports.map(\.name) == ["web", "web-8080"])
    #expect(places(folded) == ["web 80", "web 81", "web-8080 8080"])
    #expect(folded.findings.isEmpty)
  }

  @Test func unlikeEntriesGiveEndpointsAlone() {
    let unlike: [(inout ServiceEntry) -> Void] = [
      { $0.resolution = .dnsRoundRobin }, { $0.exportTo = ["."] }, { $0.workloadSelector = ["app": "web"] },
    ]
    for edit in unlike {
      let folded = FoldedMesh(
        folding: FactChanges(upserts: [
          entry("a", created: 1, port: 80, named: "web"), entry("b", created: 2, port: 443, named: "tls", edit: edit),
        ]))
      #expect(folded.snapshot.services[key]?.value.ports.map(\.number) == [80])
      #expect(folded.findings.map(\.diagnostic.code) == [.duplicateHost])
      #expect(folded.findings.map(\.object.name) == ["b"])
    }
  }

  @Test func whatDoesNotCountIsNamed() {
    let folded = FoldedMesh(
      folding: FactChanges(upserts: [
        entry("a", created: 1, port: 80, named: "web"),
        entry("b", created: 2, port: 80, named: "web", protocol: "TCP") {
          $0.addresses = ["192.0.2.1"]
          $0.location = .meshInternal
        },
      ]))
    #expect(folded.findings.map(\.diagnostic.path) == ["spec.ports"])
    #expect(folded.findings.first?.diagnostic.message.hasSuffix("not its ports, addresses, location") == true)
  }

  @Test func nothingIsAddedToAPlatformService() {
    let host = "web.shop.svc.cluster.local"
    let other = Fixture.serviceEntry(
      "a", hosts: [host], created: 1, ports: [PortSpecification(number: 443, name: "tls", protocol: "TLS")])
    let folded = FoldedMesh(folding: FactChanges(upserts: [other, Fixture.service("web")]))
    #expect(folded.snapshot.services[Fixture.key("web")]?.value.ports.map(\.number) == [80])
  }
}
