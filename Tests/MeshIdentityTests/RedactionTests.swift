import Foundation
import Logging
import Synchronization
import Testing
import X509

@testable import MeshIdentity

/// Keys and tokens show up nowhere: not in descriptions, dumps, errors or logs.
@Suite struct RedactionTests {
  private func shown(_ values: [Any]) -> String {
    var text = ""
    for value in values {
      text += "\(value)\n\(String(reflecting: value))\n"
      dump(value, to: &text)
    }
    return text
  }

  /// The beginnings of the lines of a PEM document's body.
  private func lines(_ pem: String) -> [String] {
    pem.split(separator: "\n").filter { !$0.hasPrefix("-----") }.map { String($0.prefix(32)) }
  }

  /// Those of an ECDSA key that hold the key itself; the public one follows, which everybody may see.
  private func secrets(_ pem: String) -> ArraySlice<String> { lines(pem).prefix(2) }

  @Test func nothingShowsAKey() throws {
    let world = try TestWorld()
    try world.authority.rotateRoot()
    let store = RootStore(directory: world.folder.state, trustDomain: .clusterLocal)
    let ledger = try store.loadOrCreate(at: world.clock.now)
    let request = try SigningRequest(identity: .of("shop", "cart"))
    let server = try world.authority.issueServerCertificate(names: ["localhost"])
    let state = world.authority.follower.state
    let text = shown([world.authority, store, ledger, request, server, state, try store.summary(at: world.clock.now) as Any])
    let keys = ledger.roots.map { $0.key.reveal() } + [request.privateKeyPEM.reveal(), server.privateKeyPEM.reveal()]
    #expect(keys.count == 4)
    for key in keys {
      for line in secrets(key) { #expect(!text.contains(line)) }
    }
    #expect(!text.contains("PRIVATE KEY"))
  }

  @Test func noErrorQuotesAKey() throws {
    let folder = try TestFolder()
    let authority = try TestAuthority("root")
    for key in [TestKeys.rsa2048, TestKeys.otherRSA2048, TestKeys.p256] {
      for broken in [
        key, String(key.dropLast(60)), key.replacing("PRIVATE KEY", with: "SECRET KEY"), key + "\n" + key,
        String(key.dropFirst(11)), key.replacing("A", with: "!"),
      ] {
        try authority.plug(into: folder, key: broken)
        do {
          _ = try TestWorld(folder: folder) { $0.source = .pluggedIn(folder: folder.path) }
          Issue.record("not refused")
        } catch {
          let text = shown([error])
          for line in lines(key) + lines(broken).filter({ $0.count > 8 }) { #expect(!text.contains(line)) }
        }
      }
    }
  }

  @Test func nothingShowsAToken() async throws {
    let folder = try TestFolder()
    let store = JoinTokenStore(directory: folder.state)
    let (token, record) = try await store.create(namespace: "shop", serviceAccount: "cart", lifetime: .seconds(60))
    let parts = token.reveal().split(separator: ".").dropFirst()
    let authenticator = JoinTokenAuthenticator(store: store, trustDomain: .clusterLocal)
    var values: [Any] = [store, token, record, authenticator, try await store.list()]
    for text in [token.reveal(), token.reveal(), String(token.reveal().dropLast(2)), token.reveal() + "A"] {
      let credentials = PeerCredentials(bearerToken: Redacted(text), isEncrypted: true, address: "127.0.0.1:1")
      let outcome = await authenticator.authenticate(credentials, for: .certificate)
      values += [credentials, outcome]
      if case .refused(let refusal) = outcome {
        values.append(
          AuditEvent(
            time: Date(), purpose: .certificate, outcome: .refused, peerAddress: credentials.address,
            code: refusal.code.rawValue, detail: refusal.message))
      }
    }
    let text = shown(values)
    for part in parts { #expect(!text.contains(part.prefix(24))) }
  }

  @Test func theLogShowsNoKey() throws {
    let lines = LogLines()
    let folder = try TestFolder()
    let clock = TestClock()
    let authority = try CertificateAuthority(
      configuration: AuthorityConfiguration(source: .selfMade(folder.state)), logger: Logger(label: "test") { _ in lines },
      now: clock.read)
    try authority.rotateRoot()
    let file = try String(contentsOfFile: folder.path + "/state/authority.json", encoding: .utf8)
    try folder.write("state/authority.json", file.replacing("BEGIN PRIVATE", with: "BEGIN BROKEN"))
    authority.refresh()
    authority.refresh()
    let text = lines.text.withLock { $0 }
    #expect(text.contains("changed") && text.contains("refused"))
    let ledger = try #require(try RootStore(directory: folder.state, trustDomain: .clusterLocal).decode(Array(file.utf8)))
    for root in ledger.roots {
      for line in secrets(root.key.reveal()) { #expect(!text.contains(line)) }
    }
  }
}

/// Keeps what is logged.
private final class LogLines: LogHandler {
  let text = Mutex("")
  var metadata: Logger.Metadata {
    get { [:] }
    set {}
  }
  var logLevel: Logger.Level {
    get { .trace }
    set {}
  }
  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { nil }
    set {}
  }

  func log(event: LogEvent) {
    text.withLock { $0 += "\(event.message) \(event.metadata ?? [:])\n" }
  }
}
