import EnvoyRendering
import MeshAPI
import MeshModel
import Testing

@testable import MeshTranslation

/// How TLS is spelled in Envoy's API.
@Suite struct TLSGoldenTests {
  private static func cluster(_ name: String, _ tls: UpstreamTLSPlan, http2: Bool = false) -> ClusterPlan {
    var plan = ClusterPlan.outbound("outbound|80||\(name).shop.svc.cluster.local", discovery: .endpoints)
    plan.tls = tls
    if http2 { plan.upstreamProtocol = .http2(maxConcurrentStreams: nil) }
    return plan
  }

  @Test func peers() throws {
    var peers = PeerTLSPlan(
      serverName: "outbound_.80_._.a.shop.svc.cluster.local",
      subjectAltNames: ["spiffe://cluster.local/ns/shop/sa/a", "spiffe://cluster.local/ns/shop/sa/b"],
      parameters: TLSParametersPlan(meshPeers: nil))
    let plain = [
      Self.cluster("automatic", .automatic(peers)), Self.cluster("automatic-http2", .automatic(peers), http2: true),
      Self.cluster("mutual", .peers(peers)), Self.cluster("mutual-http2", .peers(peers), http2: true),
    ]
    var settings = MeshTLSSettings()
    settings.minProtocolVersion = .tls13
    settings.ecdhCurves = ["P-256"]
    settings.cipherSuites = ["ECDHE-ECDSA-AES256-GCM-SHA384"]
    peers.parameters = TLSParametersPlan(meshPeers: settings)
    peers.subjectAltNames = []
    peers.trustDomains = ["cluster.local", "old.test"]
    let strict = Self.cluster("anybody", .peers(peers))
    try Golden.check((plain + [strict]).map { try $0.render() }, "Clusters/mutual-tls")
  }

  @Test func origination() throws {
    let parameters = TLSParametersPlan(outside: nil)
    func plan(
      _ name: String?, certificate: Bool = false, _ verification: TLSOriginationPlan.Verification?, agent: Bool = true
    ) -> UpstreamTLSPlan {
      .origination(
        TLSOriginationPlan(
          serverName: name,
          certificate: certificate ? .files(chain: "/etc/certs/cert.pem", key: "/etc/certs/key.pem") : nil,
          verification: verification, parameters: parameters, hasAgent: agent))
    }
    func checks(_ roots: TLSOriginationPlan.Roots, names: [String] = [], requested: Bool = false)
      -> TLSOriginationPlan.Verification
    {
      .init(roots: roots, revocationFile: nil, subjectAltNames: names, checksRequestedName: requested)
    }
    let simple = Self.cluster("simple", plan(nil, checks(.system, requested: true)))
    let named = Self.cluster("named", plan("api.test", checks(.file("/etc/certs/ca.pem"), names: ["api.test"])), http2: true)
    let mutual = Self.cluster("mutual", plan("api.test", certificate: true, checks(.file("/etc/certs/ca.pem"))))
    let unchecked = Self.cluster("unchecked", plan(nil, nil))
    let secret = Self.cluster(
      "secret",
      .origination(
        TLSOriginationPlan(
          serverName: "api.test", certificate: .credential(CredentialName("client", part: .keyPair)),
          verification: checks(.credential(CredentialName("client", part: .roots)), names: ["api.test"]), parameters: parameters,
          hasAgent: false)))
    try Golden.check([simple, named, mutual, unchecked, secret].map { try $0.render() }, "Clusters/tls-origination")
  }

  /// Where no agent hands files over, Envoy reads them itself. Those files are on nobody's machine, so no golden holds them.
  @Test func withoutAnAgent() throws {
    let verification = TLSOriginationPlan.Verification(
      roots: .system, revocationFile: "/crl.pem", subjectAltNames: [], checksRequestedName: false)
    let plan = TLSOriginationPlan(
      serverName: "api.test", certificate: .files(chain: "/cert.pem", key: "/key.pem"), verification: verification,
      parameters: TLSParametersPlan(outside: nil), hasAgent: false)
    let text = try Golden.text(of: [Self.cluster("files", .origination(plan)).render()])
    #expect(!text.contains("sds"))
    for file in ["/cert.pem", "/key.pem", "/crl.pem", "/etc/ssl/certs/ca-certificates.crt"] {
      #expect(text.contains("\"filename\" : \"\(file)\""))
    }
  }

  @Test func endpoints() throws {
    var host = LoadAssignmentPlan.Host(address: .ip("10.40.0.6"), port: 9080, weight: 1, health: .healthy)
    host.isPeer = true
    var plain = host
    (plain.address, plain.isPeer) = (.ip("10.40.0.7"), false)
    let plan = LoadAssignmentPlan(
      name: "outbound|80||a.shop.svc.cluster.local",
      groups: [.init(locality: Locality(), priority: 0, weight: 2, hosts: [host, plain])])
    try Golden.check([plan.render()], "Endpoints/peers")
  }
}
