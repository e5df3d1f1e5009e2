import MeshAPI
import MeshModel
import Testing

@testable import MeshTranslation

/// What a change costs, counted: how many virtual hosts differ afterwards.
struct RouteSharingTests {
  private func mesh(services: Int) -> MeshFixture {
    var mesh = MeshFixture()
    for index in 0..<services {
      mesh.service("svc-\(index)", in: "ns-\(index % 4)", ports: [80: .http], address: "10.0.\(index / 256).\(index % 256)")
      mesh.virtualService("svc-\(index)", in: "ns-\(index % 4)", VirtualService("svc-\(index)", to: "svc-\(index)"))
    }
    return mesh
  }

  private func hosts(_ rules: ResolvedRules, _ mesh: MeshFixture, _ namespace: String) throws -> Set<VirtualHostInputs> {
    let proxy = MeshFixture.sidecar(namespace)
    let scope = ProxyScope(key: rules.scopeKey(for: proxy), rules: rules, snapshot: mesh.snapshot)
    return Set(try #require(OutboundRoutes.inputs(named: "80", in: scope)).virtualHosts)
  }

  @Test func oneChangedRuleIsOneChangedVirtualHost() throws {
    var mesh = mesh(services: 100)
    let before = mesh.rules
    let old = try hosts(before, mesh, "ns-1")
    mesh.virtualService("svc-7", in: "ns-3", VirtualService("svc-7", to: "svc-8"))
    let new = try hosts(ResolvedRules(snapshot: mesh.snapshot, previous: before), mesh, "ns-1")
    #expect(new.subtracting(old).map(\.name) == ["svc-7.ns-3.svc.cluster.local:80"])
    #expect(new.count == 101)
  }

  @Test func namespacesShareAllButTheirOwn() throws {
    let mesh = mesh(services: 100)
    let rules = mesh.rules
    let one = try hosts(rules, mesh, "ns-1")
    let two = try hosts(rules, mesh, "ns-2")
    #expect(one.intersection(two).count == 51)
    #expect(one.subtracting(two).allSatisfy { $0.name.contains(".ns-1.") || $0.name.contains(".ns-2.") })
  }
}
