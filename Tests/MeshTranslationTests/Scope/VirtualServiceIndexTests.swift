import MeshAPI
import MeshModel
import Testing

@testable import MeshTranslation

struct VirtualServiceIndexTests {
  @Test func privateOnesComeFirstThenExportedThenPublicEachByAge() {
    var mesh = MeshFixture()
    mesh.virtualService("public-old", in: "ops", age: 1, VirtualService("a.example.com", to: "a"))
    mesh.virtualService("public-new", age: 9, VirtualService("b.example.com", to: "a"))
    mesh.virtualService("exported", in: "ops", age: 5, VirtualService("c.example.com", to: "a", exportTo: ["shop"]))
    mesh.virtualService("private-b", age: 7, VirtualService("d.example.com", to: "a", exportTo: ["."]))
    mesh.virtualService("private-a", age: 7, VirtualService("e.example.com", to: "a", exportTo: ["shop"]))
    mesh.virtualService("nobody", VirtualService("f.example.com", to: "a", exportTo: ["~"]))
    mesh.virtualService("gateway-only", VirtualService("g.example.com", to: "a", gateways: ["edge"]))
    let index = mesh.rules.virtualServices
    #expect(
      index.rules(for: "mesh", seenFrom: "shop").map(\.object.name) == [
        "private-a", "private-b", "exported", "public-old", "public-new",
      ])
    #expect(index.rules(for: "mesh", seenFrom: "ops").map(\.object.name) == ["public-old", "public-new"])
    #expect(index.gatewayRules(seenFrom: "qa").map(\.object.name) == ["gateway-only"])
  }

  @Test func whatDidNotChangeIsCarriedOver() throws {
    var mesh = MeshFixture()
    for name in ["a", "b", "root"] { mesh.virtualService(name, VirtualService("\(name).example.com", to: name)) }
    var delegating = HTTPRoute()
    delegating.delegate = Delegate(name: "part")
    mesh.virtualService("root", VirtualService(hosts: ["root"], http: [delegating]))
    mesh.virtualService("part", VirtualService(http: [.to("x")]))
    let before = mesh.rules
    mesh.virtualService("a", VirtualService("a.example.com", to: "changed"))
    mesh.virtualService("part", VirtualService(http: [.to("y")]))
    let after = ResolvedRules(snapshot: mesh.snapshot, previous: before)
    func rule(_ rules: ResolvedRules, _ name: String) throws -> ResolvedVirtualService {
      try #require(rules.virtualServices.rules(for: "mesh", seenFrom: "shop").first { $0.object.name == name })
    }
    #expect(try rule(before, "b") === rule(after, "b"))
    #expect(try rule(after, "a").destinations == ["changed.shop.svc.cluster.local"])
    #expect(try rule(after, "root").destinations == ["y.shop.svc.cluster.local"])
  }

  @Test func labelKeysThatRulesAskForAreKnown() {
    var mesh = MeshFixture()
    mesh.virtualService(
      "a", VirtualService(hosts: ["a"], http: [HTTPRoute.to("a").when { $0.sourceLabels = ["app": "x"] }]))
    mesh.destinationRule("b", DestinationRule(host: "b", workloadSelector: ["tier": "front"]))
    var sidecar = Sidecar()
    sidecar.workloadSelector = ["role": "batch"]
    mesh.sidecar("c", sidecar)
    mesh.gateway("d", Gateway(selector: ["istio": "ingressgateway"]))
    var policy = TrafficPolicy()
    policy.loadBalancer = LoadBalancerSettings()
    policy.loadBalancer?.localityLbSetting = LocalityLoadBalancerSetting()
    policy.loadBalancer?.localityLbSetting?.failoverPriority = ["version", "kubernetes.io/hostname", "cell=1"]
    mesh.destinationRule("e", DestinationRule(host: "e", trafficPolicy: policy))
    let rules = mesh.rules
    #expect(
      rules.relevantLabels == ["app", "tier", "role", "istio", "version", "kubernetes.io/hostname", "cell"])
    #expect(rules.needsNode)
    let key = rules.scopeKey(for: MeshFixture.sidecar("shop", labels: ["app": "x", "hash": "123"]))
    #expect(key.labels == ["app": "x"])
  }
}
