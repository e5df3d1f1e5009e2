import MeshIdentity
import Testing

@testable import MeshAgent

/// What one stream of secret discovery is answered.
@Suite struct SecretStreamTests {
  private func secret(_ name: String, _ version: UInt64) -> NamedSecret {
    NamedSecret(name: name, version: version, secret: .roots("roots \(version)"))
  }

  private func secrets(_ list: NamedSecret...) -> [String: NamedSecret] {
    Dictionary(uniqueKeysWithValues: list.map { ($0.name, $0) })
  }

  @Test func waitsForTheSecretAndPushesItsSuccessor() throws {
    var stream = SecretStream()
    #expect(stream.received(.names(["default"], nonce: "", refusal: nil)) == nil)
    #expect(stream.answer(from: [:]) == nil)
    let answer = stream.answer(from: secrets(secret("default", 1), secret("ROOTCA", 2)))
    let first = try #require(answer)
    #expect(first.secrets == [secret("default", 1)])
    #expect(first.nonce == "1")
    // Acknowledged; nothing is said twice.
    #expect(stream.received(.names(["default"], nonce: "1", refusal: nil)) == nil)
    #expect(stream.answer(from: secrets(secret("default", 1))) == nil)
    let next = stream.answer(from: secrets(secret("default", 3)))
    let second = try #require(next)
    #expect(second.secrets == [secret("default", 3)])
    #expect(second.nonce == "2")
    #expect(second.version != first.version)
  }

  @Test func staleRequestsSayNothing() {
    var stream = SecretStream()
    _ = stream.received(.names(["default"], nonce: "", refusal: nil))
    _ = stream.answer(from: secrets(secret("default", 1)))
    _ = stream.answer(from: secrets(secret("default", 2)))
    #expect(stream.received(.names([], nonce: "1", refusal: "old")) == nil)
    #expect(stream.wanted == ["default"])
  }

  @Test func refusedSecretIsNotSentAgain() {
    var stream = SecretStream()
    _ = stream.received(.names(["default"], nonce: "", refusal: nil))
    _ = stream.answer(from: secrets(secret("default", 1)))
    #expect(stream.received(.names(["default"], nonce: "1", refusal: "bad key")) == "bad key")
    #expect(stream.answer(from: secrets(secret("default", 1))) == nil)
    #expect(stream.answer(from: secrets(secret("default", 2))) != nil)
  }

  @Test func namesComeAndGo() throws {
    var stream = SecretStream()
    let all = secrets(secret("default", 1), secret("ROOTCA", 2))
    _ = stream.received(.names(["default"], nonce: "", refusal: nil))
    _ = stream.answer(from: all)
    _ = stream.received(.names(["default", "ROOTCA"], nonce: "1", refusal: nil))
    #expect(stream.answer(from: all)?.secrets.map(\.name) == ["ROOTCA"])
    _ = stream.received(.names(["ROOTCA"], nonce: "2", refusal: nil))
    #expect(stream.answer(from: secrets(secret("default", 9))) == nil)
  }

  @Test func incrementalStreamsAskForChanges() throws {
    var stream = SecretStream()
    let all = secrets(secret("default", 1), secret("ROOTCA", 2))
    _ = stream.received(.change(subscribe: ["ROOTCA", "default"], unsubscribe: [], nonce: "", refusal: nil))
    #expect(stream.answer(from: all)?.secrets.map(\.name) == ["ROOTCA", "default"])
    _ = stream.received(.change(subscribe: [], unsubscribe: ["default"], nonce: "1", refusal: nil))
    #expect(stream.answer(from: secrets(secret("default", 5), secret("ROOTCA", 2))) == nil)
    // Whoever subscribes again is answered again.
    _ = stream.received(.change(subscribe: ["ROOTCA"], unsubscribe: [], nonce: "", refusal: nil))
    #expect(stream.answer(from: all)?.secrets.map(\.name) == ["ROOTCA"])
  }

  @Test(arguments: [
    ("file-root:/a/root.pem", SecretName.Files.roots("/a/root.pem")),
    ("file-root:system", .roots(SystemRoots.path)),
    ("file-cert:/a/c.pem~/a/k.pem", .keyPair(chain: "/a/c.pem", key: "/a/k.pem")),
  ]) func filesAreNamed(_ name: String, _ files: SecretName.Files) {
    #expect(SecretName.files(name) == files)
  }

  @Test(arguments: [
    "default", "ROOTCA", "file-root:", "file-root:relative", "file-cert:/a", "file-cert:/a~b", "file-cert:/a~/b~/c",
    "file-root:/a\0b",
  ])
  func otherNamesAreNoFiles(_ name: String) {
    #expect(SecretName.files(name) == nil)
  }

  @Test func keysAreNotShown() {
    let key = Redacted("-----BEGIN PRIVATE KEY-----")
    let named = NamedSecret(name: "default", version: 1, secret: .keyPair(chain: "chain", key: key))
    var dumped = ""
    dump(named, to: &dumped)
    #expect(!dumped.contains("PRIVATE"))
    #expect(!String(reflecting: named).contains("PRIVATE"))
  }
}
