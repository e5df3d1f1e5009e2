import Foundation
import Logging
import MeshIdentity

/// Gets the workload's certificate from an authority and renews it, for as long as it runs.
///
/// It never gives up, and what it says about a failure gets louder as the certificate gets older.
struct CertificateKeeper: Sendable {
  let client: AuthorityClient
  let policy: CertificateMachine.Policy
  let store: SecretStore
  /// Where certificates are written as well; what an earlier run left there is the first proof of identity.
  let folder: CertificateFolder?
  let report: @Sendable (CertificateStatus) -> Void
  let logger: Logger

  /// Runs until cancelled.
  func run() async throws {
    var machine = CertificateMachine(policy: policy)
    var event = CertificateMachine.Event.started(restore())
    while true {
      try Task.checkCancellation()
      let now = Date()
      let before = machine.status.state
      let action = machine.handle(event, now: now, draw: Double.random(in: 0..<1))
      report(machine.status)
      say(event, machine, now)
      if machine.status.state == .expired, before != .expired { sayExpired(machine.status) }
      switch action {
      case .request(let proof):
        event = await request(proof)
      case .wait(let duration):
        try await Task.sleep(for: duration)
        event = .woke
      }
    }
  }

  private func request(_ proof: CertificateMachine.Proof) async -> CertificateMachine.Event {
    do {
      let certificate = try await client.certificate(proof, own: store.own)
      // Written before it is used: after a crash in between, the proof of the next start is the newest certificate.
      if let folder { write(certificate, to: folder) }
      store.install(certificate)
      return .issued(certificate.terms)
    } catch {
      return .failed(reason: error.reason, isRefusal: error.isRefusal)
    }
  }

  private func write(_ certificate: OwnCertificate, to folder: CertificateFolder) {
    do {
      try folder.write(certificate)
    } catch {
      logger.error(
        "The certificate is in use, but cannot be written", metadata: ["directory": "\(folder.path)", "reason": "\(error)"])
    }
  }

  /// The certificate that an earlier run wrote, if it is the workload's and still good.
  private func restore() -> CertificateTerms? {
    guard let folder, FileManager.default.fileExists(atPath: folder.path + "/cert-chain.pem") else { return nil }
    do {
      let certificate = try folder.read()
      guard certificate.terms.subject == client.identity.spiffeID, certificate.terms.isValid(at: Date()) else {
        logger.info("The certificate that was written earlier is of no use any more", metadata: ["directory": "\(folder.path)"])
        return nil
      }
      store.install(certificate)
      return certificate.terms
    } catch {
      logger.warning(
        "The certificate that was written earlier cannot be used",
        metadata: ["directory": "\(folder.path)", "reason": "\(error)"])
      return nil
    }
  }

  // MARK: Log

  private func say(_ event: CertificateMachine.Event, _ machine: CertificateMachine, _ now: Date) {
    let status = machine.status
    switch event {
    case .issued where status.failures == 0:
      logger.info("The workload has a new certificate", metadata: Self.metadata(status))
    case .issued, .failed:
      let message: Logger.Message =
        status.renewals == 0 && status.serialNumber == nil
        ? "The workload gets no certificate" : "The workload's certificate cannot be renewed"
      var metadata = Self.metadata(status)
      metadata["reason"] = "\(status.lastError ?? "")"
      metadata["failures"] = "\(status.failures)"
      switch machine.urgency(now: now) {
      case .warning: logger.warning(message, metadata: metadata)
      case .error: logger.error(message, metadata: metadata)
      case .critical: logger.critical(message, metadata: metadata)
      }
    case .started(.some):
      logger.info("The workload goes on with the certificate of an earlier run", metadata: Self.metadata(status))
    case .started, .woke:
      break
    }
  }

  private func sayExpired(_ status: CertificateStatus) {
    logger.critical("The workload's certificate has expired: its peers refuse it", metadata: Self.metadata(status))
  }

  static func metadata(_ status: CertificateStatus) -> Logger.Metadata {
    var metadata: Logger.Metadata = [:]
    if let serial = status.serialNumber { metadata["serial"] = "\(serial)" }
    if let subject = status.subject { metadata["identity"] = "\(subject)" }
    if let end = status.notAfter { metadata["expires"] = "\(end.formatted(.iso8601))" }
    if let next = status.nextRenewal { metadata["next"] = "\(next.formatted(.iso8601))" }
    return metadata
  }
}
