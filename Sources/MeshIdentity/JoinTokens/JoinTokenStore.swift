import Crypto
package import Foundation

/// The join tokens of a state directory.
///
/// The file is read anew for each question and changed under the directory's lock, so that the command line works while control
/// planes run. It keeps hashes, not tokens. The actor lets the tasks of one process wait for each other without holding threads; what
/// waits for other processes is a thread of its own.
package actor JoinTokenStore {
  /// How many tokens there may be that have not expired.
  package static let maximumTokens = 10_000
  /// How often one token may be used.
  package static let maximumUses = 1_000_000
  /// How long a token may be good for.
  package static let maximumLifetime = Duration.seconds(365 * 24 * 3600)
  private static let keyName = "join-token.key"
  private static let keySize = 32

  private let executor = BlockingExecutor(label: "join-tokens")
  package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  private let directory: StateDirectory
  private let now: @Sendable () -> Date

  package init(directory: StateDirectory, now: @escaping @Sendable () -> Date = { Date() }) {
    (self.directory, self.now) = (directory, now)
  }

  /// Makes a token. Its text is shown this once and kept nowhere.
  /// - Parameters:
  ///   - lifetime: 1 second to 365 days.
  ///   - uses: 1 to 1,000,000.
  package func create(
    namespace: String, serviceAccount: String, lifetime: Duration, uses: Int = 1
  ) throws(JoinTokenError) -> (token: Redacted<String>, record: JoinTokenRecord) {
    try Self.check(namespace, serviceAccount, lifetime, uses)
    let time = now().wholeSecond
    let expires = time.addingTimeInterval(lifetime.timeInterval).wholeSecond
    let payload = JoinToken.Payload(
      id: Self.random(8).hexadecimal, namespace: namespace, serviceAccount: serviceAccount,
      expires: Int(expires.timeIntervalSince1970), random: Base64URL.encode(Self.random(16)))
    let record = JoinTokenRecord(
      id: payload.id, namespace: namespace, serviceAccount: serviceAccount, created: time, expires: expires, uses: uses, used: 0)
    do {
      return try change { file in
        var entries = try file.entries().filter { $0.record.expires > time }
        guard entries.count < Self.maximumTokens else {
          throw JoinTokenError(
            .tooMany, "there are \(entries.count) tokens that have not expired; make fewer, with more --uses each")
        }
        let token = try JoinToken(signing: payload, with: try key(creates: true))
        entries.append(JoinTokenEntry(record: record, hash: token.hash))
        try file.replaceAll(with: entries)
        return (token.text, record)
      }
    } catch { throw failure(error) }
  }

  /// All tokens, the oldest first; those that have expired may be forgotten already.
  package func list() throws(JoinTokenError) -> [JoinTokenRecord] {
    do { return try read().entries().map(\.record) } catch { throw failure(error) }
  }

  /// Makes a token useless from now on. Revoking twice changes nothing.
  /// - Throws: `unknown` where no token has this id.
  package func revoke(id: String) throws(JoinTokenError) -> JoinTokenRecord {
    let time = now().wholeSecond
    do {
      return try change { file in
        var entries = try file.entries().filter { $0.record.id == id || $0.record.expires > time }
        guard let index = entries.firstIndex(where: { $0.record.id == id }) else {
          throw JoinTokenError(.unknown, "there is no token \(id)")
        }
        if entries[index].record.revoked == nil { entries[index].record.revoked = time }
        try file.replaceAll(with: entries)
        return entries[index].record
      }
    } catch { throw failure(error) }
  }

  /// Uses a token once. Of two processes that try the last use of one, one succeeds.
  /// - Returns: The token's record after this use.
  package func consume(_ token: Redacted<String>) throws(Refusal) -> JoinTokenRecord {
    try judge(token) { known, time in
      try change { file in
        var (entry, line) = try Self.usable(known, in: file)
        entry.record.used += 1
        entry.record.lastUsed = time.wholeSecond
        try file.replace(line, with: entry)
        return entry.record
      }
    }
  }

  /// Whether a token can be used now; it is not used by that.
  /// - Returns: The token's record.
  package func check(_ token: Redacted<String>) throws(Refusal) -> JoinTokenRecord {
    try judge(token) { known, _ in try Self.usable(known, in: try read()).entry.record }
  }

  private func judge(
    _ token: Redacted<String>, _ body: (JoinToken, Date) throws -> JoinTokenRecord
  ) throws(Refusal) -> JoinTokenRecord {
    do {
      let known = try JoinToken(token, key: try key(creates: false))
      let time = now()
      guard time.timeIntervalSince1970 < Double(known.payload.expires) else {
        throw Refusal("join-token-expired", "token \(known.payload.id) has expired")
      }
      return try body(known, time)
    } catch let refusal as Refusal {
      throw refusal
    } catch {
      throw Refusal("join-token-store-failed", "the tokens cannot be looked up: \(failure(error))")
    }
  }

  /// The entry of a token that has a use left.
  private static func usable(
    _ token: JoinToken, in file: JoinTokenFile
  ) throws -> (entry: JoinTokenEntry, line: Range<Data.Index>) {
    let id = token.payload.id
    guard let (found, line) = try file.find(id: id), isEqual(found.hash, token.hash) else {
      throw Refusal("join-token-unknown", "there is no token \(id) any more")
    }
    guard found.record.revoked == nil else { throw Refusal("join-token-revoked", "token \(id) was revoked") }
    guard found.record.used < found.record.uses else {
      throw Refusal("join-token-replayed", "token \(id) has been used \(found.record.used) times, as often as it may be")
    }
    return (found, line)
  }

  /// Reads, changes and writes the file while nobody else does.
  private func change<Result>(_ body: (inout JoinTokenFile) throws -> Result) throws -> Result {
    try StateLock(directory: directory).withLock {
      var file = try read()
      let before = file.bytes
      let result = try body(&file)
      if file.bytes != before { try PrivateFile(path: path).replace(with: [UInt8](file.bytes)) }
      return result
    }
  }

  private var path: String { directory.file(JoinTokenFile.name) }

  private func read() throws -> JoinTokenFile {
    try JoinTokenFile(PrivateFile(path: path).readIfPresent(limit: JoinTokenFile.maximumSize))
  }

  /// The key that signs tokens. Without it there has never been a token, unless it is to be made now.
  private func key(creates: Bool) throws -> SymmetricKey {
    let file = PrivateFile(path: directory.file(Self.keyName))
    if let bytes = try file.readIfPresent(limit: Self.keySize) {
      guard bytes.count == Self.keySize else { throw JoinTokenError(.state, "\(file.path) is damaged") }
      return SymmetricKey(data: bytes)
    }
    guard creates else { throw Refusal("join-token-unknown", "no token has ever been made here") }
    let bytes = Self.random(Self.keySize)
    try file.replace(with: bytes)
    return SymmetricKey(data: bytes)
  }

  private func failure(_ error: any Error) -> JoinTokenError {
    switch error {
    case let error as JoinTokenError: error
    case let error as FileFailure: JoinTokenError(.state, error.description)
    case is JoinTokenFile.Failure: JoinTokenError(.state, "\(path) is not what the tokens' keeper writes")
    default: JoinTokenError(.state, "\(path) cannot be written")
    }
  }

  private static func check(
    _ namespace: String, _ serviceAccount: String, _ lifetime: Duration, _ uses: Int
  ) throws(JoinTokenError) {
    guard WorkloadIdentity.isNamespace(namespace) else {
      throw JoinTokenError(.invalid, "\"\(namespace)\" is no namespace: use up to 63 lower-case letters, digits and dashes")
    }
    guard WorkloadIdentity.isServiceAccount(serviceAccount) else {
      throw JoinTokenError(
        .invalid, "\"\(serviceAccount)\" is no service account: use lower-case letters, digits, dashes and dots")
    }
    guard (.seconds(1)...maximumLifetime).contains(lifetime) else {
      throw JoinTokenError(.invalid, "a token is good for 1 second to 365 days")
    }
    guard (1...maximumUses).contains(uses) else {
      throw JoinTokenError(.invalid, "a token may be used 1 to \(maximumUses) times")
    }
  }

  private static func random(_ count: Int) -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
  }

  /// Takes the same time wherever two texts of one length differ.
  private static func isEqual(_ left: String, _ right: String) -> Bool {
    guard left.utf8.count == right.utf8.count else { return false }
    return zip(left.utf8, right.utf8).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
