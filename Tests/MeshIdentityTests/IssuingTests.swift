import Crypto
import Foundation
import SwiftASN1
import Testing
import X509

@testable import MeshIdentity

@Suite struct IssuingTests {
  private let world: TestWorld
  private let cart: WorkloadIdentity

  init() throws {
    world = try TestWorld()
    cart = try .of("shop", "cart")
  }

  @Test func aCertificateSaysWhoAndForHowLong() throws {
    let request = try SigningRequest(identity: cart)
    let issued = try world.authority.issue(csr: Array(request.csrPEM.utf8), for: cart)
    let leaf = try issued.leaf
    let names = try #require(try leaf.extensions.subjectAlternativeNames)
    #expect(Array(names) == [.uniformResourceIdentifier("spiffe://cluster.local/ns/shop/sa/cart")])
    #expect(leaf.subject.isEmpty)
    #expect(leaf.extensions[oid: .X509ExtensionID.subjectAlternativeName]?.critical == true)
    #expect(try leaf.extensions.basicConstraints == .notCertificateAuthority)
    #expect(try leaf.extensions.keyUsage == KeyUsage(digitalSignature: true))
    #expect(try Set(#require(try leaf.extensions.extendedKeyUsage)) == [.serverAuth, .clientAuth])
    #expect(leaf.notValidBefore == world.clock.now.addingTimeInterval(-120))
    #expect(leaf.notValidAfter == world.clock.now.addingTimeInterval(24 * 3600))
    #expect((issued.notBefore, issued.notAfter) == (leaf.notValidBefore, leaf.notValidAfter))
    #expect(issued.identity == cart)
    #expect(issued.chainPEM.count == 1)
    #expect(issued.trustBundle == world.authority.trustBundle)
    let root = try Certificate(pemEncoded: world.authority.trustBundle.rootsPEM[0])
    #expect(root.hasIssued(leaf))
    #expect(issued.serialNumber == leaf.serialNumber.hexadecimal)
    #expect(leaf.serialNumber.bytes.count >= 14)
    let key = try Certificate.PrivateKey(pemEncoded: request.privateKeyPEM.reveal())
    #expect(key.publicKey == leaf.publicKey)
  }

  @Test func lifetimesAreBounded() throws {
    let world = try TestWorld {
      $0.defaultLifetime = .seconds(600)
      $0.maximumLifetime = .seconds(3600)
    }
    let csr = try TestRequest.pem()
    func life(_ wanted: Duration?) throws -> TimeInterval {
      try world.authority.issue(csr: csr, for: cart, lifetime: wanted).notAfter.timeIntervalSince(world.clock.now)
    }
    #expect(try life(nil) == 600)
    #expect(try life(.seconds(20)) == 20)
    let short = try world.authority.issue(csr: csr, for: cart, lifetime: .seconds(20))
    #expect(short.notBefore == world.clock.now.addingTimeInterval(-2))
    #expect(try life(.seconds(3600)) == 3600)
    #expect(try life(.seconds(10_000_000)) == 3600)
    for wanted in [Duration.zero, .seconds(-5), .milliseconds(999)] {
      #expect(throws: IssuanceError.self) { try life(wanted) }
    }
  }

  @Test func nothingOutlivesTheRoot() throws {
    let csr = try TestRequest.pem()
    let root = try Certificate(pemEncoded: world.authority.trustBundle.rootsPEM[0])
    world.clock.advance(by: .seconds(root.notValidAfter.timeIntervalSince(world.clock.now) - 60))
    #expect(try world.authority.issue(csr: csr, for: cart).notAfter == root.notValidAfter)
    world.clock.advance(by: .seconds(61))
    #expect(code(csr) == .unavailable)
  }

  @Test func requestsMayBePEMOrDERAndNameTheirOwner() throws {
    let requests = try [
      TestRequest.pem(), TestRequest.pem(names: [TestRequest.uri(cart.spiffeID)]),
      TestRequest.request().serializeAsPEM().derBytes, Array(TestKeys.rsaRequest.utf8),
      TestRequest.pem(key: Certificate.PrivateKey(P384.Signing.PrivateKey())),
      Array("leading text\n".utf8) + TestRequest.pem() + Array("\n\n".utf8),
    ]
    for request in requests { #expect(code(request) == nil) }
    let rsa = try world.authority.issue(csr: Array(TestKeys.rsaRequest.utf8), for: cart).leaf
    #expect(try rsa.extensions.keyUsage == KeyUsage(digitalSignature: true, keyEncipherment: true))
  }

  @Test func namesOfOthersAreRefused() throws {
    let foreign: [[GeneralName]] = [
      [TestRequest.uri("spiffe://cluster.local/ns/shop/sa/admin")],
      [TestRequest.uri("spiffe://other.org/ns/shop/sa/cart")],
      [TestRequest.uri(cart.spiffeID), TestRequest.uri("spiffe://cluster.local/ns/shop/sa/admin")],
      [TestRequest.uri(cart.spiffeID), .dnsName("admin.example.org")],
      [TestRequest.uri(cart.spiffeID), TestRequest.uri(cart.spiffeID)],
      [.dnsName("cart")], [.rfc822Name("a@b.c")], [.ipAddress(ASN1OctetString(contentBytes: [127, 0, 0, 1]))],
      [TestRequest.uri("https://cart")], [],
    ]
    for names in foreign { #expect(code(try TestRequest.pem(names: names)) == .foreignIdentity, "\(names)") }
    #expect(
      code(try TestRequest.pem(constraints: .isCertificateAuthority(maxPathLength: nil))) == .foreignIdentity)
    let elsewhere = try cart.moved(to: #require(TrustDomain("other.org")))
    #expect(code(try TestRequest.pem(), for: elsewhere) == .foreignIdentity)
  }

  @Test func theReasonTellsNothingThatThePeerMadeUp() throws {
    let request = try TestRequest.pem(names: [TestRequest.uri("x\n2026 INFO forged line")])
    let error = #expect(throws: IssuanceError.self) { try world.authority.issue(csr: request, for: cart) }
    #expect(error?.message.contains("forged") == false)
    #expect(error?.isCallersFault == true)
  }

  @Test func weakAndUnusualKeysAreRefused() throws {
    #expect(code(try TestRequest.pem(key: Certificate.PrivateKey(P521.Signing.PrivateKey()))) == .unsupportedKey)
    #expect(code(try TestRequest.pem(key: Certificate.PrivateKey(Curve25519.Signing.PrivateKey()))) == .unsupportedKey)
    #expect(code(Array(TestKeys.weakRequest.utf8)) != nil)
  }

  @Test func theKeyMustHaveSigned() throws {
    let own = Certificate.PrivateKey(P256.Signing.PrivateKey())
    let request = try TestRequest.request(key: own)
    let other = try TestRequest.request()
    let forged = try CertificateSigningRequest(
      version: .v1, subject: request.subject, publicKey: other.publicKey, attributes: request.attributes,
      signatureAlgorithm: request.signatureAlgorithm, signature: request.signature)
    #expect(code(try forged.serializeAsPEM().derBytes) == .badSignature)
  }

  @Test func whatIsNoRequestIsRefused() throws {
    let good = try TestRequest.request().serializeAsPEM()
    let text = Array(good.pemString.utf8)
    let bad: [[UInt8]] = [
      [], [0x30], [0x30, 0x80], Array("hello".utf8), Array(good.derBytes.dropLast()), good.derBytes + [0], text + text,
      Array(world.authority.trustBundle.pem.utf8), Array(text.prefix(text.count / 2)), [0xFF, 0xFE],
      Array(good.pemString.replacing("CERTIFICATE REQUEST", with: "CERTIFICATE").utf8),
      [UInt8](repeating: 0x30, count: 60_000), Array(repeating: [0x30, 0x80], count: 30_000).flatMap { $0 },
    ]
    for bytes in bad { #expect(code(bytes) == .malformed) }
  }

  @Test func hugeRequestsAreRefusedUnread() throws {
    #expect(code([UInt8](repeating: 0x30, count: 10 << 20)) == .tooLarge)
    #expect(code(try TestRequest.pem() + [UInt8](repeating: 0x0A, count: 64 << 10)) == .tooLarge)
  }

  @Test func theControlPlaneGetsAServerCertificate() throws {
    let server = try world.authority.issueServerCertificate(
      names: ["istiod.istio-system.svc", "localhost", "127.0.0.1", "::1"], identity: cart)
    let leaf = try Certificate(pemEncoded: server.chainPEM[0])
    #expect(
      try Array(#require(try leaf.extensions.subjectAlternativeNames)) == [
        TestRequest.uri(cart.spiffeID), .dnsName("istiod.istio-system.svc"), .dnsName("localhost"),
        .ipAddress(ASN1OctetString(contentBytes: [127, 0, 0, 1])),
        .ipAddress(ASN1OctetString(contentBytes: [UInt8](repeating: 0, count: 15)[...] + [1])),
      ])
    #expect(try Certificate.PrivateKey(pemEncoded: server.privateKeyPEM.reveal()).publicKey == leaf.publicKey)
    for bad in [[], ["a b"], [""], ["-x"], ["a..b"]] as [[String]] {
      #expect(throws: IssuanceError.self) { try world.authority.issueServerCertificate(names: bad) }
    }
  }

  @Test func theLifetimeOfAChainCanBeRead() throws {
    let issued = try world.authority.issue(csr: try TestRequest.pem(), for: cart, lifetime: .seconds(20))
    let lifetime = try #require(CertificateLifetime(pemChain: issued.chainPEM.joined() + issued.trustBundle.pem))
    #expect(lifetime.notAfter == issued.notAfter)
    #expect(lifetime.notBefore == issued.notBefore)
    #expect(lifetime.identity == cart)
    #expect(CertificateLifetime(pemChain: "") == nil)
    #expect(CertificateLifetime(pemChain: "nonsense") == nil)
  }

  private func code(_ csr: [UInt8], for identity: WorkloadIdentity? = nil) -> IssuanceError.Code? {
    do throws(IssuanceError) {
      _ = try world.authority.issue(csr: csr, for: identity ?? cart)
      return nil
    } catch {
      return error.code
    }
  }
}
