import EnvoyAPI
import EnvoyRendering
import MeshAPI
import MeshModel
import SwiftProtobuf
import Testing
import XDSResources

@testable import MeshTranslation

/// How clusters are spelled in Envoy's API.
@Suite struct ClusterGoldenTests {
  @Test func services() throws {
    var plain = ClusterPlan.outbound("outbound|9080|v2|reviews.books.svc.cluster.local", discovery: .endpoints)
    plain.subset = "v2"
    plain.destinationRule = ObjectKey(kind: .destinationRule, namespace: "books", name: "reviews")
    var external = ClusterPlan.outbound("outbound|80||static.example.com", discovery: .endpoints)
    external.services = [.init(host: "static.example.com", name: "static.example.com", namespace: "books")]
    external.isMeshExternal = true
    var sessions = ClusterPlan.outbound("outbound|9080||sessions.books.svc.cluster.local", discovery: .endpoints)
    sessions.keepsDrainingHosts = true
    let headless = ClusterPlan.outbound(
      "outbound|9080||headless.books.svc.cluster.local", discovery: .originalDestination(isKept: false), balancer: .none)
    try Golden.check([plain, external, sessions, headless].map { try $0.render() }, "Clusters/services")
  }

  @Test func balancers() throws {
    let warmup = Warmup(duration: .seconds(30), minimumPercent: 20, aggression: 1.5)
    let balancers: [(String, ClusterPlan.Balancer)] = [
      ("least-request", .leastRequest(nil)), ("least-request-warm", .leastRequest(Warmup(duration: .milliseconds(1500)))),
      ("round-robin", .roundRobin(nil)), ("round-robin-warm", .roundRobin(warmup)), ("random", .random),
      ("ring", .ringHash(minimumSize: nil)), ("ring-4096", .ringHash(minimumSize: 4096)),
      ("maglev", .maglev(tableSize: nil)), ("maglev-101", .maglev(tableSize: 101)),
    ]
    let plans = balancers.map { ClusterPlan.outbound("outbound|80||\($0).example.com", discovery: .endpoints, balancer: $1) }
    try Golden.check(plans.map { try $0.render() }, "Clusters/balancers")
  }

  @Test func pools() throws {
    var full = ClusterPlan.outbound("outbound|80||full.example.com", discovery: .endpoints)
    full.connectTimeout = .milliseconds(1500)
    full.limits?.connections = 80
    full.limits?.pendingRequests = 33
    full.limits?.requests = 44
    full.limits?.retries = 6
    full.connectionUse.idleTimeout = .seconds(55)
    full.connectionUse.maxDuration = .seconds(3600)
    full.connectionUse.maxRequests = 10
    full.tcpKeepalive = TCPKeepalive(probes: 4, time: .seconds(600), interval: .seconds(60))
    var http2 = full
    http2.name = "outbound|81||full.example.com"
    http2.upstreamProtocol = .http2(maxConcurrentStreams: 128)
    var sniffed = full
    sniffed.name = "outbound|82||full.example.com"
    sniffed.upstreamProtocol = .sameAsClient
    var plainHTTP2 = ClusterPlan.outbound("outbound|83||full.example.com", discovery: .endpoints)
    plainHTTP2.upstreamProtocol = .http2(maxConcurrentStreams: nil)
    var kept = ClusterPlan.outbound("outbound|84||full.example.com", discovery: .endpoints)
    kept.upstreamProtocol = .http2(maxConcurrentStreams: 9)
    kept.http2KeepAlive = .init(interval: .seconds(30), timeout: .seconds(5))
    var sniffedKept = kept
    sniffedKept.name = "outbound|85||full.example.com"
    sniffedKept.upstreamProtocol = .sameAsClient
    sniffedKept.http2KeepAlive = .init(interval: .seconds(30))
    try Golden.check([full, http2, sniffed, plainHTTP2, kept, sniffedKept].map { try $0.render() }, "Clusters/pools")
  }

  @Test func budgetsOfRetries() throws {
    var written = ClusterPlan.outbound("outbound|80||written.example.com", discovery: .endpoints)
    written.limits?.retryBudget = RetryBudget(percent: 12.5, minRetryConcurrency: 9)
    var empty = ClusterPlan.outbound("outbound|80||empty.example.com", discovery: .endpoints)
    empty.limits?.retryBudget = RetryBudget()
    try Golden.check([written, empty].map { try $0.render() }, "Clusters/retry-budgets")
  }

  /// The messages here have no name for `budget_interval`, so JSON does not show it: it is field 3, a duration.
  @Test func theIntervalOfARetryBudget() throws {
    var plan = ClusterPlan.outbound("outbound|80||a.example.com", discovery: .endpoints)
    plan.limits?.retryBudget = RetryBudget(interval: .milliseconds(10_500))
    let body = try plan.render().body
    let interval: [UInt8] = [3 << 3 | 2, 8, 1 << 3, 10, 2 << 3, 0x80, 0xCA, 0xB5, 0xEE, 0x01]
    #expect(Array(body).firstRange(of: interval) != nil)
    let cluster = try Envoy_Config_Cluster_V3_Cluster(serializedBytes: body)
    #expect(cluster.circuitBreakers.thresholds[0].retryBudget.budgetPercent.value == 20)
  }

  @Test func proxyProtocol() throws {
    let peers = PeerTLSPlan(
      serverName: "outbound_.80_._.a.example.com", subjectAltNames: [], parameters: TLSParametersPlan(meshPeers: nil))
    let plans: [(String, ProxyProtocolVersion, UpstreamTLSPlan)] = [
      ("plain", .v1, .plainText), ("automatic", .v2, .automatic(peers)), ("mutual", .v2, .peers(peers)),
    ]
    let clusters = plans.map { name, version, tls in
      var plan = ClusterPlan.outbound("outbound|80||\(name).example.com", discovery: .endpoints)
      (plan.proxyProtocol, plan.tls) = (version, tls)
      return plan
    }
    try Golden.check(clusters.map { try $0.render() }, "Clusters/proxy-protocol")
  }

  @Test func zones() throws {
    let sizes: [(String, Int?)] = [("any", nil), ("two", 2)]
    let plans = sizes.map { name, size in
      var plan = ClusterPlan.outbound("outbound|80||\(name).example.com", discovery: .endpoints)
      plan.localityUse = .zoneAware(minimumHosts: size)
      return plan
    }
    try Golden.check(plans.map { try $0.render() }, "Clusters/zones")
  }

  @Test func outliers() throws {
    var everything = OutlierDetection()
    everything.consecutive5xxErrors = 5
    everything.consecutiveGatewayErrors = 4
    everything.splitExternalLocalOriginErrors = true
    everything.consecutiveLocalOriginFailures = 3
    everything.interval = .seconds(7)
    everything.baseEjectionTime = .seconds(90)
    everything.maxEjectionPercent = 40
    everything.minHealthPercent = 30
    var gatewayOnly = OutlierDetection()
    gatewayOnly.consecutive5xxErrors = 0
    gatewayOnly.consecutiveGatewayErrors = 2
    var codes = OutlierDetection()
    codes.httpErrorCodes = [429, 500]
    var oneCode = OutlierDetection()
    oneCode.httpErrorCodes = [418]
    let rules = [
      ("everything", everything), ("gateway-only", gatewayOnly), ("unset", OutlierDetection()), ("codes", codes),
      ("one-code", oneCode),
    ]
    let plans = rules.map { name, rule in
      var plan = ClusterPlan.outbound("outbound|80||\(name).example.com", discovery: .endpoints)
      plan.outlierDetection = rule
      if name == "everything" { plan.localityUse = .weighted }
      return plan
    }
    try Golden.check(plans.map { try $0.render() }, "Clusters/outliers")
  }

  @Test func resolvedNames() throws {
    func hosts(_ cluster: String) -> LoadAssignmentPlan {
      LoadAssignmentPlan(name: cluster, address: .hostname("api.example.com"), port: 8443)
    }
    let strict = ClusterPlan.outbound("outbound|80||api.example.com", discovery: .dns(hosts("outbound|80||api.example.com")))
    var logical = ClusterPlan.outbound(
      "outbound|81||api.example.com", discovery: .dnsRoundRobin(hosts("outbound|81||api.example.com")))
    logical.prefersIPv6 = true
    try Golden.check([strict, logical].map { try $0.render() }, "Clusters/resolved-names")
  }

  @Test func dynamicNames() throws {
    let cache = NameCachePlan(prefersIPv6: false)
    let plain = ClusterPlan.outbound("outbound|80||*.example.com", discovery: .dynamicNames(cache), balancer: .none)
    var http2 = plain
    http2.name = "outbound|81||*.example.com"
    http2.upstreamProtocol = .http2(maxConcurrentStreams: nil)
    var checked = plain
    checked.name = "outbound|443||*.example.com"
    var origination = TLSOriginationPlan(
      serverName: nil, certificate: nil,
      verification: .init(roots: .system, revocationFile: nil, subjectAltNames: [], checksRequestedName: true),
      parameters: TLSParametersPlan(outside: nil), hasAgent: true)
    checked.tls = .origination(origination)
    var unchecked = plain
    unchecked.name = "outbound|444||*.example.com"
    origination.verification = nil
    unchecked.tls = .origination(origination)
    var named = plain
    named.name = "outbound|445||*.example.com"
    origination.serverName = "front.example.com"
    named.tls = .origination(origination)
    var peers = plain
    peers.name = "outbound|446||*.example.com"
    peers.tls = .peers(
      PeerTLSPlan(
        serverName: "outbound_.446_._.*.example.com", subjectAltNames: [], parameters: TLSParametersPlan(meshPeers: nil)))
    try Golden.check([plain, http2, checked, unchecked, named, peers].map { try $0.render() }, "Clusters/dynamic-names")
  }

  @Test func ownWorkload() throws {
    var captured = ClusterPlan(
      name: "inbound|9080||", discovery: .originalDestination(isKept: true), connectTimeout: .seconds(10))
    captured.limits = .init()
    captured.sourceAddress = "127.0.0.6"
    captured.services = [.init(host: "details.books.svc.cluster.local", name: "details", namespace: "books")]
    var socket = captured
    socket.name = "inbound|9081||"
    socket.discovery = .fixed(LoadAssignmentPlan(name: socket.name, address: .unixSocket(path: "/run/app.sock"), port: 0))
    socket.sourceAddress = nil
    var loopback = captured
    loopback.name = "inbound|9082||"
    loopback.discovery = .fixed(LoadAssignmentPlan(name: loopback.name, address: .ip("127.0.0.1"), port: 8000))
    loopback.sourceAddress = nil
    try Golden.check([captured, socket, loopback].map { try $0.render() }, "Clusters/own-workload")
  }

  @Test func defaults() throws {
    let settings = ClusterInputs.Settings(mesh: MeshConfig())
    let roles: [ClusterInputs.Role] = [.passthrough, .blackHole, .inboundPassthrough]
    try Golden.check(
      roles.map { try ClusterInputs(role: $0, settings: settings).plan().render() }, "Clusters/defaults")
  }

  @Test func equalPlansHaveEqualBytes() throws {
    let plan = ClusterPlan.outbound("outbound|80||a.example.com", discovery: .endpoints)
    #expect(try plan.render().body == plan.render().body)
    #expect(try plan.render().type == .cluster)
  }
}

extension ClusterPlan {
  /// One as an ordinary service has it; `reviews` of Bookinfo unless said otherwise.
  static func outbound(
    _ name: String, discovery: Discovery, balancer: Balancer = .leastRequest(nil)
  ) -> ClusterPlan {
    var plan = ClusterPlan(name: name, discovery: discovery, connectTimeout: .seconds(10))
    plan.balancer = balancer
    plan.limits = Limits()
    plan.services = [.init(host: "reviews.books.svc.cluster.local", name: "reviews", namespace: "books")]
    return plan
  }
}
