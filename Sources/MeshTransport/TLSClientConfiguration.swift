package import GRPCNIOTransportHTTP2Posix
import MeshIdentity
import NIOCore
import NIOHTTP2

/// How a client reaches a server over TLS: the other end of `TLSServerTransport`.
package struct TLSClientConfiguration: Sendable {
  /// An IP address or a DNS name.
  package var host: String
  package var port: Int
  /// The name that the server's certificate must bear, unless it bears the IP address that is connected to; nil for `host`.
  package var serverName: String?
  /// The roots of which one must vouch for the server, PEM.
  package var rootsPEM: [String]
  /// What the client shows, if it has a certificate.
  package var identity: TLSIdentity?
  /// How long a silent connection is left alone before it is asked for a sign of life, which may take 10 s.
  package var keepalive: Duration = .seconds(30)
  /// Whether that also goes for a connection without calls. Some servers take it amiss.
  package var keepsIdleAlive = true
  /// Whether the server is one of Go's gRPC and measures the connection with pings, more of them than a client of ours bears; then they
  /// are left unanswered, which ends them.
  package var ignoresMeasuringPings = false
  /// The longest pause between two attempts to connect; nil: as long as gRPC waits.
  package var longestPause: Duration?

  package init(host: String, port: Int, serverName: String? = nil, rootsPEM: [String], identity: TLSIdentity? = nil) {
    self.host = host
    self.port = port
    self.serverName = serverName
    self.rootsPEM = rootsPEM
    self.identity = identity
  }

  /// A transport for a `GRPCClient`. It shows what this value holds for as long as it lives; whoever renewed its certificate, or learned
  /// of other roots, connects anew with a transport of the new value.
  /// - Throws: when a certificate, the key or the address cannot be used.
  package func makeTransport() throws -> HTTP2ClientTransport.Posix { try makeTransport(security) }

  /// A transport without TLS, for servers that speak none.
  /// - Throws: when the address cannot be used.
  package func makePlainTransport() throws -> HTTP2ClientTransport.Posix { try makeTransport(.plaintext) }

  private func makeTransport(_ security: HTTP2ClientTransport.Posix.TransportSecurity) throws -> HTTP2ClientTransport.Posix {
    var config = HTTP2ClientTransport.Posix.Config.defaults
    config.http2.authority = serverName
    config.http2.targetWindowSize = 1 << 20
    config.connection.keepalive = .init(time: keepalive, timeout: .seconds(10), allowWithoutCalls: keepsIdleAlive)
    if let longestPause {
      config.backoff.max = longestPause
      config.backoff.initial = min(config.backoff.initial, longestPause / 8)
    }
    if ignoresMeasuringPings {
      config.channelDebuggingCallbacks.onCreateTCPConnection = { connection in
        connection.eventLoop.makeCompletedFuture {
          let pipeline = connection.pipeline.syncOperations
          let http2 = try pipeline.handler(type: NIOHTTP2Handler.self)
          try pipeline.addHandler(WindowPingFilter(), position: .before(http2))
        }
      }
    }
    if Self.isIPv6(host) {
      return try HTTP2ClientTransport.Posix(target: .ipv6(address: host, port: port), transportSecurity: security, config: config)
    }
    if Self.isIPv4(host) {
      return try HTTP2ClientTransport.Posix(target: .ipv4(address: host, port: port), transportSecurity: security, config: config)
    }
    return try HTTP2ClientTransport.Posix(target: .dns(host: host, port: port), transportSecurity: security, config: config)
  }

  private var security: HTTP2ClientTransport.Posix.TransportSecurity {
    .tls { tls in
      tls.trustRoots = .certificates(rootsPEM.map { .bytes(Array($0.utf8), format: .pem) })
      guard let identity else { return }
      tls.certificateChain = identity.chainPEM.map { .bytes(Array($0.utf8), format: .pem) }
      tls.privateKey = .bytes(Array(identity.keyPEM.reveal().utf8), format: .pem)
    }
  }

  private static func isIPv6(_ host: String) -> Bool { host.contains(":") }

  private static func isIPv4(_ host: String) -> Bool {
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
  }
}
