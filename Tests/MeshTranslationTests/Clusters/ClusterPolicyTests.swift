import MeshAPI
import MeshModel
import Testing

@testable import MeshTranslation

/// What a traffic policy makes of a cluster.
@Suite struct ClusterPolicyTests {
  private func plan(
    _ protocol: PortProtocol = .http, config: MeshConfig = MeshConfig(), kind: Proxy.Kind = .sidecar,
    _ policy: (inout TrafficPolicy) -> Void
  ) throws -> ClusterPlan {
    var mesh = MeshFixture(config)
    let service = mesh.service("cart", ports: [8080: `protocol`])
    mesh.destinationRule("cart", DestinationRule("cart", policy: policy))
    let proxy = kind == .sidecar ? MeshFixture.sidecar("shop") : MeshFixture.router("shop")
    return try #require(mesh.clusters(of: service, for: proxy).first).plan()
  }

  // MARK: Balancing

  @Test(arguments: [
    (LoadBalancerSettings.Simple?.none, ClusterPlan.Balancer.leastRequest(nil)),
    (.unspecified, .leastRequest(nil)), (.leastRequest, .leastRequest(nil)), (.leastConnections, .leastRequest(nil)),
    (.random, .random), (.roundRobin, .roundRobin(nil)),
  ])
  func simpleBalancers(_ simple: LoadBalancerSettings.Simple?, _ balancer: ClusterPlan.Balancer) throws {
    let plan = try plan { policy in
      policy.loadBalancer = LoadBalancerSettings()
      policy.loadBalancer?.simple = simple
    }
    #expect(plan.balancer == balancer)
  }

  @Test(arguments: [
    (ConsistentHash.Algorithm.ringHash(minimumRingSize: nil), ClusterPlan.Balancer.ringHash(minimumSize: nil)),
    (.ringHash(minimumRingSize: 0), .ringHash(minimumSize: nil)),
    (.ringHash(minimumRingSize: 4096), .ringHash(minimumSize: 4096)),
    (.maglev(tableSize: 101), .maglev(tableSize: 101)),
  ])
  func hashes(_ algorithm: ConsistentHash.Algorithm, _ balancer: ClusterPlan.Balancer) throws {
    let plan = try plan { policy in
      policy.loadBalancer = LoadBalancerSettings()
      policy.loadBalancer?.consistentHash = ConsistentHash(key: .header("user"), algorithm: algorithm)
    }
    #expect(plan.balancer == balancer)
  }

  @Test func warmingUpGoesWithTheBalancersThatKnowIt() throws {
    let warmup = Warmup(duration: .seconds(30), minimumPercent: 20)
    func balancer(_ simple: LoadBalancerSettings.Simple) throws -> ClusterPlan.Balancer {
      try plan { policy in
        policy.loadBalancer = .simple(simple)
        policy.loadBalancer?.warmup = warmup
      }.balancer
    }
    #expect(try balancer(.roundRobin) == .roundRobin(warmup))
    #expect(try balancer(.leastRequest) == .leastRequest(warmup))
    #expect(try balancer(.random) == .random)
  }

  // MARK: Protocol

  @Test(arguments: [
    (PortProtocol.http, ClusterPlan.UpstreamProtocol.http1), (.tcp, .http1), (.https, .http1),
    (.http2, .http2(maxConcurrentStreams: nil)), (.grpc, .http2(maxConcurrentStreams: nil)),
    (.grpcWeb, .http2(maxConcurrentStreams: nil)), (.automatic, .sameAsClient),
  ])
  func portsSpeak(_ protocol: PortProtocol, _ expected: ClusterPlan.UpstreamProtocol) throws {
    #expect(try plan(`protocol`) { _ in }.upstreamProtocol == expected)
  }

  @Test func gatewaysDoNotSniff() throws {
    #expect(try plan(.automatic, kind: .router) { _ in }.upstreamProtocol == .http1)
  }

  @Test(arguments: [
    (PortProtocol.http, ClusterPlan.UpstreamProtocol.http2(maxConcurrentStreams: nil)),
    (.http2, .http2(maxConcurrentStreams: nil)), (.automatic, .sameAsClient),
  ])
  func upgrades(_ protocol: PortProtocol, _ expected: ClusterPlan.UpstreamProtocol) throws {
    let plan = try plan(`protocol`) { $0.connectionPool = .http { $0.h2UpgradePolicy = .upgrade } }
    #expect(plan.upstreamProtocol == expected)
  }

  @Test func notUpgradingIsNoDowngrade() throws {
    let plan = try plan(.grpc) { $0.connectionPool = .http { $0.h2UpgradePolicy = .doNotUpgrade } }
    #expect(plan.upstreamProtocol == .http2(maxConcurrentStreams: nil))
  }

  @Test(arguments: [PortProtocol.http, .grpc, .automatic]) func theClientsProtocolBeatsAll(_ protocol: PortProtocol) throws {
    let plan = try plan(`protocol`) {
      $0.connectionPool = .http {
        $0.useClientProtocol = true
        $0.h2UpgradePolicy = .upgrade
      }
    }
    #expect(plan.upstreamProtocol == .sameAsClient)
  }

  @Test func streamsAreLimitedWhereThePortSpeaksHTTP2() throws {
    func speaks(_ protocol: PortProtocol) throws -> ClusterPlan.UpstreamProtocol {
      let plan = try self.plan(`protocol`) { $0.connectionPool = .http { $0.maxConcurrentStreams = 7 } }
      return plan.upstreamProtocol
    }
    #expect(try speaks(.http2) == .http2(maxConcurrentStreams: 7))
    #expect(try speaks(.http) == .http1)
    let upgraded = try plan { policy in
      policy.connectionPool = .http { ($0.maxConcurrentStreams, $0.h2UpgradePolicy) = (7, .upgrade) }
    }
    #expect(upgraded.upstreamProtocol == .http2(maxConcurrentStreams: 7))
  }

  @Test func connectionsAreAskedWhetherTheyLive() throws {
    let keepAlive = ConnectionPoolSettings.HTTP.KeepAlive(interval: .seconds(30), timeout: .seconds(5))
    #expect(try plan(.grpc) { $0.connectionPool = .http { $0.http2KeepAlive = keepAlive } }.http2KeepAlive == keepAlive)
    #expect(try plan(.grpc) { _ in }.http2KeepAlive == nil)
  }

  // MARK: Retries and headers of connections

  @Test func retryBudgetsAndThePROXYProtocolAreTheClusters() throws {
    let budget = RetryBudget(percent: 25, minRetryConcurrency: 7, interval: .seconds(10))
    let plan = try plan { ($0.retryBudget, $0.proxyProtocol) = (budget, .v2) }
    #expect(plan.limits?.retryBudget == budget)
    #expect(plan.proxyProtocol == .v2)
  }

  // MARK: Pools

  @Test func withoutAPoolThereAreNoLimits() throws {
    let plan = try plan { _ in }
    #expect(plan.limits == ClusterPlan.Limits())
    #expect(plan.connectionUse.isEmpty)
    #expect(plan.connectTimeout == .seconds(10))
    #expect(plan.tcpKeepalive == nil)
  }

  @Test func everyFieldOfThePoolCounts() throws {
    let plan = try plan { policy in
      var tcp = ConnectionPoolSettings.TCP()
      tcp.maxConnections = 1
      tcp.connectTimeout = .milliseconds(1500)
      tcp.maxConnectionDuration = .seconds(3600)
      tcp.idleTimeout = .seconds(900)
      var http = ConnectionPoolSettings.HTTP()
      http.http1MaxPendingRequests = 2
      http.http2MaxRequests = 3
      http.maxRetries = 4
      http.maxRequestsPerConnection = 5
      http.idleTimeout = .seconds(55)
      policy.connectionPool = ConnectionPoolSettings(tcp: tcp, http: http)
    }
    #expect(plan.limits?.connections == 1)
    #expect(plan.limits?.pendingRequests == 2)
    #expect(plan.limits?.requests == 3)
    #expect(plan.limits?.retries == 4)
    #expect(plan.connectTimeout == .milliseconds(1500))
    #expect(plan.connectionUse.maxRequests == 5)
    #expect(plan.connectionUse.maxDuration == .seconds(3600))
    #expect(plan.connectionUse.idleTimeout == .seconds(55), "HTTP's beats TCP's")
  }

  @Test func theIdleTimeoutOfTCPStandsIn() throws {
    let plan = try plan(.tcp) { policy in
      var tcp = ConnectionPoolSettings.TCP()
      tcp.idleTimeout = .seconds(120)
      policy.connectionPool = ConnectionPoolSettings(tcp: tcp)
    }
    #expect(plan.connectionUse.idleTimeout == .seconds(120))
  }

  @Test func zeroMeansUnset() throws {
    let plan = try plan { policy in
      policy.connectionPool = .http {
        $0.maxRetries = 0
        $0.http2MaxRequests = 0
        $0.maxRequestsPerConnection = 0
      }
    }
    #expect(plan.limits == ClusterPlan.Limits())
    #expect(plan.connectionUse.isEmpty)
  }

  @Test func keepAliveIsMergedFieldByField() throws {
    var config = MeshConfig()
    config.tcpKeepalive = TCPKeepalive(probes: 9, time: .seconds(100), interval: .seconds(10))
    let inherited = try plan(config: config) { _ in }
    #expect(inherited.tcpKeepalive == config.tcpKeepalive)
    let merged = try plan(config: config) { policy in
      var tcp = ConnectionPoolSettings.TCP()
      tcp.tcpKeepalive = TCPKeepalive(time: .seconds(600))
      policy.connectionPool = ConnectionPoolSettings(tcp: tcp)
    }
    #expect(merged.tcpKeepalive == TCPKeepalive(probes: 9, time: .seconds(600), interval: .seconds(10)))
  }

  // MARK: Localities and health

  @Test func localitiesAreWeighedOnlyWhereARuleOrdersThem() throws {
    func weighs(ejecting: Bool, _ change: (inout LocalityLoadBalancerSetting) -> Void) throws -> Bool {
      try plan { policy in
        policy.loadBalancer = .locality(change)
        policy.outlierDetection = ejecting ? OutlierDetection() : nil
      }.localityUse == .weighted
    }
    #expect(try !weighs(ejecting: true) { $0.enabled = true })
    #expect(try weighs(ejecting: true) { $0.failover = [.init(from: "eu", to: "us")] })
    #expect(try !weighs(ejecting: false) { $0.failover = [.init(from: "eu", to: "us")] })
    #expect(try weighs(ejecting: true) { $0.failoverPriority = ["version"] })
    #expect(try weighs(ejecting: false) { $0.distribute = [.init(from: "eu", to: ["us": 100])] })
    #expect(
      try !weighs(ejecting: true) {
        $0.enabled = false
        $0.distribute = [.init(from: "eu", to: ["us": 100])]
      })
  }

  @Test func zoneAwarenessBeatsTheOtherSettings() throws {
    func use(_ isOn: Bool?, _ kind: PortProtocol = .http) throws -> ClusterPlan.LocalityUse {
      try plan(kind) { policy in
        policy.loadBalancer = .locality { $0.distribute = [.init(from: "eu", to: ["us": 100])] }
        policy.loadBalancer?.zoneAwareLbSetting = ZoneAwareLoadBalancerSetting()
        policy.loadBalancer?.zoneAwareLbSetting?.enabled = isOn
        policy.loadBalancer?.zoneAwareLbSetting?.minClusterSize = 3
      }.localityUse
    }
    #expect(try use(true) == .zoneAware(minimumHosts: 3))
    #expect(try use(false) == .weighted)
    #expect(try use(nil) == .weighted)
  }

  @Test func drainingHostsAreKeptForSessions() throws {
    var mesh = MeshFixture()
    let service = mesh.service("cart") { $0.labels["istio.io/persistent-session"] = "session" }
    #expect(try #require(mesh.clusters(of: service).first).plan().keepsDrainingHosts)
    #expect(try !plan { _ in }.keepsDrainingHosts)
  }
}
