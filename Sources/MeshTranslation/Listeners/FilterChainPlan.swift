package import MeshAPI
import MeshModel

/// One way of handling a connection, and which connections it is for.
package struct FilterChainPlan: Hashable, Sendable {
  package enum TLSTermination: Hashable, Sendable {
    /// Mutual TLS of the mesh at a workload.
    case peers(DownstreamTLSPlan)
    /// TLS as a rule spells it out.
    case server(ServerTLSPlan)
  }
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
  /// Original destinations; empty for any.
  package var destinationBlocks: [AddressBlock] = []
  /// Where connections come from; empty for anywhere.
  package var sourceBlocks: [AddressBlock] = []
  /// How long establishing the transport may take; nil for no limit.
  package var transportTimeout: Duration?
  /// TLS that ends here; nil where bytes go on as they are.
  package var tls: TLSTermination?
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

/// Bytes forwarded to one cluster, or to one of several by weight.
package struct TCPProxyPlan: Hashable, Sendable {
  /// A protocol whose statistics Envoy can read on the way.
  package enum Codec: Hashable, Sendable { case mongo }

  package enum Target: Hashable, Sendable {
    case cluster(String)
    /// By weight; not empty, and no weight is zero.
    case weighted([Share])
  }
  package struct Share: Hashable, Sendable {
    package var cluster: String
    package var weight: Int
  }

  package var statPrefix: String
  package var target: Target
  package var codec: Codec?
  /// nil for Envoy's default (an hour).
  package var idleTimeout: Duration?
  /// How long a connection may live; nil for ever.
  package var maxDuration: Duration?
  /// Whether the client's address decides which endpoint is taken.
  package var hashesSourceAddress = false
  /// An HTTP request that carries the bytes; nil where they go out as they are.
  package var tunnel: TunnelSettings?
  package var accessLog: AccessLogPlan?
  /// Looks up the TLS server name; nil where the cluster knows its hosts.
  package var serverNameLookup: ServerNameLookup?
  /// What connections must pass before a byte is forwarded.
  package var security = SecurityPlan.none

  /// Statistics carry the cluster's name.
  package init(cluster: String, codec: Codec? = nil, accessLog: AccessLogPlan? = nil) {
    statPrefix = cluster
    target = .cluster(cluster)
    self.codec = codec
    self.accessLog = accessLog
  }
}

extension TCPProxyPlan {
  /// Bytes to a service, under the policy for its host as a whole. (Of settings for single ports nothing counts here, of settings
  /// for subsets the hash and the tunnel alone, and only the host as a whole goes through the tunnel of the host, as in Istio.)
  ///
  /// - Parameter rule: the one for the service, or for the first of several destinations.
  init(to target: Target, statPrefix: String, spoken: PortProtocol, rule: MergedDestinationRule?, subset: String? = nil) {
    self.init(cluster: statPrefix, codec: Codec(spoken))
    self.target = target
    let policy = rule?.trafficPolicy
    idleTimeout = policy?.connectionPool?.tcp?.idleTimeout
    maxDuration = policy?.connectionPool?.tcp?.maxConnectionDuration
    let own = subset.flatMap { name in rule?.subsets.first { $0.name == name } }?.trafficPolicy
    hashesSourceAddress = (own?.loadBalancer ?? policy?.loadBalancer)?.consistentHash?.key == .sourceIP
    tunnel = subset == nil ? policy?.tunnel : own?.tunnel
  }
}

extension TCPProxyPlan.Codec {
  /// nil where nothing is read on the way.
  init?(_ protocol: PortProtocol) {
    guard `protocol` == .mongo else { return nil }
    self = .mongo
  }
}

extension FilterChainPlan {
  /// Whether the chain is for every connection.
  package var takesEverything: Bool {
    destinationPort == nil && transport == nil && applicationProtocols.isEmpty && serverNames.isEmpty
      && destinationBlocks.isEmpty && sourceBlocks.isEmpty
  }
}
