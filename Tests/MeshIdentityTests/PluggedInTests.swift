import Crypto
import Foundation
import SwiftASN1
import Testing
import X509

@testable import MeshIdentity

/// An authority from files with the names of Istio's secret `cacerts`.
@Suite struct PluggedInTests {
  private let folder: TestFolder
  private let cart: WorkloadIdentity

  init() throws {
    folder = try TestFolder()
    cart = try .of("shop", "cart")
  }

  private func world() throws -> TestWorld {
    try TestWorld(folder: folder) { $0.source = .pluggedIn(folder: folder.path) }
  }

  private func code() -> AuthorityError.Code? {
    do {
      _ = try world()
      return nil
    } catch { return (error as? AuthorityError)?.code }
  }

  @Test func anIntermediateOfARootElsewhere() async throws {
    let top = try TestAuthority("root").intermediate("company")
    let authority = try top.intermediate("mesh", constraints: .isCertificateAuthority(maxPathLength: 0))
    try authority.plug(into: folder)
    let world = try world()
    #expect(world.authority.trustBundle.rootsPEM == [try authority.root.pemText])
    let issued = try world.authority.issue(csr: try TestRequest.pem(), for: cart)
    #expect(try issued.certificates.dropFirst() == authority.chain[...])
    #expect(try await world.certificates.identity(of: issued.der) == cart)
    #expect(throws: AuthorityError.self) { try world.authority.rotateRoot() }
  }

  @Test func keysAsOperatorsHaveThem() async throws {
    for key in [TestKeys.rsa2048, TestKeys.otherRSA2048, TestKeys.p256] {
      let document = try PEMFile(path: "").key(Redacted(key))
      let authority = try TestAuthority("root", key: document)
      try authority.plug(into: folder, key: key)
      let world = try world()
      let issued = try world.authority.issue(csr: try TestRequest.pem(), for: cart)
      #expect(issued.chainPEM.count == 1)
      #expect(try await world.certificates.identity(of: issued.der) == cart)
    }
    let p384 = try TestAuthority("root", key: Certificate.PrivateKey(P384.Signing.PrivateKey()))
    try p384.plug(into: folder)
    let issued = try world().authority.issue(csr: try TestRequest.pem(), for: cart)
    #expect(p384.certificate.hasIssued(try issued.leaf))
  }

  @Test func brokenSetsAreRefused() throws {
    let root = try TestAuthority("root")
    let good = try root.intermediate("company").intermediate("mesh")
    try good.plug(into: folder)
    #expect(code() == nil)

    let stranger = try TestAuthority("root").intermediate("mesh")
    try good.plug(into: folder, key: stranger.key.serializeAsPEM().pemString)
    #expect(code() == .keyMismatch)
    try good.plug(into: folder, roots: [stranger.root])
    #expect(code() == .brokenChain)
    try good.plug(into: folder)
    try folder.write("cert-chain.pem", good.certificate.pemText)
    #expect(code() == .brokenChain)
    try FileManager.default.removeItem(atPath: folder.path + "/cert-chain.pem")
    #expect(code() == .brokenChain)
    try FileManager.default.removeItem(atPath: folder.path + "/ca-key.pem")
    #expect(code() == .unreadableFile)
    for name in ["ca-cert.pem", "ca-key.pem", "root-cert.pem"] {
      for text in ["", "nonsense", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "\u{0}"] {
        try good.plug(into: folder)
        try folder.write(name, text)
        #expect(code() == .malformedFile, "\(name) \(text)")
      }
      try good.plug(into: folder)
      try folder.write(name, String(repeating: "x", count: 300_000))
      #expect(code() == .unreadableFile)
    }
  }

  @Test func certificatesThatMayNotSignAreRefused() throws {
    let root = try TestAuthority("root")
    try root.intermediate("mesh", constraints: nil).plug(into: folder)
    #expect(code() == .notAnAuthority)
    try root.intermediate("mesh", constraints: .notCertificateAuthority).plug(into: folder)
    #expect(code() == .notAnAuthority)
    try TestAuthority("root", constraints: nil).intermediate("mesh").plug(into: folder)
    #expect(code() == .notAnAuthority)
    try root.intermediate("company", constraints: .isCertificateAuthority(maxPathLength: 0)).intermediate("mesh")
      .plug(into: folder)
    #expect(code() == .brokenChain)
    try root.intermediate("mesh", days: -10 ... -1).plug(into: folder)
    #expect(code() == .outOfLifetime)
    try root.intermediate("mesh", days: 1...10).plug(into: folder)
    #expect(code() == .outOfLifetime)
    try root.intermediate("company", days: -10 ... -1).intermediate("mesh").plug(into: folder)
    #expect(code() == .brokenChain)
    try TestAuthority("root", days: -10 ... -1).intermediate("mesh").plug(into: folder)
    #expect(code() == .brokenChain)
  }

  @Test func changesAreTakenInAndBrokenOnesAreNot() async throws {
    let first = try TestAuthority("first").intermediate("mesh")
    try first.plug(into: folder)
    let world = try world()
    var bundles = world.authority.trustBundles().makeAsyncIterator()
    #expect(await bundles.next()?.rootsPEM == [try first.root.pemText])

    // A new root joins first, then it signs: nobody is left without one that he knows.
    let second = try TestAuthority("second").intermediate("mesh")
    try first.plug(into: folder, roots: [second.root, first.root])
    world.authority.refresh()
    let both = [try second.root.pemText, try first.root.pemText]
    #expect(await bundles.next()?.rootsPEM == both)

    try folder.write("ca-cert.pem", second.certificate.pemText)
    world.authority.refresh()
    world.authority.refresh()
    #expect(world.authority.problem?.code == .keyMismatch)
    #expect(world.authority.trustBundle.rootsPEM == both)
    let still = try world.authority.issue(csr: try TestRequest.pem(), for: cart)
    #expect(first.certificate.hasIssued(try still.leaf))

    try second.plug(into: folder, roots: [second.root, first.root])
    world.authority.refresh()
    #expect(world.authority.problem == nil)
    let next = try world.authority.issue(csr: try TestRequest.pem(), for: cart)
    #expect(second.certificate.hasIssued(try next.leaf))
    #expect(try await world.certificates.identity(of: still.der) == cart)

    try second.plug(into: folder)
    world.authority.refresh()
    #expect(await bundles.next()?.rootsPEM == [try second.root.pemText])
    await #expect(throws: Refusal.self) { try await world.certificates.identity(of: still.der) }
  }

  @Test func theChainBoundsTheLifetime() throws {
    try TestAuthority("root").intermediate("company", days: -1...0.5).intermediate("mesh").plug(into: folder)
    let world = try world()
    let issued = try world.authority.issue(csr: try TestRequest.pem(), for: cart)
    #expect(issued.notAfter == world.clock.now.addingTimeInterval(43200))
  }
}
