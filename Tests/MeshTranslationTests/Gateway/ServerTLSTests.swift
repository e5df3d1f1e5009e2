import MeshAPI
import Testing

@testable import MeshTranslation

/// What the `tls` of a server means.
struct ServerTLSTests {
  private static func plan(
    _ mode: ServerTLSSettings.Mode, hasAgent: Bool = true, mesh: MeshConfig = MeshConfig(),
    _ change: (inout ServerTLSSettings) -> Void = { $0.certificates = [.init(chainFile: "/c", keyFile: "/k")] }
  ) -> ServerTLSPlan? {
    var settings = ServerTLSSettings(mode: mode)
    change(&settings)
    return ServerTLSPlan(settings, mesh: mesh, hasAgent: hasAgent)
  }

  @Test(arguments: [
    (ServerTLSSettings.Mode.simple, false, false), (.mutual, true, true), (.optionalMutual, true, false),
    (.istioMutual, true, true),
  ])
  func modesDecideWhoMustShowACertificate(mode: ServerTLSSettings.Mode, asks: Bool, requires: Bool) throws {
    let plan = try #require(Self.plan(mode))
    #expect((plan.verification != nil) == asks)
    #expect(plan.requiresCertificate == requires)
  }

  @Test func bytesPassWithoutAWord() {
    #expect(Self.plan(.passthrough) == nil)
    #expect(Self.plan(.autoPassthrough) == nil)
  }

  @Test func theMeshGivesItsOwnCertificates() throws {
    let plan = try #require(Self.plan(.istioMutual) { $0.subjectAltNames = ["spiffe://a"] })
    #expect(plan.certificates == [.workload])
    #expect(plan.verification?.roots == .mesh)
    #expect(plan.verification?.subjectAltNames == ["spiffe://a"])
    #expect(plan.credentials.isEmpty)
    #expect(Self.plan(.istioMutual, hasAgent: false) == nil)
  }

  @Test(arguments: [
    ("edge", "kubernetes://edge", "kubernetes://edge-cacert"),
    ("kubernetes://shop/edge", "kubernetes://shop/edge", "kubernetes://shop/edge-cacert"),
    ("edge-cacert", "kubernetes://edge-cacert", "kubernetes://edge-cacert"),
  ])
  func credentialsHaveNames(written: String, pair: String, roots: String) throws {
    let plan = try #require(Self.plan(.mutual) { $0.credentialNames = [written] })
    #expect(plan.certificates == [.credential(CredentialName(written, part: .keyPair))])
    #expect(plan.credentials.map(\.resourceName) == [pair, roots])
  }

  @Test func rootsMayComeFromElsewhere() throws {
    let plan = try #require(
      Self.plan(.mutual) {
        $0.credentialNames = ["rsa", "ecdsa"]
        $0.caCertCredentialName = "clients"
      })
    #expect(plan.credentials.map(\.resourceName) == ["kubernetes://rsa", "kubernetes://ecdsa", "kubernetes://clients-cacert"])
    let other = try #require(Self.plan(.mutual) { $0.credentialNames = ["rsa", "ecdsa"] })
    #expect(other.credentials.last?.resourceName == "kubernetes://rsa-cacert")
  }

  @Test func namesOfObjects() {
    #expect(CredentialName("a", part: .keyPair).object(for: "shop") == ("shop", "a"))
    #expect(CredentialName("kubernetes://ops/a", part: .roots).object(for: "shop") == ("ops", "a-cacert"))
    #expect(CredentialName("configmap://a", part: .roots).object(for: "shop") == ("shop", "a-cacert"))
    #expect(CredentialName("builtin://", part: .roots).isBuiltIn)
  }

  @Test func theServerBeatsTheMesh() throws {
    var mesh = MeshConfig()
    var defaults = MeshTLSSettings()
    defaults.minProtocolVersion = .tls13
    defaults.cipherSuites = ["AES128-SHA"]
    defaults.ecdhCurves = ["P-256"]
    mesh.tlsDefaults = defaults
    let plain = try #require(Self.plan(.simple, mesh: mesh))
    #expect(plain.versions.least == .tls13)
    #expect(plain.cipherSuites == ["AES128-SHA"])
    #expect(plain.curves == ["P-256"])
    let own = try #require(
      Self.plan(.simple, mesh: mesh) {
        $0.certificates = [.init(chainFile: "/c", keyFile: "/k")]
        $0.minProtocolVersion = .tls12
        $0.maxProtocolVersion = .tls13
        $0.cipherSuites = ["AES256-SHA"]
      })
    #expect(own.versions == .init(least: .tls12, most: .tls13))
    #expect(own.cipherSuites == ["AES256-SHA"])
    #expect(Self.plan(.istioMutual, mesh: mesh)?.cipherSuites == [])
  }

  @Test func certificatesMayGoUnchecked() throws {
    let plan = try #require(
      Self.plan(.optionalMutual) {
        $0.credentialNames = ["edge"]
        $0.insecureSkipVerify = true
        $0.subjectAltNames = ["a"]
      })
    #expect(plan.verification?.takesUntrusted == true)
    #expect(plan.verification?.roots == nil)
    #expect(plan.verification?.subjectAltNames == [])
    #expect(plan.credentials.map(\.resourceName) == ["kubernetes://edge"])
  }
}
