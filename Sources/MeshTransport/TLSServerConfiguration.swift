/// Where a `TLSServerTransport` listens, and what clients may ask of it before anybody knows who they are.
package struct TLSServerConfiguration: Sendable {
  /// An IPv4 or IPv6 address.
  package var host: String
  /// Port 0 picks a free one; ask the transport for `listeningAddress`.
  package var port: Int
  /// How long a client may take from connecting to the end of the TLS handshake.
  package var handshakeTimeout: Duration = .seconds(10)
  /// How long a connection may be without a call.
  package var idleTimeout: Duration = .seconds(15 * 60)
  /// Connections at a time, in all and from one address. Those beyond are closed at once.
  package var connections = 20_000
  package var connectionsPerHost = 4096
  /// Connections that the system holds until they are accepted.
  package var backlog = 1024
  /// Calls at a time that one connection may have.
  package var streamsPerConnection = 100
  /// Bytes of one request message.
  package var requestBytes = 32 << 20
  /// Bytes of all that a client sends in one call, by the call's path (`/SERVICE/METHOD`): a call that goes beyond is refused before
  /// the rest is read.
  package var callBytes: [String: Int] = [:]
  /// How often a silent connection is asked for a sign of life, and how long it may take to give one.
  package var keepaliveInterval: Duration = .seconds(30)
  package var keepaliveTimeout: Duration = .seconds(10)

  package init(host: String = "127.0.0.1", port: Int = 0) {
    self.host = host
    self.port = port
  }
}

/// What happens below the calls of a `TLSServerTransport`. `address` is the client's, `HOST:PORT`.
package enum TLSServerEvent: Sendable, Hashable {
  /// Why a connection came to nothing.
  package enum HandshakeFailure: String, Sendable, Hashable, CaseIterable {
    /// The first byte was not that of a TLS handshake.
    case plainText = "plain-text"
    case timeout
    /// The client speaks TLS, but does not offer HTTP/2 (ALPN `h2`).
    case noHTTP2 = "no-http2"
    /// What the client sent was no acceptable handshake, or it did not accept ours.
    case failed
    /// The server has no usable certificate.
    case noCertificate = "no-certificate"
    /// The client has too many connections, or all clients together have.
    case tooManyConnections = "too-many-connections"
  }

  case handshakeCompleted(address: String)
  /// `detail` is the TLS library's reason; it holds nothing secret.
  case handshakeFailed(HandshakeFailure, detail: String, address: String)
  /// A call sent more than `TLSServerConfiguration.callBytes` allows.
  case callTooLarge(path: String, limit: Int, address: String)
}
