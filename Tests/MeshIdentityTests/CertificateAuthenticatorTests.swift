import Crypto
import Foundation
import Testing
import X509

@testable import MeshIdentity

@Suite struct CertificateAuthenticatorTests {
  private let root: TestAuthority
  private let cart: WorkloadIdentity
  private let authenticator: CertificateAuthenticator

  init() throws {
    let root = try TestAuthority("root")
    self.root = root
    cart = try .of("shop", "cart")
    let bundle = TrustBundle(rootsPEM: [try root.certificate.pemText])
    authenticator = CertificateAuthenticator(
      trustDomain: .clusterLocal, aliases: [try #require(TrustDomain("old.example.org"))], trustBundle: { bundle },
      now: TestClock().read)
  }

  private func outcome(_ chain: [Certificate]) async throws -> AuthenticationOutcome {
    await authenticator.authenticate(
      PeerCredentials(certificateChainDER: try chain.map { try $0.derBytes }, isEncrypted: true, address: "127.0.0.1:1"),
      for: .configuration)
  }

  private func code(_ chain: [Certificate]) async throws -> Refusal.Code? {
    guard case .refused(let refusal) = try await outcome(chain) else { return nil }
    return refusal.code
  }

  private var name: GeneralName { TestRequest.uri(cart.spiffeID) }

  @Test func aGoodCertificateProvesItsIdentity() async throws {
    let leaf = try root.leaf([name])
    let expected = AuthenticationOutcome.authenticated(
      AuthenticatedWorkload(identity: cart, method: .certificate, expires: leaf.notValidAfter))
    #expect(try await outcome([leaf]) == expected)
    #expect(try await outcome([root.leaf([name, .dnsName("cart")])]) == expected)
    #expect(try await outcome([root.leaf([TestRequest.uri("spiffe://old.example.org/ns/shop/sa/cart")])]) == expected)
    let mesh = try root.intermediate("company").intermediate("mesh")
    #expect(try await outcome([mesh.leaf([name])] + mesh.chain) == expected)
    #expect(try await outcome([mesh.leaf([name])] + mesh.chain.reversed()) == expected)
    #expect(try await outcome([]) == .notApplicable)
  }

  @Test func strangersAreRefused() async throws {
    #expect(try await code([TestAuthority("root").leaf([name])]) == "certificate-untrusted")
    let own = Certificate.PrivateKey(P256.Signing.PrivateKey())
    let selfSigned = try TestAuthority("self", key: own)
    #expect(try await code([selfSigned.certificate]) == "certificate-untrusted")
    #expect(try await code([selfSigned.leaf([name]), selfSigned.certificate]) == "certificate-untrusted")
    let mesh = try root.intermediate("mesh")
    #expect(try await code([mesh.leaf([name])]) == "certificate-untrusted")
    // A workload's certificate signs nothing.
    let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
    let workload = try root.leaf([name], key: key)
    let impostor = try Certificate(
      version: .v3, serialNumber: .random(), publicKey: own.publicKey, notValidBefore: workload.notValidBefore,
      notValidAfter: workload.notValidAfter, issuer: workload.subject, subject: DistinguishedName(),
      extensions: Certificate.Extensions {
        SubjectAlternativeNames([TestRequest.uri("spiffe://cluster.local/ns/shop/sa/admin")])
        try ExtendedKeyUsage([.clientAuth])
      },
      issuerPrivateKey: key)
    #expect(try await code([impostor, workload]) == "certificate-untrusted")
    // The root itself is nobody's workload.
    #expect(try await code([root.certificate]) == "certificate-untrusted")
  }

  @Test func theLifetimeCounts() async throws {
    #expect(try await code([root.leaf([name], days: -2 ... -1)]) == "certificate-expired")
    #expect(try await code([root.leaf([name], days: 1...2)]) == "certificate-not-yet-valid")
    let old = try root.intermediate("mesh", days: -3 ... -1)
    #expect(try await code([old.leaf([name])] + old.chain) == "certificate-untrusted")
  }

  @Test func theNameCounts() async throws {
    let other = TestRequest.uri("spiffe://cluster.local/ns/shop/sa/admin")
    #expect(try await code([root.leaf([])]) == "certificate-no-identity")
    #expect(try await code([root.leaf([.dnsName("cart")])]) == "certificate-no-identity")
    #expect(try await code([root.leaf([name, other])]) == "certificate-no-identity")
    #expect(try await code([root.leaf([name, name])]) == "certificate-no-identity")
    #expect(try await code([root.leaf([name, TestRequest.uri("https://x")])]) == "certificate-no-identity")
    #expect(try await code([root.leaf([TestRequest.uri("spiffe://cluster.local/x")])]) == "certificate-no-identity")
    let foreign = TestRequest.uri("spiffe://other.org/ns/shop/sa/cart")
    #expect(try await code([root.leaf([foreign])]) == "certificate-foreign-trust-domain")
  }

  @Test func theUseCounts() async throws {
    #expect(try await code([root.leaf([name], uses: [.serverAuth])]) == "certificate-untrusted")
    #expect(try await code([root.leaf([name], uses: nil)]) == "certificate-untrusted")
    let authority = try root.leaf([name], constraints: .isCertificateAuthority(maxPathLength: nil))
    #expect(try await code([authority]) == "certificate-untrusted")
  }

  @Test func whatIsNoCertificateIsRefused() async throws {
    let leaf = try root.leaf([name]).derBytes
    for chain in [[[]], [[0x30]], [Array(leaf.dropLast())], [leaf, [1, 2]], Array(repeating: leaf, count: 7), [leaf + [0]]] {
      let outcome = await authenticator.authenticate(
        PeerCredentials(certificateChainDER: chain, isEncrypted: true, address: ""), for: .certificate)
      guard case .refused(let refusal) = outcome else {
        Issue.record("\(outcome)")
        continue
      }
      #expect(refusal.code == "certificate-malformed")
    }
  }
}
