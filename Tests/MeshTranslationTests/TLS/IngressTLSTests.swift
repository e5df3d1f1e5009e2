import MeshAPI
import MeshModel
import Testing

@testable import MeshTranslation

/// TLS that a Sidecar object's ingress entries end.
@Suite struct IngressTLSTests {
  private static func settings(_ mode: ServerTLSSettings.Mode = .simple) -> ServerTLSSettings {
    var settings = ServerTLSSettings(mode: mode)
    settings.certificates = [.init(chainFile: "/certs/chain.pem", keyFile: "/certs/key.pem")]
    settings.caCertificates = "/certs/roots.pem"
    settings.minProtocolVersion = .tls13
    return settings
  }

  private static func mesh(_ spoken: String, peers: PeerAuthentication.Mode?, mode: ServerTLSSettings.Mode = .simple)
    -> MeshFixture
  {
    var mesh = MeshFixture()
    mesh.sidecar(
      "tls",
      .with {
        $0.ingress = [
          Sidecar.Ingress(port: .port(8443, spoken), defaultEndpoint: "127.0.0.1:8080", tls: settings(mode)),
          Sidecar.Ingress(
            port: .port(9443, spoken), bind: "127.0.0.9", captureMode: .none, defaultEndpoint: "127.0.0.1:8080",
            tls: settings(mode)),
        ]
      })
    if let peers { mesh.peerAuthentication("default", PeerAuthentication(mode: peers)) }
    return mesh
  }

  private static func chains(_ mesh: MeshFixture, certificates: Bool = true) -> [FilterChainPlan] {
    let proxy = MeshFixture.sidecar("shop", hasCertificates: certificates)
    return mesh.inbound(proxy)["virtualInbound"]?.chains.filter { $0.destinationPort == 8443 } ?? []
  }

  @Test(arguments: [("HTTPS", true), ("TLS", false)])
  func endsWhereTheMeshSpeaksPlainText(spoken: String, isHTTP: Bool) throws {
    let mesh = Self.mesh(spoken, peers: .disable)
    let chains = Self.chains(mesh)
    #expect(chains.count == 1)
    let chain = try #require(chains.first)
    #expect(chain.transport == .tls && (chain.http != nil) == isHTTP)
    guard case .server(let plan)? = chain.tls else {
      Issue.record("\(chain)")
      return
    }
    #expect(plan.certificates == [.files(chain: "/certs/chain.pem", key: "/certs/key.pem")])
    #expect(plan.versions.least == .tls13)
    #expect(plan.verification == nil && plan.hasAgent)
    let bound = try #require(mesh.inbound(MeshFixture.sidecar("shop"))["127.0.0.9_9443"])
    #expect(bound.chains.map(\.tls) == [chain.tls])
    #expect(bound.tlsInspection != nil)
  }

  @Test func asksClientsForCertificates() throws {
    let chain = try #require(Self.chains(Self.mesh("HTTPS", peers: .disable, mode: .mutual)).first)
    guard case .server(let plan)? = chain.tls else {
      Issue.record("\(chain)")
      return
    }
    #expect(plan.requiresCertificate)
    #expect(plan.verification?.roots == .file("/certs/roots.pem"))
  }

  /// The two could not be told apart.
  @Test(arguments: [PeerAuthentication.Mode.strict, .permissive, nil])
  func mutualTLSOfTheMeshComesFirst(peers: PeerAuthentication.Mode?) {
    let found = Self.chains(Self.mesh("HTTPS", peers: peers))
    #expect(!found.isEmpty)
    for chain in found {
      if case .server? = chain.tls { Issue.record("\(chain.summary)") }
      #expect(chain.http == nil, "bytes, as HTTPS is to the mesh")
    }
  }

  @Test func aProxyWithoutCertificatesEndsItToo() throws {
    let chain = try #require(Self.chains(Self.mesh("HTTPS", peers: nil), certificates: false).first)
    guard case .server(let plan)? = chain.tls else {
      Issue.record("\(chain)")
      return
    }
    #expect(!plan.hasAgent)
  }
}
