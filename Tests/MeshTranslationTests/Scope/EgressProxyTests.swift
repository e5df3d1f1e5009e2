import MeshAPI
import MeshModel
import Testing

@testable import MeshTranslation

/// Where a Sidecar object sends what is for nobody the mesh knows.
@Suite struct EgressProxyTests {
  private static let cluster = "outbound|3128|eu|proxy.ops.svc.cluster.local"

  private static func mesh(_ change: (inout Sidecar) -> Void = { _ in }) -> MeshFixture {
    var mesh = MeshFixture()
    mesh.service("web", ports: [80: .http])
    mesh.service("proxy", in: "ops", ports: [3128: .tcp])
    mesh.sidecar(
      "default",
      .with {
        $0.egress = [Sidecar.Egress(hosts: ["./*"])]
        $0.outboundTrafficPolicy = .allowAny
        $0.egressProxy = Destination(host: "proxy.ops.svc.cluster.local", subset: "eu", port: 3128)
        change(&$0)
      })
    return mesh
  }

  @Test func unknownConnectionsGoThere() throws {
    let listeners = Self.mesh().outbound()
    #expect(try #require(listeners["virtualOutbound"]).summary.contains("-> \(Self.cluster)"))
    #expect(try #require(listeners["0.0.0.0_80"]).summary.contains("else -> \(Self.cluster)"))
  }

  @Test func requestsForUnknownHostsGoThere() throws {
    let scope = Self.mesh().scope(of: MeshFixture.sidecar("shop"))
    let routes = try #require(OutboundRoutes.inputs(named: "80", in: scope))
    let host = try #require(routes.virtualHosts.map { $0.plan() }.first { $0.name == "allow_any" })
    guard case .forward(let forward)? = host.routes.first?.action else {
      Issue.record("\(host)")
      return
    }
    #expect(forward.target == .cluster(Self.cluster))
  }

  /// No egress listener has to list it.
  @Test func itsServiceCanBeReached() {
    let scope = Self.mesh().scope(of: MeshFixture.sidecar("shop"))
    #expect(scope.services.map(\.name) == ["proxy", "web"])
  }

  @Test func withoutAllowAnyItDoesNotCount() {
    let scope = Self.mesh { $0.outboundTrafficPolicy = .registryOnly }.scope(of: MeshFixture.sidecar("shop"))
    #expect(scope.fallbackCluster == "BlackHoleCluster")
    let none = Self.mesh { $0.egressProxy = nil }.scope(of: MeshFixture.sidecar("shop"))
    #expect(none.fallbackCluster == "PassthroughCluster")
  }
}
