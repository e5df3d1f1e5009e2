package import Foundation
import X509

/// The self-made roots in a state directory. Several processes may work on one at once: the control plane's replicas, and the
/// command that rotates.
package struct RootStore: Sendable {
  private static let fileName = "authority.json"
  private static let maximumSize = 1 << 20

  private let directory: StateDirectory
  private let trustDomain: TrustDomain?

  /// - Parameter trustDomain: what new roots name; nil: what the root names in whose place they come.
  package init(directory: StateDirectory, trustDomain: TrustDomain? = nil) {
    self.directory = directory
    self.trustDomain = trustDomain
  }

  /// The path of the file with the roots.
  package var path: String { directory.file(Self.fileName) }

  /// Begins to replace the root: a new one joins the bundle now, and signs after `distribution`.
  /// - Parameter distribution: How long the new root is only distributed; nil waits until every certificate has expired that was
  ///   issued so far. A peer that has not heard of the new root by then still believes what it signs, through the certificate
  ///   that the old root gives to it, until the old root leaves.
  /// - Throws: `rotationUnderway` while an earlier one is not over.
  @discardableResult
  package func rotate(distribution: Duration? = nil, at now: Date = Date()) throws(AuthorityError) -> RotationStatus {
    let ledger = try change(at: now) { ledger throws(AuthorityError) in
      try beginRotation(&ledger, distribution: distribution, at: now)
    }
    return ledger.rotation(at: now)
  }

  /// What is there, for people; nil before the first start.
  package func summary(at now: Date = Date()) throws(AuthorityError) -> RootSummary? {
    guard let ledger = try decode(bytes()) else { return nil }
    return try RootSummary(ledger, at: now, file: path)
  }

  /// The content of the file; nil where there is none.
  func bytes() throws(AuthorityError) -> [UInt8]? {
    do throws(FileFailure) {
      return try PrivateFile(path: path).readIfPresent(limit: Self.maximumSize)
    } catch {
      throw AuthorityError(.unreadableFile, error.message, file: path)
    }
  }

  /// Makes the first root where there is none.
  func loadOrCreate(at now: Date) throws(AuthorityError) -> RootLedger {
    if let ledger = try decode(bytes()) { return ledger }
    return try change(at: now, creates: true) { _ in }
  }

  var missing: AuthorityError {
    AuthorityError(
      .unreadableFile, "the file with the root is gone", file: path,
      suggestion: "put it back; the control plane makes a new root when it starts without it")
  }

  func decode(_ bytes: [UInt8]?) throws(AuthorityError) -> RootLedger? {
    guard let bytes else { return nil }
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    // The decoder's error might quote a key.
    guard let ledger = try? decoder.decode(RootLedger.self, from: Data(bytes)), !ledger.roots.isEmpty else {
      throw AuthorityError(
        .malformedFile, "this is not what an authority writes", file: path,
        suggestion: "put a copy of the file back, or move it away for a new root")
    }
    guard ledger.version == 1 else {
      throw AuthorityError(.malformedFile, "version \(ledger.version) is from a newer Meltemi", file: path)
    }
    return ledger
  }

  /// Writes down that a root signs certificates that are good until `end`.
  func promise(until end: Date, for certificate: String, at now: Date) throws(AuthorityError) -> RootLedger {
    try change(at: now) { ledger in
      guard let index = ledger.roots.firstIndex(where: { $0.certificate == certificate }) else { return }
      ledger.roots[index].signedUntil = max(ledger.roots[index].signedUntil, end)
    }
  }

  /// Changes the file under the directory's lock.
  /// - Parameter creates: Makes the first root where the file is missing. Who has a root already must not get another one because
  ///   somebody took the file away.
  func change(
    at now: Date, creates: Bool = false, _ body: (inout RootLedger) throws(AuthorityError) -> Void
  ) throws(AuthorityError) -> RootLedger {
    do {
      return try StateLock(directory: directory).withLock {
        let before = try decode(bytes())
        guard before != nil || creates else { throw missing }
        var ledger =
          try before
          ?? RootLedger(roots: [
            RootMaker(trustDomain: trustDomain ?? .clusterLocal).makeRoot(at: now, signsFrom: now.wholeSecond)
          ])
        ledger.prune(at: now)
        try body(&ledger)
        if ledger != before { try PrivateFile(path: path).replace(with: encode(ledger)) }
        return ledger
      }
    } catch let error as AuthorityError {
      throw error
    } catch let failure as FileFailure {
      throw AuthorityError(.state, failure.message, file: failure.path)
    } catch {
      throw AuthorityError(.state, "a root cannot be made: \(error)", file: path)
    }
  }

  private func encode(_ ledger: RootLedger) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.dateEncodingStrategy = .iso8601
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try [UInt8](encoder.encode(ledger)) + [UInt8(ascii: "\n")]
  }

  private func beginRotation(
    _ ledger: inout RootLedger, distribution: Duration?, at now: Date
  ) throws(AuthorityError) {
    guard ledger.rotation(at: now) == .steady, let old = ledger.roots.last else {
      throw AuthorityError(.rotationUnderway, "a rotation has begun and is not over", file: path)
    }
    let signsFrom =
      distribution.map { now.addingTimeInterval($0.timeInterval) }
      ?? max(now, old.signedUntil)
    let issuer = try PEMFile(path: path).certificate(old.certificate)
    let key = try PEMFile(path: path).key(old.key)
    let maker = RootMaker(trustDomain: trustDomain ?? RootMaker.trustDomain(of: issuer) ?? .clusterLocal)
    do {
      var root = try maker.makeRoot(at: now, signsFrom: signsFrom.nextWholeSecond)
      let certificate = try PEMFile(path: path).certificate(root.certificate)
      root.crossCertificate = try maker.crossCertificate(of: certificate, by: issuer, key: key, at: now)
      ledger.roots.append(root)
    } catch {
      throw AuthorityError(.state, "a root cannot be made: \(error)", file: path)
    }
  }
}
