import Foundation
import SwiftASN1
import Testing
import X509

@testable import MeshIdentity

/// The self-made root: its making, its keeping, its rotation.
@Suite struct RootTests {
  @Test func theRootIsMadeOnceAndKept() throws {
    let first = try TestWorld()
    let again = try TestWorld(folder: first.folder, clock: first.clock)
    #expect(again.authority.trustBundle == first.authority.trustBundle)
    let root = try Certificate(pemEncoded: first.authority.trustBundle.rootsPEM[0])
    #expect(root.isAuthority)
    #expect(root.isValid(at: first.clock.now))
    #expect(root.notValidAfter.timeIntervalSince(first.clock.now) == 10 * 365 * 24 * 3600)
    #expect(KeyKind(root.publicKey) == .p256)
    #expect(try first.folder.mode("state") == 0o700)
    #expect(try first.folder.mode("state/authority.json") == 0o600)
  }

  @Test func thoseWhoStartAtOnceShareOneRoot() async throws {
    let folder = try TestFolder()
    let bundles = try await withThrowingTaskGroup(of: TrustBundle.self) { group in
      for _ in 0..<16 { group.addTask { try TestWorld(folder: folder).authority.trustBundle } }
      return try await group.reduce(into: Set()) { $0.insert($1) }
    }
    #expect(bundles.count == 1)
  }

  @Test func aDamagedFileIsNotReplacedByANewRoot() throws {
    let folder = try TestFolder()
    _ = try TestWorld(folder: folder)
    let good = try String(contentsOfFile: folder.path + "/state/authority.json", encoding: .utf8)
    for bad in ["", "{}", #"{"version":1,"roots":[]}"#, String(good.dropLast(20)), good.replacing("MEltemi", with: "")] {
      if bad == good { continue }
      try folder.write("state/authority.json", bad)
      let error = #expect(throws: AuthorityError.self) { try TestWorld(folder: folder) }
      #expect(error?.code == .malformedFile)
      #expect(try String(contentsOfFile: folder.path + "/state/authority.json", encoding: .utf8) == bad)
    }
    try folder.write("state/authority.json", good.replacing(#""version" : 1"#, with: #""version" : 2"#))
    let error = #expect(throws: AuthorityError.self) { try TestWorld(folder: folder) }
    #expect(error?.message.contains("newer") == true)
  }

  @Test func aRotationGoesThroughItsPhases() async throws {
    let world = try TestWorld { $0.defaultLifetime = .seconds(1000) }
    let (authority, clock) = (world.authority, world.clock)
    let cart = try WorkloadIdentity.of("shop", "cart")
    let old = authority.trustBundle.rootsPEM[0]
    let before = try authority.issue(csr: try TestRequest.pem(), for: cart)

    try authority.rotateRoot()
    let announced = authority.trustBundle
    #expect(announced.rootsPEM.count == 2)
    #expect(announced.rootsPEM[1] == old)
    guard case .announced(let signsFrom) = authority.rotation else {
      Issue.record("\(authority.rotation)")
      return
    }
    // Whoever has a certificate by then got it together with the new root.
    #expect(signsFrom >= before.notAfter)
    let during = try authority.issue(csr: try TestRequest.pem(), for: cart)
    #expect(during.trustBundle == announced)
    #expect(try Certificate(pemEncoded: old).hasIssued(during.leaf))
    #expect(throws: AuthorityError.Code.rotationUnderway) { try codeOfRotation(authority) }

    clock.advance(by: .seconds(signsFrom.timeIntervalSince(clock.now)))
    let after = try authority.issue(csr: try TestRequest.pem(), for: cart)
    let new = try Certificate(pemEncoded: announced.rootsPEM[0])
    #expect(new.hasIssued(try after.leaf))
    #expect(after.chainPEM.count == 2)
    guard case .retiring(let end) = authority.rotation else {
      Issue.record("\(authority.rotation)")
      return
    }
    #expect(end >= during.notAfter)
    // A restart continues.
    #expect(try TestWorld(folder: world.folder, clock: clock).authority.trustBundle == announced)

    clock.advance(by: .seconds(end.timeIntervalSince(clock.now)))
    authority.refresh()
    #expect(authority.rotation == .steady)
    #expect(authority.trustBundle.rootsPEM == [announced.rootsPEM[0]])
    let last = try authority.issue(csr: try TestRequest.pem(), for: cart)
    #expect(last.chainPEM.count == 1)
    // The old key is gone from the disk once something is written.
    try authority.rotateRoot()
    let file = try String(contentsOfFile: world.folder.path + "/state/authority.json", encoding: .utf8)
    #expect(file.components(separatedBy: "PRIVATE KEY-----\\n").count - 1 == 4)
  }

  /// At every step of a rotation, and between any two moments of it that are less than a lifetime apart: who holds the bundle of
  /// one moment believes the certificate of the other.
  @Test(arguments: [nil, Duration.zero, .seconds(30)])
  func noPeerLosesAnother(distribution: Duration?) async throws {
    let lifetime = 100
    let steps = 60
    let world = try TestWorld {
      $0.defaultLifetime = .seconds(lifetime)
      $0.distribution = distribution
    }
    let cart = try WorkloadIdentity.of("shop", "cart")
    var history: [(time: Date, issued: IssuedCertificate)] = []
    for step in 0..<steps {
      if step == 15 { try world.authority.rotateRoot() }
      history.append((world.clock.now, try world.authority.issue(csr: try TestRequest.pem(), for: cart)))
      let now = world.clock.now
      let alive = history.filter { $0.issued.notAfter > now }
      let newest = alive[alive.count - 1].issued
      for peer in alive {
        for (holder, shown) in [(peer.issued, newest), (newest, peer.issued)] {
          let authenticator = CertificateAuthenticator(
            trustDomain: .clusterLocal, trustBundle: { holder.trustBundle }, now: world.clock.read)
          await #expect(throws: Never.self, "step \(step)") { _ = try await authenticator.identity(of: try shown.der) }
        }
      }
      world.clock.advance(by: .seconds(20))
    }
    #expect(world.authority.rotation == .steady)
    #expect(history[0].issued.trustBundle != history[steps - 1].issued.trustBundle)
  }

  @Test func othersSeeARotation() async throws {
    let first = try TestWorld()
    let second = try TestWorld(folder: first.folder, clock: first.clock)
    var bundles = second.authority.trustBundles().makeAsyncIterator()
    #expect(await bundles.next() == first.authority.trustBundle)
    try RootStore(directory: first.folder.state, trustDomain: .clusterLocal).rotate(at: first.clock.now)
    second.authority.refresh()
    let announced = try #require(await bundles.next())
    #expect(announced.rootsPEM.count == 2)
    first.authority.refresh()
    #expect(first.authority.trustBundle == announced)
  }

  @Test func theRunningAuthorityFollowsAndThenEndsItsStreams() async throws {
    let world = try TestWorld { $0.pollInterval = .milliseconds(5) }
    var bundles = world.authority.trustBundles().makeAsyncIterator()
    _ = await bundles.next()
    let running = Task { try await world.authority.run() }
    try RootStore(directory: world.folder.state, trustDomain: .clusterLocal).rotate(at: world.clock.now)
    #expect(await bundles.next()?.rootsPEM.count == 2)
    running.cancel()
    try? await running.value
    while await bundles.next() != nil {}
    var late = world.authority.trustBundles().makeAsyncIterator()
    #expect(await late.next() == world.authority.trustBundle)
    #expect(await late.next() == nil)
  }

  @Test func anOldRootMakesRoomByItself() async throws {
    let world = try TestWorld { $0.pollInterval = .milliseconds(5) }
    world.clock.advance(by: .seconds(9 * 365 * 24 * 3600))
    var bundles = world.authority.trustBundles().makeAsyncIterator()
    _ = await bundles.next()
    let running = Task { try await world.authority.run() }
    #expect(await bundles.next()?.rootsPEM.count == 2)
    running.cancel()
    try? await running.value
  }

  @Test func aNewRootIsNamedLikeTheOldOne() throws {
    let domain = try #require(TrustDomain("mesh.example"))
    let world = try TestWorld { $0.trustDomain = domain }
    // The command that rotates knows nothing but the directory.
    try RootStore(directory: world.folder.state).rotate(at: world.clock.now)
    let roots = try #require(try RootStore(directory: world.folder.state).summary(at: world.clock.now)).roots
    #expect(roots.count == 2)
    #expect(roots.allSatisfy { $0.subject.contains("O=mesh.example") }, "\(roots.map(\.subject))")
  }

  @Test func theSummaryHasNoKeys() throws {
    let folder = try TestFolder()
    let store = RootStore(directory: folder.state, trustDomain: .clusterLocal)
    #expect(try store.summary() == nil)
    let world = try TestWorld(folder: folder)
    _ = try world.authority.issue(csr: try TestRequest.pem(), for: .of("shop", "cart"))
    try store.rotate(at: world.clock.now)
    let summary = try #require(try store.summary(at: world.clock.now))
    #expect(summary.roots.map(\.turn) == [.announced, .signing])
    #expect(!String(decoding: try JSONEncoder().encode(summary), as: UTF8.self).contains("PRIVATE"))
  }

  private func codeOfRotation(_ authority: CertificateAuthority) throws(AuthorityError.Code) {
    do throws(AuthorityError) { try authority.rotateRoot() } catch { throw error.code }
  }
}

extension AuthorityError.Code: Error {}
