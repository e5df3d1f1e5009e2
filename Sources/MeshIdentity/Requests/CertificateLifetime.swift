package import Foundation
import X509

/// When a certificate is good.
package struct CertificateLifetime: Sendable, Hashable {
  package var notBefore: Date
  package var notAfter: Date
  /// Whose it is; nil where it does not name exactly one SPIFFE id of our form.
  package var identity: WorkloadIdentity?

  /// Reads the first certificate of a PEM text.
  /// - Returns: nil where the text does not begin with a certificate.
  package init?(pemChain: String) {
    guard let leaf = try? PEMFile(path: "").certificates(pemChain).first else { return nil }
    (notBefore, notAfter) = (leaf.notValidBefore, leaf.notValidAfter)
    identity = try? leaf.workloadIdentity
  }
}

extension Certificate {
  /// The workload that the certificate names.
  /// - Throws: a refusal where it names none, several, or one that is not of our form.
  var workloadIdentity: WorkloadIdentity {
    get throws(Refusal) {
      let names: SubjectAlternativeNames?
      do { names = try extensions.subjectAlternativeNames } catch {
        throw Refusal("certificate-malformed", "the names in the certificate cannot be read")
      }
      let uris = (names ?? SubjectAlternativeNames()).compactMap { name in
        if case .uniformResourceIdentifier(let uri) = name { uri } else { nil }
      }
      guard uris.count == 1, let uri = uris.first else {
        throw Refusal("certificate-no-identity", "the certificate names \(uris.count) identities instead of one")
      }
      guard let identity = WorkloadIdentity(spiffeID: uri) else {
        throw Refusal("certificate-no-identity", "the certificate's name is no SPIFFE id of a workload")
      }
      return identity
    }
  }
}
