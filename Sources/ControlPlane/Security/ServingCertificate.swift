import Foundation
import Logging
import MeshIdentity
import MeshTransport
import ServiceLifecycle
import Synchronization

/// Keeps the certificate of the TLS port fresh: issues it at start, again when two thirds of its life are over, and whenever the roots
/// change. New handshakes get the newest; connections that are there go on.
final class ServingCertificate: ServiceLifecycle.Service {
  let identity: TLSServerIdentity
  private let authority: CertificateAuthority
  private let names: [String]
  private let workload: WorkloadIdentity?
  private let lifetime: Duration
  private let logger: Logger
  private let schedule: Mutex<RenewalSchedule>

  /// - Throws: when the authority cannot issue.
  init(
    authority: CertificateAuthority, names: [String], workload: WorkloadIdentity?, lifetime: Duration, logger: Logger
  ) throws {
    self.authority = authority
    self.names = names
    self.workload = workload
    self.lifetime = lifetime
    self.logger = logger
    let first = try authority.issueServerCertificate(names: names, identity: workload, lifetime: lifetime)
    identity = try TLSServerIdentity(TLSIdentity(first))
    schedule = Mutex(RenewalSchedule(issued: Date(), notAfter: first.notAfter))
  }

  var notAfter: Date { schedule.withLock { $0.notAfter } }

  func run() async throws {
    await cancelWhenGracefulShutdown {
      await withTaskGroup(of: Void.self) { group in
        group.addTask { await self.followRoots() }
        group.addTask { await self.followTime() }
      }
    }
  }

  private func followRoots() async {
    var known = authority.trustBundle
    for await bundle in authority.trustBundles() where bundle != known {
      known = bundle
      renew(because: "the roots changed")
    }
  }

  private func followTime() async {
    while !Task.isCancelled {
      if schedule.withLock({ $0.due }) <= Date() { renew(because: "its time is near") }
      try? await Task.sleep(for: schedule.withLock { $0 }.pause(at: Date()))
    }
  }

  private func renew(because reason: String) {
    do {
      let next = try authority.issueServerCertificate(names: names, identity: workload, lifetime: lifetime)
      try identity.replace(with: TLSIdentity(next))
      schedule.withLock { $0 = RenewalSchedule(issued: Date(), notAfter: next.notAfter) }
      logger.info("Renewed the certificate of the TLS port", metadata: ["reason": "\(reason)", "notAfter": "\(next.notAfter)"])
    } catch {
      logger.error(
        "Cannot renew the certificate of the TLS port; the old one stays in use",
        metadata: ["reason": "\(reason)", "error": "\(error)", "notAfter": "\(notAfter)"])
    }
  }
}

extension TLSIdentity {
  init(_ certificate: ServerCertificate) {
    self.init(chainPEM: certificate.chainPEM, keyPEM: certificate.privateKeyPEM)
  }
}
