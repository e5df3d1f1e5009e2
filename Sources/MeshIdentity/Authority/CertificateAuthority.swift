package import Foundation
package import Logging
package import ServiceLifecycle

/// Issues certificates to workloads, and says which roots count.
///
/// It issues from the moment it is made. `run()` follows the files: it takes in what others wrote, moves a rotation through its
/// phases, and tells subscribers about new roots.
package final class CertificateAuthority: Service {
  private let configuration: AuthorityConfiguration

  /// - Parameters:
  ///   - now: The clock; tests hand in their own.
  /// - Throws: when there is no usable signing key: a plugged-in set that is broken, a state directory that cannot be written.
  package init(
    configuration: AuthorityConfiguration, logger: Logger, now: @escaping @Sendable () -> Date = { Date() }
  ) throws(AuthorityError) {
    self.configuration = configuration
    throw AuthorityError(.state, "not there yet")
  }

  package var trustDomain: TrustDomain { configuration.trustDomain }

  /// The roots that count now, those that are announced included.
  package var trustBundle: TrustBundle { TrustBundle(rootsPEM: []) }

  /// The roots that count now, and then every change; a slow reader gets the newest only.
  package func trustBundles() -> AsyncStream<TrustBundle> { AsyncStream { $0.finish() } }

  /// Signs a workload's certificate.
  /// - Parameters:
  ///   - csr: A certificate signing request in PEM or DER, up to 64 KiB. The names in it must be none, or exactly the identity.
  ///   - identity: Who was proved to ask.
  ///   - lifetime: What was asked for; nil takes the default. The configured maximum and the authority's own end bound it.
  package func issue(
    csr: [UInt8], for identity: WorkloadIdentity, lifetime: Duration? = nil
  ) throws(IssuanceError) -> IssuedCertificate { throw IssuanceError(.unavailable, "not there yet") }

  /// Makes a key and a certificate for a server of the mesh's own.
  /// - Parameters:
  ///   - names: DNS names and IP addresses that clients may call it by.
  ///   - identity: Its SPIFFE id, where it has one.
  package func issueServerCertificate(
    names: [String], identity: WorkloadIdentity? = nil, lifetime: Duration? = nil
  ) throws(IssuanceError) -> ServerCertificate { throw IssuanceError(.unavailable, "not there yet") }

  /// Begins to replace a self-made root; see `RotationStatus` for what follows.
  package func rotateRoot() throws(AuthorityError) { throw AuthorityError(.notSelfMade, "not there yet") }

  /// Follows the files until shut down.
  package func run() async throws {}
}
