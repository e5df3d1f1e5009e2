/// A key that was made in memory, and the request to certify it: what a workload sends to the authority.
package struct SigningRequest: Sendable {
  /// The key in PEM (PKCS #8, ECDSA P-256).
  package let privateKeyPEM: Redacted<String>
  /// The request in PEM (RFC 2986).
  package let csrPEM: String
}
