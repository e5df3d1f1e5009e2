import MeshAPI
import MeshModel
import Testing

@testable import MeshTranslation

/// The clusters that lead from a sidecar to its own workload.
@Suite struct InboundClustersTests {
  private func plans(_ view: WorkloadView) -> [ClusterPlan] { InboundClusters.inputs(for: view).map { $0.plan() } }

  /// A workload at 10.0.0.1 that serves `cart` on port 8080.
  private func cart(_ protocol: PortProtocol = .http) -> MeshFixture {
    var mesh = MeshFixture()
    let service = mesh.service("cart", ports: [80: `protocol`])
    mesh.endpoints([.at("10.0.0.1", of: "p80")], of: service)
    return mesh
  }

  @Test func portsAreThoseThatTheWorkloadListensOn() throws {
    let plan = try #require(plans(cart().workload()).first)
    #expect(plan.name == "inbound|8080||")
    #expect(plan.discovery == .originalDestination(isKept: true))
    #expect(plan.sourceAddress == "127.0.0.6")
    #expect(plan.limits == ClusterPlan.Limits())
    #expect(plan.services.map(\.name) == ["cart"])
  }

  @Test func theOldestServiceOfAPortDecides() throws {
    var mesh = MeshFixture()
    let young = mesh.service("a", ports: [80: .grpc]) { $0.creationTimestamp = 9 }
    let old = mesh.service("b", ports: [81: .http]) { $0.creationTimestamp = 5 }
    mesh.endpoints([.at("10.0.0.1", of: "p80")], of: young)
    mesh.endpoints([.at("10.0.0.1", of: "p81")], of: old)
    let plan = try #require(plans(mesh.workload()).first)
    #expect(plans(mesh.workload()).count == 1)
    #expect(plan.upstreamProtocol == .http1)
    #expect(plan.services.map(\.name) == ["b", "a"])
  }

  @Test func aServiceWithTwoPortsInFrontOfOneIsListedOnce() {
    var mesh = MeshFixture()
    let service = mesh.service("cart", ports: [80: .http, 81: .http])
    mesh.endpoints([.at("10.0.0.1", of: "p80"), .at("10.0.0.1", of: "p81")], of: service)
    #expect(plans(mesh.workload()).map(\.services.count) == [1])
  }

  @Test(arguments: [
    (PortProtocol.http, ClusterPlan.UpstreamProtocol.http1), (.grpc, .http2(maxConcurrentStreams: nil)),
    (.automatic, .sameAsClient), (.tcp, .http1), (.udp, .http1),
  ])
  func speaksWhatThePortSays(_ protocol: PortProtocol, _ expected: ClusterPlan.UpstreamProtocol) {
    #expect(plans(cart(`protocol`).workload()).map(\.upstreamProtocol) == [expected])
  }

  @Test func takesWhatItsClientsMaySend() throws {
    var mesh = cart()
    let rule = mesh.destinationRule(
      "cart",
      DestinationRule("cart") { policy in
        policy.connectionPool = .maxConnections(5)
        policy.port(81) { $0.connectionPool = .maxConnections(6) }
        policy.loadBalancer = .simple(.random)
        policy.outlierDetection = OutlierDetection()
      })
    let plan = try #require(plans(mesh.workload()).first)
    #expect(plan.limits?.connections == 5)
    #expect(plan.outlierDetection == nil)
    #expect(plan.balancer == .none)
    #expect(plan.origins.first == rule.key)
  }

  @Test func aRuleForSomeClientsIsNotForTheServer() {
    var mesh = cart()
    var rule = DestinationRule("cart") { $0.connectionPool = .maxConnections(5) }
    rule.workloadSelector = ["app": "client"]
    mesh.destinationRule("cart", rule)
    let proxy = MeshFixture.sidecar("shop", labels: ["app": "client"])
    #expect(plans(mesh.workload(of: proxy)).map { $0.limits?.connections } == [nil])
  }

  @Test func poolsOfTheSidecarObjectBeatThatOfTheRule() {
    var mesh = cart()
    mesh.destinationRule("cart", DestinationRule("cart") { $0.connectionPool = .maxConnections(5) })
    var sidecar = Sidecar()
    sidecar.inboundConnectionPool = .maxConnections(6)
    mesh.sidecar("default", sidecar)
    #expect(plans(mesh.workload()).map { $0.limits?.connections } == [6])
    sidecar.ingress = [
      .init(port: PortSpecification(number: 8080, name: "http", protocol: "HTTP"), connectionPool: .maxConnections(7)),
      .init(port: PortSpecification(number: 9090, name: "http", protocol: "HTTP")),
    ]
    mesh.sidecar("default", sidecar)
    #expect(plans(mesh.workload()).map { $0.limits?.connections } == [7, 6])
  }

  @Test(arguments: [
    (String?.none, ClusterInputs.Inbound.Target.originalDestination, "127.0.0.6" as String?),
    ("127.0.0.1:9000", .address("127.0.0.1", port: 9000), nil),
    ("0.0.0.0:9000", .address("10.0.0.1", port: 9000), "127.0.0.6"),
    ("[::]:9000", .address("fd00::1", port: 9000), "127.0.0.6"),
    ("[::1]:9000", .address("::1", port: 9000), nil),
    ("unix:///run/app.sock", .unixSocket(path: "/run/app.sock"), nil),
  ])
  func ingressListenersSendTo(_ endpoint: String?, _ target: ClusterInputs.Inbound.Target, _ source: String?) throws {
    var mesh = cart()
    var sidecar = Sidecar()
    sidecar.ingress = [
      .init(port: PortSpecification(number: 8080, name: "http", protocol: "HTTP"), defaultEndpoint: endpoint)
    ]
    mesh.sidecar("default", sidecar)
    var proxy = MeshFixture.sidecar("shop")
    proxy.addresses = ["10.0.0.1", "fd00::1"]
    let inputs = try #require(InboundClusters.inputs(for: mesh.workload(of: proxy)).first)
    guard case .inbound(let inbound) = inputs.role else {
      Issue.record("\(inputs)")
      return
    }
    #expect(inbound.target == target)
    #expect(inputs.plan().sourceAddress == source)
    #expect(inputs.plan().services.map(\.name) == ["cart"])
  }

  /// A pool of the Sidecar object shapes the cluster as one of a DestinationRule would, but for the upgrade to HTTP/2.
  @Test(arguments: [true, false]) func everyFieldOfAPoolCounts(isOfIngress: Bool) throws {
    var tcp = ConnectionPoolSettings.TCP()
    (tcp.maxConnections, tcp.connectTimeout, tcp.maxConnectionDuration) = (1, .seconds(2), .seconds(3))
    tcp.idleTimeout = .seconds(4)
    tcp.tcpKeepalive = TCPKeepalive(probes: 5, time: .seconds(6), interval: .seconds(7))
    var http = ConnectionPoolSettings.HTTP()
    (http.http1MaxPendingRequests, http.http2MaxRequests, http.maxRetries) = (8, 9, 10)
    (http.maxRequestsPerConnection, http.maxConcurrentStreams, http.idleTimeout) = (11, 12, .seconds(13))
    http.http2KeepAlive = .init(interval: .seconds(14), timeout: .seconds(15))
    http.h2UpgradePolicy = .upgrade
    let pool = ConnectionPoolSettings(tcp: tcp, http: http)
    func plan(_ spoken: String, _ pool: ConnectionPoolSettings) throws -> ClusterPlan {
      var mesh = MeshFixture()
      var sidecar = Sidecar()
      let port = PortSpecification(number: 8080, name: "p", protocol: spoken)
      sidecar.ingress = [.init(port: port, connectionPool: isOfIngress ? pool : nil)]
      if !isOfIngress { sidecar.inboundConnectionPool = pool }
      mesh.sidecar("default", sidecar)
      return try #require(plans(mesh.workload()).first)
    }
    let first = try plan("HTTP", pool)
    #expect(first.limits?.connections == 1 && first.limits?.pendingRequests == 8)
    #expect(first.limits?.requests == 9 && first.limits?.retries == 10)
    #expect(first.connectTimeout == .seconds(2))
    #expect(first.connectionUse.maxDuration == .seconds(3) && first.connectionUse.maxRequests == 11)
    #expect(first.connectionUse.idleTimeout == .seconds(13))
    #expect(first.tcpKeepalive == tcp.tcpKeepalive)
    #expect(first.http2KeepAlive == http.http2KeepAlive)
    #expect(first.upstreamProtocol == .http1)
    #expect(try plan("GRPC", pool).upstreamProtocol == .http2(maxConcurrentStreams: 12))
    #expect(try plan("TCP", ConnectionPoolSettings(tcp: tcp)).connectionUse.idleTimeout == .seconds(4))
    http.h2UpgradePolicy = nil
    http.useClientProtocol = true
    #expect(try plan("HTTP", ConnectionPoolSettings(http: http)).upstreamProtocol == .sameAsClient)
  }

  @Test func nothingIsCapturedUnlessAnIngressListenerSaysSo() {
    let mesh = cart()
    #expect(plans(mesh.workload(of: MeshFixture.sidecar("shop", mode: .none))).isEmpty)
  }
}
