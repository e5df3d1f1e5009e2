import KubernetesAPI
import NIOSSL
import Synchronization
import Testing

@testable import KubernetesClient

@Suite(.timeLimit(.minutes(2))) struct CredentialKeeperTests {
  /// A clock that stands still.
  private final class Time: Sendable {
    private let seconds = Mutex<Int64>(1_000_000)
    var now: Int64 { seconds.withLock { $0 } }
    func pass(_ seconds: Int64) { self.seconds.withLock { $0 += seconds } }
  }

  private func makeKeeper(
    _ time: Time, issuer: CredentialIssuer? = nil, user change: (inout Kubeconfig.User) -> Void = { _ in }
  ) -> CredentialKeeper {
    var connection = ClusterConnection(server: "https://api.test")
    change(&connection.user)
    return CredentialKeeper(connection, issuer: issuer, now: { time.now }, logger: ClientHarness.quiet)
  }

  private func authorization(_ keeper: CredentialKeeper) async throws -> String? {
    try await keeper.current().headers.first { $0.name == "authorization" }?.value.reveal()
  }

  @Test func lastGoodTokenIsUsedWhileItsFileIsMissing() async throws {
    let (time, files) = (Time(), try TemporaryFiles())
    let file = try files.write("token", "one")
    let keeper = makeKeeper(time, user: { $0.tokenFile = file })
    #expect(try await authorization(keeper) == "Bearer one")
    try files.write("token", "")
    time.pass(61)
    #expect(try await authorization(keeper) == "Bearer one")
    try files.write("token", "two")
    time.pass(5)
    #expect(try await authorization(keeper) == "Bearer two")
    // What the server refused is not used again.
    try files.write("token", "")
    await keeper.refuse(generation: try await keeper.current().generation)
    await #expect(throws: CredentialError.self) { try await keeper.current() }
    try files.write("token", "three")
    #expect(try await authorization(keeper) == "Bearer three")
  }

  @Test func certificateIsUsedOnlyWithItsOwnKey() async throws {
    let (time, files) = (Time(), try TemporaryFiles())
    let (former, next) = (try TestCertificate(host: "me"), try TestCertificate(host: "me"))
    let (chain, key) = (try files.write("crt", former.certificate), try files.write("key", former.key))
    let pair: (inout Kubeconfig.User) -> Void = { user in
      user.clientCertificate = .file(chain)
      user.clientKey = .file(key)
    }
    let keeper = makeKeeper(time, user: pair)
    #expect(try await keeper.current().tls?.certificateChain == former.chain)
    // One after the other, with a moment in between.
    try files.write("crt", next.certificate)
    time.pass(61)
    #expect(try await keeper.current().tls?.certificateChain == former.chain)
    try files.write("key", next.key)
    time.pass(5)
    #expect(try await keeper.current().tls?.certificateChain == next.chain)
    try files.write("key", former.key)
    let stranger = makeKeeper(time, user: pair)
    let error = await #expect(throws: CredentialError.self) { try await stranger.current() }
    #expect(error?.description == "the client key is not that of the client certificate")
  }

  @Test func issuerIsAskedBeforeItsCredentialsEndAndWhenTheyAreRefused() async throws {
    let time = Time()
    let count = Mutex(0)
    let pairs = try (0..<4).map { try TestCertificate(host: "me-\($0)") }
    let issuer: CredentialIssuer = {
      let index = count.withLock { count in
        count += 1
        return count - 1
      }
      let pair = pairs[index]
      return IssuedCredential(certificate: pair.certificate, key: ConcealedText(pair.key), expiry: time.now + 100)
    }
    let keeper = makeKeeper(time, issuer: issuer)
    for _ in 0..<3 { #expect(try await keeper.current().tls?.certificateChain == pairs[0].chain) }
    time.pass(80)
    #expect(try await keeper.current().tls?.certificateChain == pairs[0].chain)
    #expect(count.withLock { $0 } == 1)
    time.pass(20)
    #expect(try await keeper.current().tls?.certificateChain == pairs[1].chain)
    await keeper.refuse(generation: try await keeper.current().generation)
    #expect(try await keeper.current().tls?.certificateChain == pairs[2].chain)
    // In the last seconds the old is used until the new is there.
    time.pass(95)
    #expect(try await keeper.current().tls?.certificateChain == pairs[2].chain)
    time.pass(5)
    #expect(try await keeper.current().tls?.certificateChain == pairs[3].chain)
  }

  @Test func issuerThatFailsIsAskedAgainWhileTheOldIsGood() async throws {
    struct Failure: Error {}
    let time = Time()
    let isDown = Mutex(false)
    let pair = try TestCertificate(host: "me")
    let issuer: CredentialIssuer = {
      if isDown.withLock({ $0 }) { throw Failure() }
      return IssuedCredential(certificate: pair.certificate, key: ConcealedText(pair.key), expiry: time.now + 100)
    }
    let keeper = makeKeeper(time, issuer: issuer)
    _ = try await keeper.current()
    isDown.withLock { $0 = true }
    time.pass(99)
    _ = try await keeper.current()
    time.pass(1)
    await #expect(throws: Failure.self) { try await keeper.current() }
    isDown.withLock { $0 = false }
    _ = try await keeper.current()
  }

  @Test func pluginThatTakesTooLongEndsWithAllThatItStarted() async throws {
    let files = try TemporaryFiles()
    // The shell waits, and what it started holds its output open.
    let script = "#!/bin/sh\nsleep 600 &\necho $! > '\(files("child"))'\nwait\n"
    let plugin = ExecPlugin(version: .v1, command: try files.write("plugin", script, isProgram: true))
    let runner = ExecPluginRunner(timeout: .seconds(1))
    let error = await #expect(throws: CredentialError.self) {
      try await runner.run(plugin, cluster: Kubeconfig.Cluster(server: "https://api.test"), roots: nil)
    }
    #expect(error?.description.contains("took longer than 1 s") == true)
  }
}
