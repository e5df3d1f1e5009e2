import Crypto
import SwiftASN1
import X509

/// A key that was made in memory, and the request to certify it: what a workload sends to the authority.
package struct SigningRequest: Sendable {
  /// The key in PEM (PKCS #8, ECDSA P-256).
  package let privateKeyPEM: Redacted<String>
  /// The request in PEM (RFC 2986).
  package let csrPEM: String

  /// Makes a new key.
  /// - Parameter identity: The name to ask for; nil leaves it to the authority, which knows it from what was proved.
  /// - Throws: when the system has no randomness, or the request cannot be written.
  package init(identity: WorkloadIdentity? = nil) throws {
    let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
    var attributes = CertificateSigningRequest.Attributes()
    if let identity {
      let names = SubjectAlternativeNames([.uniformResourceIdentifier(identity.spiffeID)])
      let extensions = try Certificate.Extensions { Critical(names) }
      attributes.insert(try CertificateSigningRequest.Attribute(ExtensionRequest(extensions: extensions)))
    }
    let request = try CertificateSigningRequest(
      version: .v1, subject: DistinguishedName(), privateKey: key, attributes: attributes)
    privateKeyPEM = Redacted(try key.serializeAsPEM().pemString + "\n")
    csrPEM = try request.serializeAsPEM().pemString + "\n"
  }
}
