package import Foundation

/// One decision about who may have what. It never holds a token or a key.
package struct AuditEvent: Sendable, Hashable {
  package enum Outcome: String, Sendable { case granted, refused }

  package var time: Date
  package var purpose: Purpose
  package var outcome: Outcome
  /// Where the peer is.
  package var peerAddress: String
  /// Who it proved to be; nil where it proved nothing.
  package var workload: AuthenticatedWorkload?
  /// A stable name of the reason of a refusal, such as `csr-foreign-identity`.
  package var code: String?
  /// The reason in words, or what was granted.
  package var detail: String
  /// Serial number of the certificate that was issued, in hexadecimal.
  package var serialNumber: String?

  package init(
    time: Date, purpose: Purpose, outcome: Outcome, peerAddress: String, workload: AuthenticatedWorkload? = nil,
    code: String? = nil, detail: String = "", serialNumber: String? = nil
  ) {
    (self.time, self.purpose, self.outcome, self.peerAddress) = (time, purpose, outcome, peerAddress)
    (self.workload, self.code, self.detail, self.serialNumber) = (workload, code, detail, serialNumber)
  }
}

/// Where decisions are written down.
package protocol AuditLog: Sendable {
  func record(_ event: AuditEvent)
}
