import HashTreeCollections
import MeshAPI
import MeshModel
import Testing

@testable import MeshTranslation

/// Most changes are none of the listeners' business, and that is found out without planning them.
@Suite struct ListenerChangeTests {
  private static let proxy = MeshFixture.sidecar("shop")

  private static func mesh() -> MeshFixture {
    var mesh = MeshFixture()
    mesh.service("cart", ports: [8080: .http, 9000: .tcp], address: "10.96.0.1")
    mesh.service("pods", ports: [5432: .tcp]) {
      $0.isHeadless = true
      $0.resolution = .passthrough
    }
    return mesh
  }

  private static func mayDiffer(_ before: MeshFixture, _ after: MeshFixture, _ changes: ChangeSet) -> Bool {
    let answer = OutboundListeners.mayDiffer(from: before.scope(of: proxy), to: after.scope(of: proxy), changes: changes)
    if !answer { #expect(before.outboundInputs(proxy) == after.outboundInputs(proxy)) }
    return answer
  }

  private static func changes(_ change: (inout ChangeSet) -> Void) -> ChangeSet {
    var changes = ChangeSet()
    change(&changes)
    return changes
  }

  @Test func rulesOfRoutesChangeNothing() {
    let before = Self.mesh()
    var after = before
    let rule = after.virtualService("cart", VirtualService("cart", to: "cart"))
    #expect(!Self.mayDiffer(before, after, Self.changes { $0.rules = [rule.key] }))
  }

  @Test func policiesMayChangeConnections() {
    let before = Self.mesh()
    var after = before
    let rule = after.destinationRule("cart", DestinationRule("cart") { $0.connectionPool = .maxConnections(1) })
    #expect(Self.mayDiffer(before, after, Self.changes { $0.rules = [rule.key] }))
  }

  @Test func servicesAndSidecarsDecide() {
    let before = Self.mesh()
    var more = before
    let service = more.service("web", ports: [80: .http])
    #expect(Self.mayDiffer(before, more, Self.changes { $0.services = [service.key] }))
    var narrowed = before
    let sidecar = narrowed.sidecar("all", .with { $0.egress = [Sidecar.Egress(hosts: ["./cart.shop.svc.cluster.local"])] })
    #expect(Self.mayDiffer(before, narrowed, Self.changes { $0.rules = [sidecar.key] }))
  }

  @Test func onlyEndpointsThatAreCalledThemselvesDecide() throws {
    let before = Self.mesh()
    let scope = before.scope(of: Self.proxy)
    let cart = try #require(scope.servicesByHost["cart.shop.svc.cluster.local"])
    let pods = try #require(scope.servicesByHost["pods.shop.svc.cluster.local"])
    var after = before
    after.endpoints([.at("10.0.1.1")], of: cart)
    #expect(!Self.mayDiffer(before, after, Self.changes { $0.endpoints = [cart.key] }))
    after.endpoints([.at("10.0.1.2", of: "p5432")], of: pods)
    #expect(Self.mayDiffer(before, after, Self.changes { $0.endpoints = [cart.key, pods.key] }))
  }
}
