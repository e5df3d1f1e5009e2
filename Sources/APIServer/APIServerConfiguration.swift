package import MeshIdentity

/// How an API server is reached and what it believes.
package struct APIServerConfiguration: Sendable {
  /// How the server speaks.
  package enum Transport: Sendable, Hashable {
    /// Plain HTTP, on which everybody is an administrator: for this machine alone.
    case insecure
    /// TLS with a certificate of the server's own authority.
    /// - Parameter names: Host names and addresses by which clients reach it.
    case tls(names: [String])
  }

  package var host: String
  /// 0 picks a free one.
  package var port: Int
  package var transport: Transport
  /// Where the keys lie that the server vouches with.
  package var keys: ServerKeySource
  /// Lines of `token,user,uid,"group,group"`; nil for none.
  package var tokens: Redacted<String>?
  /// Keys of 32 bytes that seal Secrets in the store, the one for writing first; empty: they lie there as they are.
  package var sealingKeys: Redacted<[[UInt8]]>
  /// How long the server's certificate is good; it is made anew when two thirds of that are over. In whole seconds.
  package var certificateLifetime = Duration.seconds(365 * 24 * 3600)
  /// The most bytes of a request's body.
  package var bodyLimit = 3 << 20
  package var limits = ClientLimits()
  /// How long a connection may say nothing while nothing is asked, or while a request is only half there.
  package var idleTimeout = Duration.seconds(90)
  /// What the product calls itself in `/version`.
  package var product = "0.1.0"

  package init(
    host: String = "127.0.0.1", port: Int = 6443, transport: Transport, keys: ServerKeySource, tokens: Redacted<String>? = nil,
    sealingKeys: Redacted<[[UInt8]]> = Redacted([])
  ) {
    self.host = host
    self.port = port
    self.transport = transport
    self.keys = keys
    self.tokens = tokens
    self.sealingKeys = sealingKeys
  }
}
