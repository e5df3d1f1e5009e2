package import MeshIdentity
import NIOSSL

/// How an API server is reached and what it believes.
package struct APIServerConfiguration: Sendable {
  /// How the server speaks.
  package enum Transport: Sendable {
    /// Plain HTTP, on which everybody is an administrator: for this machine alone.
    case insecure
    /// TLS with this certificate; clients with certificates of these authorities are known by them.
    case tls(chainPEM: [String], keyPEM: Redacted<String>, clientRootsPEM: [String])
  }

  package var host: String
  /// 0 picks a free one.
  package var port: Int
  package var transport: Transport
  /// Lines of `token,user,uid,"group,group"`; nil for none.
  package var tokens: Redacted<String>?
  /// Keys of 32 bytes that seal Secrets in the store, the one for writing first; empty: they lie there as they are.
  package var sealingKeys: Redacted<[[UInt8]]>
  /// The most bytes of a request's body.
  package var bodyLimit = 3 << 20
  /// What the product calls itself in `/version`.
  package var product = "0.1.0"

  package init(
    host: String = "127.0.0.1", port: Int = 6443, transport: Transport, tokens: Redacted<String>? = nil,
    sealingKeys: Redacted<[[UInt8]]> = Redacted([])
  ) {
    self.host = host
    self.port = port
    self.transport = transport
    self.tokens = tokens
    self.sealingKeys = sealingKeys
  }
}
