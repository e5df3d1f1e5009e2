import MeshModel
import Testing

@testable import MeshTranslation

struct InboundRoutesTests {
  @Test(arguments: [
    (PortProtocol.http, true), (.http2, true), (.automatic, true), (.grpc, false), (.grpcWeb, false),
  ])
  func everythingGoesToTheWorkload(protocol: PortProtocol, retries: Bool) throws {
    let plan = InboundRoutes.inputs(
      cluster: "inbound|18300||", host: "named.shop.svc.cluster.local", port: 8300, protocol: `protocol`
    ).plan()
    #expect(plan.name == "inbound|18300||")
    #expect(plan.virtualHosts.map(\.name) == ["inbound|http|8300"])
    #expect(plan.virtualHosts[0].domains == ["*"])
    let route = try #require(plan.virtualHosts[0].routes.first)
    #expect(route.operation == "named.shop.svc.cluster.local:8300/*")
    guard case .forward(let forward) = route.action else { return #expect(Bool(false)) }
    #expect(forward.target == .cluster("inbound|18300||"))
    #expect(forward.retry == (retries ? .inbound : nil))
    #expect(forward.streamLimit == .none)
  }

  @Test func unknownPortsArePassedThrough() {
    let plan = InboundRoutes.passthrough().plan()
    #expect(plan.name == "InboundPassthroughCluster")
    #expect(plan.virtualHosts.map(\.name) == ["inbound|http|0"])
    #expect(plan.virtualHosts[0].routes.map(\.operation) == [":0/*"])
  }
}
