package import Foundation

/// What a certificate says about itself, as far as its renewal and its status need it.
package struct CertificateTerms: Sendable, Hashable {
  /// In hexadecimal.
  package var serialNumber: String
  package var notBefore: Date
  package var notAfter: Date
  /// The SPIFFE id, where it names one.
  package var subject: String?

  /// Creates terms.
  package init(serialNumber: String, notBefore: Date, notAfter: Date, subject: String? = nil) {
    (self.serialNumber, self.notBefore, self.notAfter, self.subject) = (serialNumber, notBefore, notAfter, subject)
  }

  /// Whether the certificate counts at this time, as far as the clock says.
  func isValid(at time: Date) -> Bool { time < notAfter }
}
