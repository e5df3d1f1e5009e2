import MeshAPI
import MeshModel
import Testing

@testable import MeshTranslation

struct DestinationRuleLookupTests {
  private func rule(
    _ mesh: MeshFixture, client: String = "shop", labels: [String: String] = [:], host: Hostname, in namespace: String
  ) -> MergedDestinationRule? {
    DestinationRuleLookup(index: mesh.rules.destinationRules, namespace: client, labels: labels)
      .rule(for: host, in: namespace)?.value
  }

  private func names(_ rule: MergedDestinationRule?) -> [String]? { rule?.objects.map(\.name) }

  private static let host: Hostname = "ledger.bank.svc.cluster.local"

  private func policy(_ connections: Int) -> TrafficPolicy {
    var policy = TrafficPolicy()
    policy.connectionPool = ConnectionPoolSettings(tcp: .init())
    policy.connectionPool?.tcp?.maxConnections = connections
    return policy
  }

  @Test func clientsNamespaceThenServicesThenRoot() {
    var mesh = MeshFixture()
    mesh.destinationRule("client", in: "shop", DestinationRule(host: Self.host.rawValue))
    mesh.destinationRule("service", in: "bank", DestinationRule(host: "ledger"))
    mesh.destinationRule("root", in: "istio-system", DestinationRule(host: "*.svc.cluster.local"))
    #expect(names(rule(mesh, host: Self.host, in: "bank")) == ["client"])
    #expect(names(rule(mesh, client: "qa", host: Self.host, in: "bank")) == ["service"])
    #expect(names(rule(mesh, client: "qa", host: "other.qa.svc.cluster.local", in: "qa")) == ["root"])
    #expect(names(rule(mesh, client: "istio-system", host: Self.host, in: "bank")) == ["service"])
    #expect(rule(mesh, client: "qa", host: "example.com", in: "qa") == nil)
  }

  /// Namespaces with a rule for a service in `bank`, and the one whose rule counts for a client.
  @Test(
    arguments: [
      (["shop", "bank", "istio-system"], "shop", "shop"), (["bank", "istio-system"], "shop", "bank"),
      (["istio-system"], "shop", "istio-system"), (["qa"], "shop", nil), ([], "shop", nil),
      (["shop", "bank", "istio-system"], "bank", "bank"), (["istio-system"], "bank", "istio-system"),
      (["shop", "bank", "istio-system"], "istio-system", "bank"), (["istio-system"], "istio-system", "istio-system"),
      (["shop", "istio-system"], "qa", "istio-system"),
    ] as [([String], String, String?)])
  func oneNamespaceDecides(_ namespaces: [String], _ client: String, _ expected: String?) {
    var mesh = MeshFixture()
    for namespace in namespaces { mesh.destinationRule("rule", in: namespace, DestinationRule(host: Self.host.rawValue)) }
    #expect(rule(mesh, client: client, host: Self.host, in: "bank")?.objects.map(\.namespace).first == expected)
  }

  @Test func exportToLimitsRulesOfOthers() {
    var mesh = MeshFixture()
    mesh.destinationRule("service", in: "bank", DestinationRule(host: "ledger", exportTo: [".", "qa"]))
    mesh.destinationRule("vault", in: "bank", DestinationRule(host: "vault", exportTo: ["."]))
    #expect(names(rule(mesh, client: "qa", host: Self.host, in: "bank")) == ["service"])
    #expect(rule(mesh, client: "shop", host: Self.host, in: "bank") == nil)
    #expect(rule(mesh, client: "shop", host: "vault.bank.svc.cluster.local", in: "bank") == nil)
    #expect(names(rule(mesh, client: "bank", host: "vault.bank.svc.cluster.local", in: "bank")) == ["vault"])
  }

  @Test func theMostSpecificHostDecides() {
    var mesh = MeshFixture()
    mesh.destinationRule("all", DestinationRule(host: "*"))
    mesh.destinationRule("wide", DestinationRule(host: "*.example.com"))
    mesh.destinationRule("narrow", DestinationRule(host: "*.api.example.com"))
    mesh.destinationRule("exact", DestinationRule(host: "a.api.example.com"))
    #expect(names(rule(mesh, host: "a.api.example.com", in: "shop")) == ["exact"])
    #expect(names(rule(mesh, host: "b.api.example.com", in: "shop")) == ["narrow"])
    #expect(names(rule(mesh, host: "www.example.com", in: "shop")) == ["wide"])
    #expect(names(rule(mesh, host: "*.example.com", in: "shop")) == ["wide"])
    #expect(names(rule(mesh, host: "example.org", in: "shop")) == ["all"])
  }

  @Test func laterRulesForOneHostOnlyAddSubsets() throws {
    var mesh = MeshFixture()
    mesh.destinationRule(
      "new", in: "bank", age: 2,
      DestinationRule(
        host: "ledger", trafficPolicy: policy(2),
        subsets: [Subset(name: "v1", labels: ["version": "other"]), Subset(name: "v2")]))
    mesh.destinationRule(
      "old", in: "bank", age: 1,
      DestinationRule(
        host: Self.host.rawValue, trafficPolicy: policy(1), subsets: [Subset(name: "v1", labels: ["version": "v1"])]))
    let merged = try #require(rule(mesh, client: "bank", host: Self.host, in: "bank"))
    #expect(merged.objects.map(\.name) == ["old", "new"])
    #expect(merged.trafficPolicy == policy(1))
    #expect(merged.subsets.map(\.name) == ["v1", "v2"])
    #expect(merged.subsets.first?.labels == ["version": "v1"])
  }

  @Test func aPolicyIsTakenFromTheFirstRuleThatHasOne() throws {
    var mesh = MeshFixture()
    mesh.destinationRule("a", in: "bank", age: 1, DestinationRule(host: "ledger"))
    mesh.destinationRule("b", in: "bank", age: 2, DestinationRule(host: "ledger", trafficPolicy: policy(2)))
    #expect(rule(mesh, client: "bank", host: Self.host, in: "bank")?.trafficPolicy == policy(2))
  }

  @Test func aRuleForSomeWorkloadsComesFirstForThem() {
    var mesh = MeshFixture()
    mesh.destinationRule("all", age: 1, DestinationRule(host: Self.host.rawValue, trafficPolicy: policy(1)))
    mesh.destinationRule(
      "batch", age: 2,
      DestinationRule(host: Self.host.rawValue, trafficPolicy: policy(2), workloadSelector: ["app": "batch"]))
    #expect(rule(mesh, labels: ["app": "batch"], host: Self.host, in: "bank")?.trafficPolicy == policy(2))
    #expect(rule(mesh, labels: ["app": "web"], host: Self.host, in: "bank")?.trafficPolicy == policy(1))
  }

  @Test func aSelectorMeansNothingInOtherNamespaces() {
    var mesh = MeshFixture()
    mesh.destinationRule("batch", in: "bank", DestinationRule(host: "ledger", workloadSelector: ["app": "batch"]))
    #expect(rule(mesh, client: "shop", labels: ["app": "batch"], host: Self.host, in: "bank") == nil)
  }
}
