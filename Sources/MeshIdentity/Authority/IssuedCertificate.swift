package import Foundation

/// A workload's certificate, with what others need to believe it.
package struct IssuedCertificate: Sendable, Hashable {
  /// PEM documents, the workload's own first, then what leads to a root; without roots. Each ends in a line break.
  package var chainPEM: [String]
  /// The roots at the moment of issuing.
  package var trustBundle: TrustBundle
  package var identity: WorkloadIdentity
  /// In hexadecimal, for the audit log.
  package var serialNumber: String
  package var notBefore: Date
  package var notAfter: Date

  package init(
    chainPEM: [String], trustBundle: TrustBundle, identity: WorkloadIdentity, serialNumber: String, notBefore: Date,
    notAfter: Date
  ) {
    (self.chainPEM, self.trustBundle, self.identity) = (chainPEM, trustBundle, identity)
    (self.serialNumber, self.notBefore, self.notAfter) = (serialNumber, notBefore, notAfter)
  }
}

/// A certificate for a server of the mesh's own (the control plane's TLS port), with its key.
package struct ServerCertificate: Sendable {
  /// PEM documents, the server's own first, then what leads to a root; without roots.
  package var chainPEM: [String]
  /// The key in PEM (PKCS #8).
  package var privateKeyPEM: Redacted<String>
  /// The roots at the moment of issuing.
  package var trustBundle: TrustBundle
  package var notBefore: Date
  package var notAfter: Date
}
