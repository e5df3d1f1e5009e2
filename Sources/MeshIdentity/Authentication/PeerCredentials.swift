/// What a peer brought along to prove who it is.
package struct PeerCredentials: Sendable {
  /// The token of an `authorization: Bearer` header, without the scheme.
  package var bearerToken: Redacted<String>?
  /// The certificates the peer showed, leaf first. The TLS layer has proved that the peer holds the leaf's key, nothing more.
  package var certificateChainDER: [[UInt8]]
  /// Whether the connection is TLS.
  package var isEncrypted: Bool
  /// Where the peer is, for the audit log: `HOST:PORT`, or the path of a unix socket.
  package var address: String

  package init(
    bearerToken: Redacted<String>? = nil, certificateChainDER: [[UInt8]] = [], isEncrypted: Bool, address: String
  ) {
    (self.bearerToken, self.certificateChainDER) = (bearerToken, certificateChainDER)
    (self.isEncrypted, self.address) = (isEncrypted, address)
  }
}
