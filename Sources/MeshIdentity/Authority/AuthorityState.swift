import Foundation
import X509

/// What an authority needs to issue: a value that readers hold without locks.
struct AuthorityState: Sendable, Hashable {
  var signer: Signer
  var trustBundle: TrustBundle
  /// When the state has to be worked out anew, because a root's turn comes or ends.
  var nextChange: Date?
  /// What the ledger says of the signer; nil for a plugged-in one, which has no ledger.
  var entry: LedgerEntry?
  var rotation: RotationStatus = .steady
}

struct LedgerEntry: Sendable, Hashable {
  /// As it stands in the ledger.
  var certificate: String
  /// The end that is written down for what it signs. A certificate that is good for longer has to wait until that is written.
  var signedUntil: Date
}

extension AuthorityState {
  /// Reads the certificates and the key of a ledger.
  init(ledger: RootLedger, at now: Date, file: String) throws(AuthorityError) {
    guard let index = ledger.signingIndex(at: now) else {
      throw AuthorityError(.malformedFile, "there is no root in it", file: file)
    }
    let trusted = ledger.trustedIndices(at: now)
    let root = ledger.roots[index]
    let certificate = try PEMFile(path: file).certificate(root.certificate)
    let key = try PEMFile(path: file).key(root.key)
    guard key.publicKey == certificate.publicKey else {
      throw AuthorityError(.keyMismatch, "a key does not belong to its root", file: file)
    }
    let cross = trusted.contains(index - 1) ? root.crossCertificate : nil
    var newestFirst: [String] = []
    for index in trusted.reversed() {
      newestFirst.append(try PEMFile(path: file).normalised(ledger.roots[index].certificate))
    }
    signer = Signer(certificate: certificate, key: key, chainPEM: cross.map { [$0] } ?? [])
    trustBundle = TrustBundle(rootsPEM: newestFirst)
    nextChange = ledger.nextChange(after: now)
    entry = LedgerEntry(certificate: root.certificate, signedUntil: root.signedUntil)
    rotation = ledger.rotation(at: now)
  }
}
