import HashTreeCollections
import MeshAPI
import MeshModel
import MeshState
import Testing

@Suite struct ServiceProjectionTests {
  private func fold(_ objects: MeshObject...) -> FoldedMesh {
    FoldedMesh(folding: FactChanges(upserts: objects))
  }

  @Test func platformServiceIsNamedAfterItsNamespaceAndTheDomain() throws {
    var mesh = MeshConfig()
    mesh.domainSuffix = "mesh.test"
    let folded = FoldedMesh(folding: FactChanges(upserts: [Fixture.service("web")], meshConfig: mesh))
    let key = ServiceKey(hostname: "web.shop.svc.mesh.test", namespace: "shop")
    let service = try #require(folded.snapshot.services[key]?.value)
    #expect(service.name == "web")
    #expect(service.resolution == .clientSide)
    #expect(service.addresses == ["10.96.0.1"])
    #expect(service.origin == ObjectKey(kind: .service, namespace: "shop", name: "web"))
    #expect(folded.snapshot.namespacesByHost["web.shop.svc.mesh.test"] == ["shop"])
  }

  @Test func changedDomainRenamesPlatformServicesAndKeepsTheRest() {
    let entry = Fixture.serviceEntry("out", hosts: ["out.test"], endpoints: [Fixture.inline("192.0.2.1")])
    var folded = fold(
      Fixture.service("web"), Fixture.slice("s", of: "web", [Fixture.endpoint("10.0.0.1")]), entry,
      Fixture.namespace("shop", labels: ["a": "b"]))
    let generation = folded.snapshot.generation
    var mesh = MeshConfig()
    mesh.domainSuffix = "mesh.test"
    let changes = folded.fold(FactChanges(meshConfig: mesh))
    let (old, new) = (Fixture.key("web"), ServiceKey(hostname: "web.shop.svc.mesh.test", namespace: "shop"))
    #expect(changes.meshConfig)
    #expect(changes.services == [old, new])
    #expect(changes.endpoints == [old, new])
    #expect(changes.addresses == ["10.0.0.1"])
    #expect(changes.namespaces.isEmpty)
    #expect(folded.snapshot.namespaces["shop"] == ["a": "b"])
    #expect(folded.snapshot.generation == generation + 1)
  }

  @Test func headlessServiceForwardsToWhatTheApplicationAskedFor() throws {
    let folded = fold(Fixture.service("db", ip: nil) { $0.isHeadless = true })
    let service = try #require(folded.snapshot.services[Fixture.key("db")]?.value)
    #expect(service.resolution == .passthrough)
    #expect(service.isHeadless)
    #expect(service.addresses.isEmpty)
  }

  @Test func externalNameIsAnAliasWithoutEndpoints() throws {
    let folded = fold(
      Fixture.service("out", selector: ["app": "a"], ip: nil) {
        $0.type = "ExternalName"
        $0.externalName = "Real.Test"
      },
      Fixture.pod("p", ip: "10.0.0.1", labels: ["app": "a"]),
      Fixture.slice("s", of: "out", [Fixture.endpoint("10.0.0.1")]))
    let service = try #require(folded.snapshot.services[Fixture.key("out")]?.value)
    #expect(service.resolution == .alias(of: "real.test"))
    #expect(service.isMeshExternal)
    #expect(folded.snapshot.endpoints[Fixture.key("out")] == nil)
    #expect(folded.snapshot.servicesByAddress["10.0.0.1"] == nil)
  }

  @Test func portsCarryTheirTargets() throws {
    let folded = fold(
      Fixture.service(
        "web",
        ports: [
          .init(name: "http", port: 80), .init(name: "tcp", port: 81, targetPort: .number(8081)),
          .init(name: "grpc", port: 82, targetPort: .name("main")), .init(name: "s", port: 83, protocol: "SCTP"),
        ]))
    let ports = try #require(folded.snapshot.services[Fixture.key("web")]?.value.ports)
    #expect(
      ports == [
        ServicePort(name: "http", number: 80, protocol: .http, targetPort: 80),
        ServicePort(name: "tcp", number: 81, protocol: .tcp, targetPort: 8081),
        ServicePort(name: "grpc", number: 82, protocol: .grpc, targetPortName: "main"),
      ])
    #expect(folded.findings.map(\.diagnostic.code) == [.portLeftOut])
    #expect(folded.findings.first?.diagnostic.path == "spec.ports[3].protocol")
  }

  @Test func annotationsAndPoliciesAreRead() throws {
    let folded = fold(
      Fixture.service(
        "web", ip: "10.96.0.9",
        annotations: [
          "networking.istio.io/exportTo": "., ops,.", "networking.istio.io/traffic-distribution": "preferclose",
        ]
      ) {
        $0.clusterIPs = ["10.96.0.9", "fd00::9"]
        $0.internalTrafficPolicy = "Local"
      })
    let service = try #require(folded.snapshot.services[Fixture.key("web")]?.value)
    #expect(service.exportTo == [".", "ops"])
    #expect(service.trafficDistribution == "PreferClose")
    #expect(service.addresses == ["10.96.0.9", "fd00::9"])
    #expect(service.isNodeLocal)
  }

  @Test func entryMakesOneServiceForEachHost() throws {
    let folded = fold(
      Fixture.serviceEntry(
        "out", hosts: ["One.test", "*.two.test"],
        ports: [
          PortSpecification(number: 80, name: "http", protocol: "HTTP", targetPort: 8080),
          PortSpecification(number: 90, name: "odd", protocol: "what"),
        ], resolution: .dnsRoundRobin
      ) {
        $0.addresses = ["192.0.2.7/32", "10.0.0.0/8", "2001:db8::1/128"]
        $0.exportTo = ["."]
        $0.subjectAltNames = ["spiffe://a"]
      })
    let one = try #require(
      folded.snapshot.services[ServiceKey(hostname: "one.test", namespace: "shop")]?.value)
    #expect(one.resolution == .dnsRoundRobin)
    #expect(one.isMeshExternal)
    #expect(one.addresses == ["192.0.2.7", "10.0.0.0/8", "2001:db8::1"])
    #expect(one.exportTo == ["."])
    #expect(one.subjectAltNames == ["spiffe://a"])
    #expect(
      one.ports == [
        ServicePort(name: "http", number: 80, protocol: .http, targetPort: 8080),
        ServicePort(name: "odd", number: 90, protocol: .automatic, targetPort: 90),
      ])
    #expect(folded.snapshot.services[ServiceKey(hostname: "*.two.test", namespace: "shop")] != nil)
  }

  @Test func platformBeatsEntriesAndOlderEntriesBeatYounger() throws {
    let host = "web.shop.svc.cluster.local"
    let young = Fixture.serviceEntry("a", hosts: [host], created: 20, endpoints: [Fixture.inline("192.0.2.1")])
    let old = Fixture.serviceEntry("b", hosts: [host], created: 10, endpoints: [Fixture.inline("192.0.2.2")])
    var folded = fold(young, old)
    let key = Fixture.key("web")
    #expect(folded.snapshot.services[key]?.value.name == "b")
    _ = folded.fold(FactChanges(upserts: [Fixture.service("web")]))
    #expect(folded.snapshot.services[key]?.value.registry == .kubernetes)
    // Nobody's endpoints are lost.
    #expect(folded.snapshot.endpoints[key]?.value.endpoints.map(\.address) == [.ip("192.0.2.1"), .ip("192.0.2.2")])
    #expect(folded.findings.map(\.diagnostic.code) == [.duplicateHost, .duplicateHost])
    #expect(Set(folded.findings.map(\.object.name)) == ["a", "b"])
    _ = folded.fold(FactChanges(removals: [old.key, young.key]))
    #expect(folded.findings.isEmpty)
  }

  @Test func hostKnowsAllNamespacesThatRegisterIt() {
    var folded = fold(
      Fixture.serviceEntry("a", in: "shop", hosts: ["x.test"]), Fixture.serviceEntry("a", in: "ops", hosts: ["x.test"]))
    #expect(folded.snapshot.namespacesByHost["x.test"] == ["ops", "shop"])
    _ = folded.fold(FactChanges(removals: [ObjectKey(kind: .serviceEntry, namespace: "shop", name: "a")]))
    #expect(folded.snapshot.namespacesByHost["x.test"] == ["ops"])
  }
}
