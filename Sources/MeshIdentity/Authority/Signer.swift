import Foundation
import X509

/// The key that signs, the certificate that goes with it, and what leads from there to a root.
struct Signer: Sendable, Hashable {
  let certificate: Certificate
  let key: Redacted<Certificate.PrivateKey>
  /// What is sent along after a workload's certificate: everything that a peer needs besides its roots.
  let chainPEM: [String]
  /// No certificate below this one is good for longer.
  let notAfter: Date

  /// - Parameter path: The certificates above the signing one, which may end before it.
  init(certificate: Certificate, key: Certificate.PrivateKey, chainPEM: [String], path: [Certificate] = []) {
    self.certificate = certificate
    self.key = Redacted(key)
    self.chainPEM = chainPEM
    notAfter = path.reduce(certificate.notValidAfter) { min($0, $1.notValidAfter) }
  }
}

/// What a certificate of a workload or a server holds besides its issuer.
struct CertificateContents {
  var publicKey: Certificate.PublicKey
  var names: [GeneralName]
  var notBefore: Date
  var notAfter: Date
}

extension Signer {
  /// Signs a certificate that is good for both ends of a TLS connection and for nothing else. Its subject is empty, so its names
  /// are critical (RFC 5280, 4.2.1.6).
  func sign(_ contents: CertificateContents) throws -> Certificate {
    let isRSA = KeyKind(contents.publicKey).isRSA
    return try Certificate(
      version: .v3, serialNumber: .random(), publicKey: contents.publicKey, notValidBefore: contents.notBefore,
      notValidAfter: contents.notAfter, issuer: certificate.subject, subject: DistinguishedName(),
      extensions: Certificate.Extensions {
        Critical(KeyUsage(digitalSignature: true, keyEncipherment: isRSA))
        try ExtendedKeyUsage([.serverAuth, .clientAuth])
        Critical(BasicConstraints.notCertificateAuthority)
        AuthorityKeyIdentifier(keyIdentifier: certificate.keyIdentifier)
        Critical(SubjectAlternativeNames(contents.names))
      },
      issuerPrivateKey: key.reveal())
  }
}
