package import MeshAPI

/// One way of handling a connection, and which connections it is for.
package struct FilterChainPlan: Hashable, Sendable {
  package enum Transport: Hashable, Sendable { case plainText, tls }
  package enum Content: Hashable, Sendable {
    case tcp(TCPProxyPlan)
    case http(HTTPConnectionPlan)
  }

  package var name: String?
  package var destinationPort: Int?
  package var transport: Transport?
  /// As HTTP inspection or ALPN names them; empty for any.
  package var applicationProtocols: [String] = []
  /// TLS server names; empty for any.
  package var serverNames: [String] = []
  /// How long establishing the transport may take; nil for no limit.
  package var transportTimeout: Duration?
  package var content: Content
  /// The rule that the chain comes from, for the metadata that tools read.
  package var rule: ObjectKey?

  package init(name: String? = nil, content: Content) {
    self.name = name
    self.content = content
  }

  /// How long chains of listeners that may carry TLS wait for the transport (Istio's 15 seconds).
  static let transportTimeout = Duration.seconds(15)
  /// What HTTP inspection calls plain-text HTTP.
  package static let plainTextHTTP = ["http/1.1", "h2c"]
}

/// Bytes forwarded to one cluster.
package struct TCPProxyPlan: Hashable, Sendable {
  /// A protocol whose statistics Envoy can read on the way.
  package enum Codec: Hashable, Sendable { case mongo }

  package var statPrefix: String
  package var cluster: String
  package var codec: Codec?
  /// nil for Envoy's default (an hour).
  package var idleTimeout: Duration?
  /// How long a connection may live; nil for ever.
  package var maxDuration: Duration?
  package var accessLog: AccessLogPlan?

  /// Statistics carry the cluster's name.
  package init(cluster: String, codec: Codec? = nil, accessLog: AccessLogPlan? = nil) {
    statPrefix = cluster
    self.cluster = cluster
    self.codec = codec
    self.accessLog = accessLog
  }
}

extension FilterChainPlan {
  var isHTTP: Bool {
    if case .http = content { true } else { false }
  }

  /// Whether the chain is for every connection.
  package var takesEverything: Bool {
    destinationPort == nil && transport == nil && applicationProtocols.isEmpty && serverNames.isEmpty
  }
}
