import HashTreeCollections
import MeshAPI
import MeshModel
import Testing

@testable import MeshTranslation

/// Which PeerAuthentication counts. Every row is a row of the table in docs/security.md, "Mutual TLS".
@Suite struct PeerPolicyTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var rule: String
    /// Namespace, name, age and content of the objects that are there.
    var objects: [(String, String, Int64, PeerAuthentication)]
    /// Of the workload `app: web` in `shop`.
    var mode: PeerPolicy.Mode
    var ports: [Int: PeerPolicy.Mode] = [:]
    /// The objects that had a say, as `namespace/name`.
    var origins: [String] = []
    var testDescription: String { rule }
  }

  private static let web = ["app": "web"]

  static let rows: [Row] = [
    Row(rule: "Without any object, both are taken", objects: [], mode: .permissive),
    Row(
      rule: "The mesh's object is the one in the root namespace without a selector",
      objects: [("istio-system", "default", 0, .init(mode: .strict))], mode: .strict, origins: ["istio-system/default"]),
    Row(
      rule: "A namespace's object beats the mesh's",
      objects: [("istio-system", "default", 0, .init(mode: .strict)), ("shop", "default", 0, .init(mode: .disable))],
      mode: .disabled, origins: ["shop/default"]),
    Row(
      rule: "A workload's object beats its namespace's",
      objects: [
        ("shop", "default", 0, .init(mode: .strict)), ("shop", "web", 0, .init(selector: web, mode: .permissive)),
      ], mode: .permissive, origins: ["shop/web"]),
    Row(
      rule: "A port's mode beats its workload's",
      objects: [("shop", "web", 0, .init(selector: web, mode: .strict, portLevelModes: [8080: .disable]))],
      mode: .strict, ports: [8080: .disabled], origins: ["shop/web"]),
    Row(
      rule: "UNSET leaves it to the next wider object",
      objects: [
        ("istio-system", "default", 0, .init(mode: .strict)), ("shop", "default", 0, .init(mode: .unset)),
        ("shop", "web", 0, .init(selector: web, mode: .unset)),
      ], mode: .strict, origins: ["istio-system/default"]),
    Row(
      rule: "UNSET in the mesh's object means that both are taken",
      objects: [("istio-system", "default", 0, .init(mode: .unset))], mode: .permissive),
    Row(
      rule: "A port that is UNSET goes by what holds for the workload",
      objects: [
        ("shop", "default", 0, .init(mode: .strict)),
        ("shop", "web", 0, .init(selector: web, mode: .unset, portLevelModes: [8080: .unset, 9000: .permissive])),
      ], mode: .strict, ports: [8080: .strict, 9000: .permissive], origins: ["shop/web", "shop/default"]),
    Row(
      rule: "Of several objects for the same, the oldest counts, and then the first by name",
      objects: [
        ("shop", "b", 5, .init(mode: .disable)), ("shop", "c", 1, .init(mode: .strict)), ("shop", "d", 1, .init(mode: .disable)),
        ("shop", "y", 2, .init(selector: web, portLevelModes: [80: .disable])),
        ("shop", "x", 3, .init(selector: web, portLevelModes: [81: .disable])),
      ], mode: .strict, ports: [80: .disabled], origins: ["shop/y", "shop/c"]),
    Row(
      rule: "A selector in the root namespace picks nobody",
      objects: [("istio-system", "web", 0, .init(selector: web, mode: .strict))], mode: .permissive),
    Row(
      rule: "A selector picks workloads that have all of its labels",
      objects: [("shop", "other", 0, .init(selector: ["app": "web", "version": "v2"], mode: .strict))], mode: .permissive),
    Row(
      rule: "Objects of other namespaces do not count",
      objects: [("ops", "default", 0, .init(mode: .strict)), ("ops", "web", 0, .init(selector: web, mode: .strict))],
      mode: .permissive),
  ]

  @Test(arguments: rows) func precedence(_ row: Row) {
    var mesh = MeshFixture()
    for (namespace, name, age, spec) in row.objects { mesh.peerAuthentication(name, in: namespace, age: age, spec) }
    let policy = mesh.workload(of: MeshFixture.sidecar("shop", labels: Self.web)).peerPolicy
    #expect(policy?.mode == row.mode)
    #expect(policy?.ports == row.ports)
    #expect(policy?.origins.map { "\($0.namespace)/\($0.name)" } == row.origins)
  }

  @Test func theRootNamespaceIsConfigured() {
    var config = MeshConfig()
    config.rootNamespace = "mesh-root"
    var mesh = MeshFixture(config)
    mesh.peerAuthentication("default", in: "mesh-root", .init(mode: .strict))
    mesh.peerAuthentication("default", in: "istio-system", .init(mode: .disable))
    #expect(mesh.workload().peerPolicy?.mode == .strict)
  }

  @Test func aProxyThatTellsNoLabelsHasThoseOfItsWorkload() {
    var mesh = MeshFixture()
    mesh.peerAuthentication("web", .init(selector: Self.web, mode: .strict))
    let workload = Workload(name: "web", namespace: "shop", addresses: ["10.0.0.1"], labels: Self.web)
    mesh.snapshot.workloads["10.0.0.1"] = Shared(workload)
    #expect(mesh.workload().peerPolicy?.mode == .strict)
    #expect(mesh.workload(of: MeshFixture.sidecar("ops")).peerPolicy?.mode == .permissive)
  }

  @Test func onlyWhoHasCertificatesHasAPolicy() {
    var mesh = MeshFixture()
    mesh.peerAuthentication("default", in: "istio-system", .init(mode: .strict))
    #expect(mesh.workload(of: MeshFixture.sidecar("shop", hasCertificates: false)).peerPolicy == nil)
    #expect(mesh.workload(of: MeshFixture.router("shop")).peerPolicy == nil)
  }

  @Test func whatDoesNotChangeIsCarriedOver() {
    var mesh = MeshFixture()
    mesh.peerAuthentication("default", .init(mode: .strict))
    let first = mesh.rules.peerAuthentications
    mesh.peerAuthentication("default", in: "ops", .init(mode: .strict))
    let second = mesh.rules.peerAuthentications
    // Neither of them switches anything off, so clients need not care.
    #expect(!second.mattersToClients(of: "ops", otherThan: first))
    mesh.peerAuthentication("default", in: "ops", .init(mode: .disable))
    let third = mesh.rules.peerAuthentications
    #expect(third.mattersToClients(of: "ops", otherThan: second))
    #expect(second.mattersToClients(of: "ops", otherThan: third))
    #expect(!third.mattersToClients(of: "shop", otherThan: second))
  }
}
