package import Foundation

/// How it stands with the workload's certificate, for people and for dashboards. It holds nothing secret.
package struct CertificateStatus: Sendable, Hashable {
  /// Where the certificate is in its life.
  package enum State: String, Sendable, Hashable {
    /// There was none yet: what needs an identity waits.
    case waiting
    /// It is good, and the next renewal is not due or under way.
    case valid
    /// It is still good, but the last attempt to renew it failed.
    case renewalFailing
    /// It has expired: peers refuse the workload.
    case expired
  }

  package var state: State = .waiting
  /// In hexadecimal; nil while there is none.
  package var serialNumber: String?
  package var subject: String?
  package var notBefore: Date?
  package var notAfter: Date?
  /// When the current certificate was obtained.
  package var lastRenewal: Date?
  /// When the next renewal is due.
  package var nextRenewal: Date?
  /// How many certificates were obtained since the agent started.
  package var renewals = 0
  /// Failed attempts since the last success.
  package var failures = 0
  /// Failed attempts since the agent started.
  package var failuresInTotal = 0
  /// Why the last attempt failed; nil since a success.
  package var lastError: String?

  /// The status of an agent that has just started.
  package init() {}
}
