import Foundation
import Logging

/// Uses the certificate that others put into a directory, and notices when they replace it.
struct MountedCertificate: Sendable {
  let folder: CertificateFolder
  let store: SecretStore
  /// How often the files are looked at.
  let interval: Duration
  let report: @Sendable (CertificateStatus) -> Void
  let logger: Logger

  /// Runs until cancelled.
  func run() async throws {
    var status = CertificateStatus()
    while true {
      let before = status
      look(&status, now: Date())
      if status != before {
        report(status)
        say(from: before, to: status)
      }
      try await Task.sleep(for: interval)
    }
  }

  private func look(_ status: inout CertificateStatus, now: Date) {
    do {
      let certificate = try folder.read()
      if certificate.chainPEM != store.own?.chainPEM || certificate.rootsPEM != store.own?.rootsPEM {
        store.install(certificate)
        status.renewals += 1
        status.lastRenewal = now
        (status.serialNumber, status.subject) = (certificate.terms.serialNumber, certificate.terms.subject)
        (status.notBefore, status.notAfter) = (certificate.terms.notBefore, certificate.terms.notAfter)
      }
      (status.failures, status.lastError) = (0, nil)
    } catch {
      let reason = String(describing: error)
      if reason != status.lastError { status.failuresInTotal += 1 }
      (status.failures, status.lastError) = (1, reason)
    }
    status.state =
      switch status.notAfter {
      case nil: .waiting
      case let end? where end <= now: .expired
      default: status.failures > 0 ? .renewalFailing : .valid
      }
  }

  private func say(from before: CertificateStatus, to status: CertificateStatus) {
    var metadata = CertificateKeeper.metadata(status)
    metadata["directory"] = "\(folder.path)"
    if let reason = status.lastError, reason != before.lastError {
      metadata["reason"] = "\(reason)"
      logger.error("The mounted certificate cannot be used", metadata: metadata)
    }
    if status.renewals != before.renewals { logger.info("The workload has a new certificate", metadata: metadata) }
    if status.state == .expired, before.state != .expired {
      logger.critical("The workload's certificate has expired: its peers refuse it", metadata: metadata)
    }
  }
}
