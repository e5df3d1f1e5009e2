import MeshAPI
import MeshModel
import Testing

@testable import MeshTranslation

/// What the mesh config makes of clusters.
@Suite struct MeshSettingsTests {
  private func outbound(
    _ config: MeshConfig, _ protocol: PortProtocol = .http, _ policy: (inout TrafficPolicy) -> Void = { _ in }
  ) throws -> ClusterPlan {
    var mesh = MeshFixture(config)
    let service = mesh.service("cart", ports: [8080: `protocol`])
    mesh.destinationRule("cart", DestinationRule("cart", policy: policy))
    return try #require(mesh.clusters(of: service, for: MeshFixture.sidecar("shop")).first).plan()
  }

  private func inbound(_ config: MeshConfig) throws -> ClusterPlan {
    var mesh = MeshFixture(config)
    let service = mesh.service("cart", ports: [80: .http])
    mesh.endpoints([.at("10.0.0.1", of: "p80")], of: service)
    return try #require(InboundClusters.inputs(for: mesh.workload()).first).plan()
  }

  @Test func namesAreResolvedAsOftenAsItSays() throws {
    var config = MeshConfig()
    #expect(try outbound(config).dnsRefreshRate == .seconds(60))
    config.dnsRefreshRate = .seconds(5)
    #expect(try outbound(config).dnsRefreshRate == .seconds(5))
  }

  @Test func plainHTTPIsUpgradedUnlessARuleSaysOtherwise() throws {
    var config = MeshConfig()
    config.upgradesToHTTP2 = true
    func pool(_ policy: ConnectionPoolSettings.HTTP.H2UpgradePolicy) -> (inout TrafficPolicy) -> Void {
      return { traffic in
        var http = ConnectionPoolSettings.HTTP()
        http.h2UpgradePolicy = policy
        var pool = ConnectionPoolSettings()
        pool.http = http
        traffic.connectionPool = pool
      }
    }
    #expect(try outbound(config).upstreamProtocol == .http2(maxConcurrentStreams: nil))
    #expect(try outbound(config, pool(.default)).upstreamProtocol == .http2(maxConcurrentStreams: nil))
    #expect(try outbound(config, pool(.doNotUpgrade)).upstreamProtocol == .http1)
    #expect(try outbound(config, .tcp).upstreamProtocol == .http1)
    #expect(try outbound(MeshConfig()).upstreamProtocol == .http1)
    #expect(try outbound(MeshConfig(), pool(.upgrade)).upstreamProtocol == .http2(maxConcurrentStreams: nil))
  }

  private func outbound(_ config: MeshConfig, _ policy: (inout TrafficPolicy) -> Void) throws -> ClusterPlan {
    try outbound(config, .http, policy)
  }

  @Test(arguments: [
    ("%SERVICE%", "cart.shop", "cart.shop"), ("%SERVICE_FQDN%", "cart.shop.svc.cluster.local", "cart.shop.svc.cluster.local"),
    ("%SERVICE_NAME%_%SERVICE_PORT%", "cart_8080", "cart_80"), ("%SERVICE_PORT_NAME%", "p8080", "p80"),
    ("[%TARGET_PORT%]", "[]", "[8080]"), ("[%SUBSET_NAME%]", "[]", "[]"),
  ])
  func statisticsCallClustersAsItSays(pattern: String, out: String, in inside: String) throws {
    var config = MeshConfig()
    (config.outboundClusterStatName, config.inboundClusterStatName) = (pattern, pattern)
    #expect(try outbound(config).statName == out)
    #expect(try inbound(config).statName == inside)
    #expect(try outbound(MeshConfig()).statName == nil)
  }

  @Test func applicationsAreReachedByLoopbackWhereItSaysSo() throws {
    var config = MeshConfig()
    config.inboundUsesLoopback = true
    let plan = try inbound(config)
    #expect(plan.discovery == .fixed(LoadAssignmentPlan(name: "inbound|8080||", address: .ip("127.0.0.1"), port: 8080)))
    #expect(plan.sourceAddress == nil)
    #expect(try inbound(MeshConfig()).discovery == .originalDestination(isKept: true))
  }
}
