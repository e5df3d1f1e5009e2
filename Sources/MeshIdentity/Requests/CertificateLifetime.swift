package import Foundation

/// When a certificate is good.
package struct CertificateLifetime: Sendable, Hashable {
  package var notBefore: Date
  package var notAfter: Date
  /// Whose it is; nil where it does not name exactly one SPIFFE id of our form.
  package var identity: WorkloadIdentity?
}
