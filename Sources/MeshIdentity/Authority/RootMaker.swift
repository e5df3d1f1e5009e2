import Crypto
import Foundation
import SwiftASN1
import X509

/// Makes roots.
struct RootMaker: Sendable {
  var trustDomain: TrustDomain
  /// How long a root is good for.
  var lifetime: TimeInterval = 10 * 365 * 24 * 3600
  /// Roots are good from before they were made, for machines whose clocks are behind.
  private static let backdating: TimeInterval = 3600

  init(trustDomain: TrustDomain) { self.trustDomain = trustDomain }

  /// A new root with a new key (ECDSA P-256), which certifies itself.
  func makeRoot(at now: Date, signsFrom: Date) throws -> RootLedger.Root {
    let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
    let identifier = SubjectKeyIdentifier(hash: key.publicKey)
    // The name tells the roots of one trust domain apart: peers find the right one by it.
    let name = try DistinguishedName {
      CommonName("Meltemi root \(identifier.keyIdentifier.prefix(4).hexadecimal)")
      OrganizationName(trustDomain.name)
    }
    let start = now.addingTimeInterval(-Self.backdating).wholeSecond
    let certificate = try Certificate(
      version: .v3, serialNumber: .random(), publicKey: key.publicKey, notValidBefore: start,
      notValidAfter: now.addingTimeInterval(lifetime).wholeSecond, issuer: name, subject: name,
      extensions: Certificate.Extensions {
        Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
        Critical(KeyUsage(keyCertSign: true, cRLSign: true))
        identifier
      },
      issuerPrivateKey: key)
    return RootLedger.Root(
      certificate: try certificate.pemText, key: Redacted(try key.serializeAsPEM().pemString + "\n"), crossCertificate: nil,
      signsFrom: signsFrom, signedUntil: signsFrom)
  }

  /// What a root made here names; nil for other roots.
  static func trustDomain(of root: Certificate) -> TrustDomain? {
    let names = root.subject.lazy.flatMap { $0 }.filter { $0.type == .RDNAttributeType.organizationName }
    return names.compactMap { TrustDomain("\($0.value)") }.first
  }

  /// Certifies a new root by an older one, for peers that know the older one only.
  func crossCertificate(
    of root: Certificate, by issuer: Certificate, key: Certificate.PrivateKey, at now: Date
  ) throws -> String {
    try Certificate(
      version: .v3, serialNumber: .random(), publicKey: root.publicKey,
      notValidBefore: now.addingTimeInterval(-Self.backdating).wholeSecond,
      notValidAfter: min(root.notValidAfter, issuer.notValidAfter), issuer: issuer.subject, subject: root.subject,
      extensions: Certificate.Extensions {
        Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
        Critical(KeyUsage(keyCertSign: true, cRLSign: true))
        SubjectKeyIdentifier(keyIdentifier: root.keyIdentifier)
        AuthorityKeyIdentifier(keyIdentifier: issuer.keyIdentifier)
      },
      issuerPrivateKey: key
    ).pemText
  }
}
