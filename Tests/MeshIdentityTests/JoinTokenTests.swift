import Crypto
import Foundation
import Testing

@testable import MeshIdentity

@Suite struct JoinTokenTests {
  private let folder: TestFolder
  private let clock = TestClock()
  private let store: JoinTokenStore

  init() throws {
    folder = try TestFolder()
    store = JoinTokenStore(directory: folder.state, now: clock.read)
  }

  private func create(uses: Int = 1, lifetime: Duration = .seconds(3600)) async throws -> Redacted<String> {
    try await store.create(namespace: "shop", serviceAccount: "cart", lifetime: lifetime, uses: uses).token
  }

  private func code(_ token: Redacted<String>, _ store: JoinTokenStore? = nil) async -> Refusal.Code? {
    do throws(Refusal) {
      _ = try await (store ?? self.store).consume(token)
      return nil
    } catch { return error.code }
  }

  @Test func aTokenIsGoodOnce() async throws {
    let (token, record) = try await store.create(namespace: "shop", serviceAccount: "cart", lifetime: .seconds(60))
    #expect(token.reveal().hasPrefix("mlt1."))
    #expect(record.state(at: clock.now) == .active)
    let used = try await store.consume(token)
    #expect((used.namespace, used.serviceAccount, used.used) == ("shop", "cart", 1))
    #expect(used.lastUsed == clock.now)
    #expect(await code(token) == "join-token-replayed")
    #expect(try await store.list().map { $0.state(at: clock.now) } == [.usedUp])
  }

  @Test func usesAreCounted() async throws {
    let token = try await create(uses: 3)
    for _ in 0..<3 { #expect(await code(token) == nil) }
    #expect(await code(token) == "join-token-replayed")
  }

  /// Each store stands for a process: they share nothing but the directory.
  @Test func theLastUseIsOneUse() async throws {
    let token = try await create(uses: 5)
    let stores = (0..<8).map { _ in JoinTokenStore(directory: folder.state, now: clock.read) }
    let codes = await withTaskGroup(of: Refusal.Code?.self) { group in
      for number in 0..<40 { group.addTask { await code(token, stores[number % stores.count]) } }
      return await group.reduce(into: [Refusal.Code?]()) { $0.append($1) }
    }
    #expect(codes.count { $0 == nil } == 5)
    #expect(codes.count { $0 == "join-token-replayed" } == 35)
  }

  @Test func expiredAndRevokedTokensAreRefusedAsSuch() async throws {
    let expired = try await create(lifetime: .seconds(60))
    let revoked = try await create()
    let id = try await store.list()[1].id
    #expect(try await store.revoke(id: id).revoked == clock.now)
    #expect(try await store.revoke(id: id).revoked == clock.now)
    #expect(await code(revoked) == "join-token-revoked")
    clock.advance(by: .seconds(59))
    let later = try await create()
    clock.advance(by: .seconds(1))
    #expect(await code(expired) == "join-token-expired")
    #expect(await code(later) == nil)
    // Also after it has been forgotten.
    _ = try await create()
    #expect(try await store.list().count == 3)
    #expect(await code(expired) == "join-token-expired")
    await #expect(throws: JoinTokenError.self) { try await store.revoke(id: "0000") }
  }

  @Test func brokenTokensAreRefusedAsSuch() async throws {
    let token = try await create().reveal()
    let parts = token.split(separator: ".")
    for length in 5..<token.count {
      let code = await code(Redacted(String(token.prefix(length))))
      #expect(code == "join-token-truncated", "\(length)")
    }
    for bad in [token + ".x", token + "=", token + "A", token.replacing(".", with: "!"), "mlt1..", "mlt1.\u{e4}." + parts[2]] {
      let code = await code(Redacted(bad))
      #expect(["join-token-malformed", "join-token-truncated", "join-token-tampered"].contains(code), "\(bad)")
    }
    let payload = try #require(Base64URL.decode(parts[1]))
    let forged = String(decoding: payload, as: UTF8.self).replacing("cart", with: "root")
    #expect(await code(Redacted("mlt1.\(Base64URL.encode(Array(forged.utf8))).\(parts[2])")) == "join-token-tampered")
    #expect(await code(Redacted(token)) == nil)
  }

  @Test func tokensOfOthersAreRefused() async throws {
    let other = try TestFolder()
    let foreign = try await JoinTokenStore(directory: other.state, now: clock.read)
      .create(namespace: "shop", serviceAccount: "cart", lifetime: .seconds(60)).token
    #expect(await code(foreign) == "join-token-unknown")
    _ = try await create()
    #expect(await code(foreign) == "join-token-tampered")
  }

  /// Who has read the state directory knows the key and the ids, but no token.
  @Test func theKeyAloneMakesNoToken() async throws {
    _ = try await create()
    let record = try await store.list()[0]
    let key = try PrivateFile(path: folder.path + "/state/join-token.key").read(limit: 100)
    let payload = JoinToken.Payload(
      id: record.id, namespace: "shop", serviceAccount: "cart", expires: Int(record.expires.timeIntervalSince1970),
      random: Base64URL.encode([UInt8](repeating: 0, count: 16)))
    let forged = try JoinToken(signing: payload, with: SymmetricKey(data: key))
    #expect(await code(forged.text) == "join-token-unknown")
  }

  @Test func onlyHashesAreKept() async throws {
    let token = try await create().reveal()
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path + "/state") {
      let content = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/state/" + name))
      #expect(try folder.mode("state/" + name) == 0o600)
      for part in token.split(separator: ".").dropFirst() { #expect(content.range(of: Data(part.utf8)) == nil) }
    }
  }

  @Test func askedForTooMuch() async throws {
    for (namespace, account, lifetime, uses) in [
      ("Shop", "cart", 60, 1), ("shop", "", 60, 1), ("shop", "a/b", 60, 1), ("shop", "cart", 0, 1),
      ("shop", "cart", 366 * 86400, 1), ("shop", "cart", 60, 0), ("shop", "cart", 60, 1_000_001),
    ] {
      await #expect(throws: JoinTokenError.self) {
        try await store.create(namespace: namespace, serviceAccount: account, lifetime: .seconds(lifetime), uses: uses)
      }
    }
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/state"))
  }

  @Test func theListIsBounded() async throws {
    _ = try await create()
    let line = try JoinTokenFile(PrivateFile(path: folder.path + "/state/join-tokens.jsonl").read(limit: 9999)).entries()[0]
    var file = try JoinTokenFile(nil)
    try file.replaceAll(with: Array(repeating: line, count: JoinTokenStore.maximumTokens))
    try PrivateFile(path: folder.path + "/state/join-tokens.jsonl").replace(with: [UInt8](file.bytes))
    let error = await #expect(throws: JoinTokenError.self) { try await create() }
    #expect(error?.code == .tooMany)
    clock.advance(by: .seconds(3600))
    _ = try await create()
    #expect(try await store.list().count == 1)
  }

  @Test func aDamagedFileIsNotOverwritten() async throws {
    let token = try await create()
    try folder.write("state/join-tokens.jsonl", "half a li")
    #expect(await code(token) == "join-token-store-failed")
    await #expect(throws: JoinTokenError.self) { try await create() }
    await #expect(throws: JoinTokenError.self) { try await store.list() }
    #expect(try String(contentsOfFile: folder.path + "/state/join-tokens.jsonl", encoding: .utf8) == "half a li")
  }

  @Test func theAuthenticatorSpendsThemForCertificatesOnly() async throws {
    let authenticator = JoinTokenAuthenticator(store: store, trustDomain: .clusterLocal)
    let token = try await create()
    func ask(_ purpose: Purpose, _ token: Redacted<String>?, isEncrypted: Bool = true) async -> AuthenticationOutcome {
      await authenticator.authenticate(
        PeerCredentials(bearerToken: token, isEncrypted: isEncrypted, address: "127.0.0.1:1"), for: purpose)
    }
    func isRefused(_ outcome: AuthenticationOutcome, _ code: Refusal.Code) -> Bool {
      guard case .refused(let refusal) = outcome else { return false }
      return refusal.code == code
    }
    #expect(await ask(.certificate, nil) == .notApplicable)
    #expect(await ask(.certificate, Redacted("eyJ.eyJ.sig")) == .notApplicable)
    #expect(isRefused(await ask(.configuration, token), "join-token-out-of-place"))
    #expect(isRefused(await ask(.certificate, token, isEncrypted: false), "token-in-plain-text"))
    #expect(isRefused(await ask(.certificate, Redacted("mlt1." + String(repeating: "A", count: 20_000))), "token-too-large"))
    let id = try await store.list()[0].id
    let cart = AuthenticatedWorkload(identity: try .of("shop", "cart"), method: .joinToken(id: id))
    // To look at a token does not use it; to redeem it does, once.
    for _ in 0..<3 { #expect(await ask(.certificate, token) == .authenticated(cart)) }
    let credentials = PeerCredentials(bearerToken: token, isEncrypted: true, address: "127.0.0.1:1")
    // A token that comes along with another proof is left alone.
    try await authenticator.redeem(credentials, of: AuthenticatedWorkload(identity: cart.identity, method: .certificate))
    #expect(try await store.list()[0].used == 0)
    try await AuthenticatorChain([authenticator]).redeem(credentials, of: cart)
    #expect(try await store.list()[0].used == 1)
    #expect(isRefused(await ask(.certificate, token), "join-token-replayed"))
    let refusal = await #expect(throws: Refusal.self) { try await authenticator.redeem(credentials, of: cart) }
    #expect(refusal?.code == "join-token-replayed")
  }
}
