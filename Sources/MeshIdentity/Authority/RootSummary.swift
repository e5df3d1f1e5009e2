import Crypto
package import Foundation
import SwiftASN1
import X509

/// The self-made roots as people may see them: no keys.
package struct RootSummary: Sendable, Codable, Hashable {
  package struct Root: Sendable, Codable, Hashable {
    package enum Turn: String, Sendable, Codable {
      /// Believed, not signing yet.
      case announced
      case signing
      /// Believed, not signing any more.
      case retiring
    }
    package var subject: String
    /// SHA-256 of the certificate, in hexadecimal.
    package var fingerprint: String
    package var turn: Turn
    package var notAfter: Date
    package var signsFrom: Date
    /// When it leaves the bundle; nil while no other takes its place.
    package var leaves: Date?
    package var certificatePEM: String
  }

  /// Newest first.
  package var roots: [Root]

  init(_ ledger: RootLedger, at now: Date, file: String) throws(AuthorityError) {
    let signing = ledger.signingIndex(at: now) ?? 0
    roots = []
    for index in ledger.trustedIndices(at: now).reversed() {
      let root = ledger.roots[index]
      let certificate = try PEMFile(path: file).certificate(root.certificate)
      var serializer = DER.Serializer()
      do { try serializer.serialize(certificate) } catch {
        throw AuthorityError(.malformedFile, "a root cannot be written: \(error)", file: file)
      }
      roots.append(
        Root(
          subject: "\(certificate.subject)", fingerprint: SHA256.hash(data: serializer.serializedBytes).hexadecimal,
          turn: index == signing ? .signing : index > signing ? .announced : .retiring, notAfter: certificate.notValidAfter,
          signsFrom: root.signsFrom, leaves: ledger.leaving(index), certificatePEM: root.certificate))
    }
  }
}
