package import MeshIdentity

/// What one side of a TLS connection shows: its certificate chain and the key to it.
package struct TLSIdentity: Sendable {
  /// PEM, the own certificate first, without the root.
  package var chainPEM: [String]
  /// PEM (PKCS #8 or SEC 1).
  package var keyPEM: Redacted<String>

  package init(chainPEM: [String], keyPEM: Redacted<String>) {
    self.chainPEM = chainPEM
    self.keyPEM = keyPEM
  }
}
