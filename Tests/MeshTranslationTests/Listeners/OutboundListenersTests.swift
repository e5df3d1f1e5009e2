import MeshAPI
import MeshModel
import Testing

@testable import MeshTranslation

@Suite struct OutboundListenersTests {
  @Test func httpServicesShareTheWildcardListenerOfTheirPort() throws {
    var mesh = MeshFixture()
    mesh.service("cart", address: "10.96.0.1")
    let alone = mesh.outboundInputs()
    mesh.service("web", address: "10.96.0.2")
    let listener = try #require(mesh.outbound()["0.0.0.0_8080"])
    #expect(listener.summary == ["plain http -> routes 8080", "else -> PassthroughCluster"])
    #expect(listener.address == .socket(address: "0.0.0.0", port: 8080))
    #expect(!listener.bindsToPort)
    #expect(listener.httpInspection == ListenerPlan.Inspection())
    #expect(listener.tlsInspection == nil)
    #expect(listener.detectionTimeout == .zero)
    // The second service is a matter of routes alone.
    #expect(mesh.outboundInputs() == alone)
  }

  @Test func bytesAreTakenAtTheServicesAddress() throws {
    var mesh = MeshFixture()
    mesh.service("db", ports: [5432: .tcp], address: "10.96.0.1")
    let listener = try #require(mesh.outbound()["10.96.0.1_5432"])
    #expect(listener.summary == ["-> outbound|5432||db.shop.svc.cluster.local"])
    #expect(listener.httpInspection == nil)
    #expect(listener.origins == [ObjectKey(kind: .service, namespace: "shop", name: "db")])
  }

  @Test func unnamedProtocolsAreDetectedAtTheServicesAddress() throws {
    var mesh = MeshFixture()
    mesh.service("any", ports: [9000: .automatic], address: "10.96.0.1")
    let listener = try #require(mesh.outbound()["10.96.0.1_9000"])
    #expect(
      listener.summary == [
        "plain http -> routes any.shop.svc.cluster.local:9000", "else -> outbound|9000||any.shop.svc.cluster.local",
      ])
  }

  @Test(arguments: [
    (PortProtocol.http, ["0.0.0.0_7000"]), (.http2, ["0.0.0.0_7000"]), (.grpc, ["0.0.0.0_7000"]),
    (.grpcWeb, ["0.0.0.0_7000"]), (.tcp, ["10.96.0.1_7000"]), (.tls, ["10.96.0.1_7000"]), (.https, ["10.96.0.1_7000"]),
    (.mongo, ["10.96.0.1_7000"]), (.redis, ["10.96.0.1_7000"]), (.mysql, ["10.96.0.1_7000"]),
    (.automatic, ["10.96.0.1_7000"]), (.udp, []),
  ]) func protocolDecidesWhereAServiceIsCalled(_ spoken: PortProtocol, _ names: [String]) {
    var mesh = MeshFixture()
    mesh.service("some", ports: [7000: spoken], address: "10.96.0.1")
    #expect(mesh.outbound().keys.sorted() == names + ["virtualOutbound"])
  }

  @Test func aTunnelIsForBytes() {
    var mesh = MeshFixture()
    mesh.service("db", ports: [5432: .tcp, 8080: .http], address: "10.96.0.1")
    let tunnel = TunnelSettings(method: .post, targetHost: "far.example.com", targetPort: 443)
    mesh.destinationRule("db", DestinationRule("db") { $0.tunnel = tunnel })
    let listeners = mesh.outbound()
    #expect(listeners["10.96.0.1_5432"]?.chains.first?.tcp?.tunnel == tunnel)
    #expect(listeners["0.0.0.0_8080"]?.chains.allSatisfy { $0.tcp?.tunnel == nil } == true)
  }

  @Test func mongoIsReadOnTheWayAndGRPCWebTranslated() throws {
    var mesh = MeshFixture()
    mesh.service("db", ports: [27017: .mongo], address: "10.96.0.1")
    mesh.service("web", ports: [8080: .grpcWeb], address: "10.96.0.2")
    let listeners = mesh.outbound()
    #expect(listeners["10.96.0.1_27017"]?.chains.first?.tcp?.codec == .mongo)
    #expect(listeners["0.0.0.0_8080"]?.chains.first?.http?.translatesGRPCWeb == true)
  }

  @Test func aliasesAreNobodysListener() {
    var mesh = MeshFixture()
    mesh.service("alias", ports: [5432: .tcp]) { $0.resolution = .alias(of: "db.example.com") }
    #expect(mesh.outbound().keys.sorted() == ["virtualOutbound"])
  }

  // MARK: Addresses

  @Test func aHeadlessServiceIsCalledByItsEndpoints() throws {
    var mesh = MeshFixture()
    let service = mesh.service("db", ports: [5432: .tcp, 8080: .http]) { $0.makeHeadless() }
    #expect(OutboundListeners.dependsOnEndpoints(service.value))
    #expect(mesh.outbound().keys.sorted() == ["0.0.0.0_8080", "virtualOutbound"])
    mesh.endpoints(
      [.at("10.0.1.1", port: 15432, of: "p5432"), .at("10.0.1.2", of: "p5432"), .at("10.0.1.3", of: "p8080")], of: service)
    #expect(mesh.outbound().keys.sorted() == ["0.0.0.0_8080", "10.0.1.1_5432", "10.0.1.2_5432", "virtualOutbound"])
    #expect(mesh.outbound()["10.0.1.1_5432"]?.summary == ["-> outbound|5432||db.shop.svc.cluster.local"])
  }

  @Test func endpointsOfOtherServicesChangeNoListener() {
    var mesh = MeshFixture()
    let cart = mesh.service("cart", ports: [8080: .http, 9000: .tcp, 9001: .automatic], address: "10.96.0.1")
    let headless = mesh.service("web") { $0.makeHeadless() }
    for service in [cart, headless] { #expect(!OutboundListeners.dependsOnEndpoints(service.value)) }
    let before = mesh.outboundInputs()
    mesh.endpoints([.at("10.0.1.1"), .at("10.0.1.1", of: "p9000")], of: cart)
    mesh.endpoints([.at("10.0.1.2")], of: headless)
    #expect(mesh.outboundInputs() == before)
  }

  @Test func aRuleWithoutAddressesTakesTheWholePort() throws {
    var mesh = MeshFixture()
    mesh.service(host: "db.example.com", in: "shop", ports: [5432: .tcp]) { $0.resolution = .passthrough }
    mesh.service(host: "late.example.com", in: "shop", ports: [5432: .tcp]) {
      $0.resolution = .dns
      $0.creationTimestamp = 5
    }
    let listener = try #require(mesh.outbound()["0.0.0.0_5432"])
    #expect(listener.summary == ["-> outbound|5432||db.example.com"])
    #expect(listener.origins.map(\.name) == ["db"])
  }

  @Test func serverNamesTellServicesWithoutAddressesApart() throws {
    var mesh = MeshFixture()
    mesh.service(host: "a.example.com", in: "shop", ports: [443: .https]) { $0.resolution = .dns }
    mesh.service(host: "*.b.example.com", in: "shop", ports: [443: .tls]) { $0.resolution = .passthrough }
    let listener = try #require(mesh.outbound()["0.0.0.0_443"])
    #expect(
      Set(listener.summary) == [
        "sni a.example.com -> outbound|443||a.example.com", "sni *.b.example.com -> outbound|443||*.b.example.com",
        "else -> PassthroughCluster",
      ])
    #expect(listener.tlsInspection != nil)
    #expect(listener.httpInspection == nil)
  }

  @Test func blocksOfAddressesAreToldApartByWhereConnectionsGo() throws {
    var mesh = MeshFixture()
    mesh.service(host: "a.example.com", in: "shop", ports: [9000: .tcp]) { $0.addresses = ["10.1.0.0/16", "192.0.2.1"] }
    mesh.service(host: "b.example.com", in: "shop", ports: [9000: .tcp]) { $0.addresses = ["10.1.7.0/16", "10.2.0.0/16"] }
    let listeners = mesh.outbound()
    #expect(listeners["192.0.2.1_9000"]?.summary == ["-> outbound|9000||a.example.com"])
    #expect(
      listeners["0.0.0.0_9000"]?.summary == [
        "to 10.1.0.0/16 -> outbound|9000||a.example.com", "to 10.2.0.0/16 -> outbound|9000||b.example.com",
        "else -> PassthroughCluster",
      ])
  }

  @Test func onlyAddressesOfTheProxysFamilyCount() {
    var mesh = MeshFixture()
    mesh.service("db", ports: [5432: .tcp]) { $0.addresses = ["10.96.0.1", "fd00::1"] }
    mesh.service("web", address: "10.96.0.2")
    #expect(mesh.outbound().keys.sorted() == ["0.0.0.0_8080", "10.96.0.1_5432", "virtualOutbound"])
    var proxy = MeshFixture.sidecar("shop")
    proxy.addresses = ["fd00::9"]
    let listeners = mesh.outbound(proxy)
    #expect(listeners.keys.sorted() == ["::_8080", "fd00::1_5432", "virtualOutbound"])
    #expect(listeners["virtualOutbound"]?.address == .socket(address: "::", port: 15001))
  }

  // MARK: Policies

  @Test func theRuleForTheHostLimitsConnections() throws {
    var mesh = MeshFixture()
    mesh.service("db", ports: [5432: .tcp], address: "10.96.0.1")
    mesh.destinationRule(
      "db",
      DestinationRule("db") { policy in
        var tcp = ConnectionPoolSettings.TCP()
        tcp.idleTimeout = .seconds(900)
        tcp.maxConnectionDuration = .seconds(3600)
        policy.connectionPool = ConnectionPoolSettings(tcp: tcp)
        var balancer = LoadBalancerSettings()
        balancer.consistentHash = ConsistentHash(key: .sourceIP)
        policy.loadBalancer = balancer
        policy.port(5432) { $0.connectionPool = .maxConnections(1) }
      })
    let tcp = try #require(mesh.outbound()["10.96.0.1_5432"]?.chains.first?.tcp)
    #expect(tcp.idleTimeout == .seconds(900))
    #expect(tcp.maxDuration == .seconds(3600))
    #expect(tcp.hashesSourceAddress)
  }

  @Test func unknownTrafficIsRefusedWhereTheMeshSaysSo() {
    var config = MeshConfig()
    config.outboundTrafficPolicy = .registryOnly
    var mesh = MeshFixture(config)
    mesh.service("web", address: "10.96.0.2")
    let listeners = mesh.outbound()
    #expect(listeners["0.0.0.0_8080"]?.summary.last == "else -> BlackHoleCluster")
    #expect(listeners["virtualOutbound"]?.summary == ["port 15001 -> BlackHoleCluster", "-> BlackHoleCluster"])
  }

  @Test func capturedTrafficArrivesAtOneListener() throws {
    let mesh = MeshFixture()
    let listener = try #require(mesh.outbound()["virtualOutbound"])
    #expect(listener.summary == ["port 15001 -> BlackHoleCluster", "-> PassthroughCluster"])
    #expect(listener.usesOriginalDestination)
    #expect(listener.bindsToPort)
    #expect(!listener.isTransparent)
    #expect(mesh.outbound(MeshFixture.sidecar("shop", mode: .tproxy))["virtualOutbound"]?.isTransparent == true)
    #expect(mesh.outbound(MeshFixture.sidecar("shop", mode: .none)).isEmpty)
  }

  @Test func theProxysOwnPortsAreNotTaken() {
    var mesh = MeshFixture()
    mesh.service("odd", ports: [15001: .http, 15006: .http, 15002: .http], address: "10.96.0.1")
    #expect(mesh.outbound().keys.sorted() == ["0.0.0.0_15002", "virtualOutbound"])
  }
}

extension Service {
  fileprivate mutating func makeHeadless() {
    isHeadless = true
    resolution = .passthrough
  }
}
