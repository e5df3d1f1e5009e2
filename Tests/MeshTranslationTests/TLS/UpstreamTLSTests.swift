import HashTreeCollections
import MeshAPI
import MeshModel
import Testing

@testable import MeshTranslation

/// How clients speak with a service. The rows are those of the second table in docs/security.md, "Mutual TLS".
@Suite struct UpstreamTLSTests {
  private static let host = "app.shop.svc.cluster.local"

  /// A service whose endpoints run as two accounts and can speak mutual TLS.
  private static func mesh(
    _ config: MeshConfig = MeshConfig(), peers: ServicePeers? = capable, change: (inout Service) -> Void = { _ in }
  ) -> (MeshFixture, Shared<Service>) {
    var mesh = MeshFixture(config)
    let service = mesh.service("app", ports: [8080: .http, 9000: .tcp], change: change)
    mesh.endpoints([.at("10.0.0.2"), .at("10.0.0.2", port: 9000, of: "p9000")], of: service)
    mesh.snapshot.peers[service.key] = peers.map { Shared($0) }
    return (mesh, service)
  }

  private static let capable = ServicePeers(
    accounts: [.init(namespace: "shop", name: "app"), .init(namespace: "shop", name: "app-canary")],
    capablePorts: ["p8080", "p9000"])
  private static let accounts = ["spiffe://cluster.local/ns/shop/sa/app", "spiffe://cluster.local/ns/shop/sa/app-canary"]

  /// By cluster, without the host.
  private static func tls(
    _ mesh: MeshFixture, _ service: Shared<Service>, for proxy: Proxy = MeshFixture.sidecar("shop")
  ) -> [String: UpstreamTLSPlan] {
    let plans = mesh.clusters(of: service, for: proxy).map { $0.plan() }
    return Dictionary(plans.map { ($0.name.replacing(service.hostname.rawValue, with: ""), $0.tls) }) { first, _ in first }
  }

  private static func rule(_ mode: ClientTLSSettings.Mode, _ change: (inout ClientTLSSettings) -> Void = { _ in })
    -> ClientTLSSettings
  {
    var settings = ClientTLSSettings(mode: mode)
    change(&settings)
    return settings
  }

  @Test("Where no rule says anything, endpoints that can speak mutual TLS get it") func automatic() throws {
    let (mesh, service) = Self.mesh()
    let plans = Self.tls(mesh, service)
    guard case .automatic(let peers) = plans["outbound|8080||"] else {
      Issue.record("\(String(describing: plans["outbound|8080||"]))")
      return
    }
    #expect(peers.serverName == "outbound_.8080_._.\(Self.host)")
    #expect(peers.subjectAltNames == Self.accounts)
    #expect(plans.count == 2)
  }

  @Test("Where no account is known, any identity of the mesh's trust domains counts") func unknownAccounts() {
    var config = MeshConfig()
    config.trustDomainAliases = ["old.test"]
    let (mesh, service) = Self.mesh(config, peers: ServicePeers(capablePorts: ["p8080", "p9000"]))
    guard case .automatic(let peers) = Self.tls(mesh, service)["outbound|8080||"] else {
      Issue.record("no mutual TLS")
      return
    }
    #expect(peers.subjectAltNames == [])
    #expect(peers.trustDomains == ["cluster.local", "old.test"])
    let (known, other) = Self.mesh(config)
    guard case .automatic(let named) = Self.tls(known, other)["outbound|8080||"] else { return }
    #expect(named.trustDomains == [])
  }

  @Test("Gateways do so, too") func automaticFromGateways() {
    let (mesh, service) = Self.mesh()
    guard case .automatic = Self.tls(mesh, service, for: MeshFixture.router("shop"))["outbound|8080||"] else {
      Issue.record("a gateway speaks plain text")
      return
    }
  }

  @Test("Aliases of the trust domain stand for it") func aliases() {
    var config = MeshConfig()
    config.trustDomainAliases = ["old.test"]
    let (mesh, service) = Self.mesh(config)
    guard case .automatic(let peers) = Self.tls(mesh, service)["outbound|8080||"] else { return }
    #expect(
      peers.subjectAltNames == Self.accounts + ["spiffe://old.test/ns/shop/sa/app", "spiffe://old.test/ns/shop/sa/app-canary"])
  }

  struct PlainText: Sendable, CustomTestStringConvertible {
    var rule: String
    var config: @Sendable (inout MeshConfig) -> Void = { _ in }
    var service: @Sendable (inout Service) -> Void = { _ in }
    var hasCertificates = true
    var namespaceMode: PeerAuthentication.Mode?
    var peers: ServicePeers? = capable
    var testDescription: String { rule }
  }

  @Test(arguments: [
    PlainText(rule: "Automatic mutual TLS can be switched off for the mesh", config: { $0.enableAutoMtls = false }),
    PlainText(rule: "A proxy without certificates speaks plain text", hasCertificates: false),
    PlainText(rule: "Services outside of the mesh get plain text", service: { $0.isMeshExternal = true }),
    PlainText(rule: "A namespace that disables mutual TLS gets plain text", namespaceMode: .disable),
    PlainText(
      rule: "Where the application picks the endpoint, one that cannot is enough for plain text",
      service: { $0.resolution = .passthrough }, peers: ServicePeers(accounts: capable.accounts)),
  ]) func plainText(_ row: PlainText) {
    var config = MeshConfig()
    row.config(&config)
    var (mesh, service) = Self.mesh(config, peers: row.peers, change: row.service)
    if let mode = row.namespaceMode { mesh.peerAuthentication("default", .init(mode: mode)) }
    let plans = Self.tls(mesh, service, for: MeshFixture.sidecar("shop", hasCertificates: row.hasCertificates))
    #expect(!plans.isEmpty)
    #expect(plans.values.allSatisfy { $0 == .plainText })
  }

  @Test("Where the application picks the endpoint and all can, all get mutual TLS") func headless() {
    let (mesh, service) = Self.mesh { $0.resolution = .passthrough }
    guard case .peers(let peers) = Self.tls(mesh, service)["outbound|8080||"] else {
      Issue.record("not mutual TLS for all")
      return
    }
    #expect(peers.subjectAltNames == Self.accounts)
  }

  @Test("STRICT, or a workload's own DISABLE, leaves the cluster as it is") func otherModes() {
    var (mesh, service) = Self.mesh()
    let before = Self.tls(mesh, service)
    mesh.peerAuthentication("default", .init(mode: .strict))
    mesh.peerAuthentication("app", .init(selector: ["app": "app"], mode: .disable))
    #expect(Self.tls(mesh, service) == before)
  }

  // MARK: DestinationRules

  @Test("What a DestinationRule says beats what would be automatic") func rulesWin() {
    var (mesh, service) = Self.mesh()
    mesh.destinationRule("app", DestinationRule(Self.host) { $0.tls = Self.rule(.disable) })
    #expect(Self.tls(mesh, service).values.allSatisfy { $0 == .plainText })
  }

  @Test("ISTIO_MUTUAL is for every endpoint, with names of its own where it has some") func istioMutual() {
    var (mesh, service) = Self.mesh { $0.isMeshExternal = true }
    mesh.destinationRule("app", DestinationRule(Self.host) { $0.tls = Self.rule(.istioMutual) })
    guard case .peers(let peers) = Self.tls(mesh, service)["outbound|8080||"] else {
      Issue.record("not mutual TLS")
      return
    }
    #expect(peers.serverName == "outbound_.8080_._.\(Self.host)")
    #expect(peers.subjectAltNames == Self.accounts)
    mesh.destinationRule(
      "app",
      DestinationRule(Self.host) { policy in
        policy.tls = Self.rule(.istioMutual) { ($0.sni, $0.subjectAltNames) = ("mine.test", ["spiffe://other/sa"]) }
      })
    guard case .peers(let own) = Self.tls(mesh, service)["outbound|8080||"] else { return }
    #expect(own.serverName == "mine.test")
    #expect(own.subjectAltNames == ["spiffe://other/sa"])
    let plain = MeshFixture.sidecar("shop", hasCertificates: false)
    #expect(Self.tls(mesh, service, for: plain)["outbound|8080||"] == .plainText)
  }

  @Test("A port's settings replace the host's, and a subset's TLS replaces the host's") func portsAndSubsets() {
    var (mesh, service) = Self.mesh()
    var v2 = Subset(name: "v2", labels: ["version": "v2"])
    v2.trafficPolicy = .with { $0.tls = Self.rule(.disable) }
    var v3 = Subset(name: "v3", labels: ["version": "v3"])
    v3.trafficPolicy = .with { $0.port(8080) { $0.connectionPool = .maxConnections(1) } }
    mesh.destinationRule(
      "app",
      DestinationRule(Self.host, subsets: [Subset(name: "v1", labels: ["version": "v1"]), v2, v3]) { policy in
        policy.tls = Self.rule(.istioMutual)
        policy.port(9000) { $0.tls = Self.rule(.disable) }
      })
    let kinds = Self.tls(mesh, service).mapValues { plan in
      switch plan {
      case .plainText: "plain"
      case .automatic: "automatic"
      case .peers(let peers): peers.serverName.replacing(Self.host, with: "")
      case .origination: "origination"
      }
    }
    #expect(
      kinds == [
        "outbound|8080||": "outbound_.8080_._.", "outbound|8080|v1|": "outbound_.8080_.v1_.", "outbound|8080|v2|": "plain",
        // A port of a subset inherits nothing.
        "outbound|8080|v3|": "automatic", "outbound|9000||": "plain", "outbound|9000|v1|": "plain", "outbound|9000|v2|": "plain",
        "outbound|9000|v3|": "plain",
      ])
  }

  private static func origination(_ settings: ClientTLSSettings, _ proxy: Proxy = MeshFixture.sidecar("shop"))
    -> TLSOriginationPlan?
  {
    var (mesh, service) = mesh()
    mesh.destinationRule("app", DestinationRule(host) { $0.tls = settings })
    guard case .origination(let plan) = tls(mesh, service, for: proxy)["outbound|8080||"] else { return nil }
    return plan
  }

  @Test("SIMPLE checks the server by the system's roots and the requested name") func simple() throws {
    let plan = try #require(Self.origination(Self.rule(.simple)))
    #expect(plan.serverName == nil)
    #expect(plan.certificate == nil)
    #expect(plan.verification == .init(roots: .system, revocationFile: nil, subjectAltNames: [], checksRequestedName: true))
    #expect(plan.hasAgent)
  }

  @Test("MUTUAL shows the rule's certificate; names and roots are the rule's where it has some") func mutual() throws {
    let settings = Self.rule(.mutual) {
      ($0.clientCertificate, $0.privateKey, $0.caCertificates) = ("/c/cert.pem", "/c/key.pem", "/c/ca.pem")
      ($0.sni, $0.subjectAltNames, $0.caCrl) = ("api.test", ["api.test"], "/c/crl.pem")
    }
    let plan = try #require(Self.origination(settings))
    #expect(plan.serverName == "api.test")
    #expect(plan.certificate == .files(chain: "/c/cert.pem", key: "/c/key.pem"))
    #expect(
      plan.verification
        == .init(
          roots: .file("/c/ca.pem"), revocationFile: "/c/crl.pem", subjectAltNames: ["api.test"], checksRequestedName: false))
    #expect(Self.origination(settings, MeshFixture.sidecar("shop", hasCertificates: false))?.hasAgent == false)
  }

  @Test("insecureSkipVerify checks nothing") func unchecked() throws {
    #expect(try #require(Self.origination(Self.rule(.simple) { $0.insecureSkipVerify = true })).verification == nil)
  }

  @Test("A secret is for gateways; a sidecar then leaves TLS to others") func credentials() throws {
    let settings = Self.rule(.simple) { $0.credentialName = "api" }
    #expect(Self.origination(settings) == nil)
    let simple = try #require(Self.origination(settings, MeshFixture.router("shop")))
    #expect(simple.certificate == nil)
    #expect(simple.verification?.roots == .credential(CredentialName("api", part: .roots)))
    let mutual = Self.rule(.mutual) { ($0.credentialName, $0.insecureSkipVerify) = ("api", true) }
    let plan = try #require(Self.origination(mutual, MeshFixture.router("shop")))
    #expect(plan.certificate == .credential(CredentialName("api", part: .keyPair)))
    #expect(plan.verification == nil)
  }

  @Test("A secret is for sidecars that the rule selects, too") func selectedCredentials() throws {
    var (mesh, service) = Self.mesh()
    var rule = DestinationRule(Self.host) { $0.tls = Self.rule(.mutual) { $0.credentialName = "api" } }
    rule.workloadSelector = ["app": "client"]
    mesh.destinationRule("app", rule)
    func plan(_ app: String) -> UpstreamTLSPlan? {
      Self.tls(mesh, service, for: MeshFixture.sidecar("shop", labels: ["app": app]))["outbound|8080||"]
    }
    guard case .origination(let plan)? = plan("client") else {
      Issue.record("the selected client does not use TLS")
      return
    }
    #expect(plan.certificate == .credential(CredentialName("api", part: .keyPair)))
  }

  @Test("A ServiceEntry's subject names count where the rule has none") func namesOfEntries() throws {
    var (mesh, service) = Self.mesh(peers: nil) { ($0.registry, $0.subjectAltNames) = (.serviceEntry, ["spiffe://b/z", "a"]) }
    mesh.destinationRule("app", DestinationRule(Self.host) { $0.tls = Self.rule(.simple) })
    guard case .origination(let plan) = Self.tls(mesh, service)["outbound|8080||"] else { return }
    #expect(plan.verification?.subjectAltNames == ["a", "spiffe://b/z"])
  }

  // MARK: Marks

  @Test func endpointsThatCanAreMarked() {
    var (mesh, service) = Self.mesh()
    let can = ["app": "app", "security.istio.io/tlsMode": "istio"]
    mesh.endpoints(
      [
        .at("10.0.0.2", labels: can) { $0.namespace = "shop" }, .at("10.0.0.3") { $0.namespace = "shop" },
        .at("10.0.0.4", labels: ["security.istio.io/tlsMode": "istio"]) { $0.namespace = "ops" },
      ], of: service)
    func marked() -> [Endpoint.Address] {
      mesh.assignments(of: service).first?.plan().groups.flatMap(\.hosts).filter(\.isPeer).map(\.address) ?? []
    }
    #expect(marked() == [.ip("10.0.0.2"), .ip("10.0.0.4")])
    mesh.peerAuthentication("port", .init(selector: ["app": "app"], portLevelModes: [9000: .disable]))
    #expect(marked() == [.ip("10.0.0.2"), .ip("10.0.0.4")])
    mesh.peerAuthentication("port", .init(selector: ["app": "app"], portLevelModes: [8080: .disable]))
    #expect(marked() == [.ip("10.0.0.4")])
    mesh.peerAuthentication("default", in: "istio-system", .init(mode: .disable))
    #expect(marked().isEmpty)
    // Who is told to speak mutual TLS does, whatever the other side would rather have.
    mesh.destinationRule("app", DestinationRule(Self.host) { $0.tls = Self.rule(.istioMutual) })
    #expect(marked() == [.ip("10.0.0.2"), .ip("10.0.0.4")])
    mesh.destinationRule("app", DestinationRule(Self.host) { $0.tls = Self.rule(.simple) })
    #expect(marked().isEmpty)
  }
}
