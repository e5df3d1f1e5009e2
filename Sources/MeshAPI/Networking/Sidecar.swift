/// Istio's `Sidecar` (networking.istio.io/v1): what a workload's proxy listens on and may reach.
package struct Sidecar: Hashable, Sendable {
  package enum CaptureMode: String, Hashable, Sendable {
    case `default` = "DEFAULT"
    case iptables = "IPTABLES"
    case none = "NONE"
  }
  package struct Ingress: Hashable, Sendable {
    package var port: PortSpecification
    package var bind: String?
    package var captureMode: CaptureMode
    /// `127.0.0.1:PORT`, `[::1]:PORT`, `0.0.0.0:PORT`, `[::]:PORT` or `unix:///path`; nil means the port on loopback's stead.
    package var defaultEndpoint: String?
    package var connectionPool: ConnectionPoolSettings?
    /// TLS that ends here; nil where the mesh's own is all there is.
    package var tls: ServerTLSSettings?
    package init(
      port: PortSpecification, bind: String? = nil, captureMode: CaptureMode = .default, defaultEndpoint: String? = nil,
      connectionPool: ConnectionPoolSettings? = nil, tls: ServerTLSSettings? = nil
    ) {
      self.port = port
      self.bind = bind
      self.captureMode = captureMode
      self.defaultEndpoint = defaultEndpoint
      self.connectionPool = connectionPool
      self.tls = tls
    }
  }
  package struct Egress: Hashable, Sendable {
    package var port: PortSpecification?
    package var bind: String?
    package var captureMode: CaptureMode
    /// `namespace/host`, as written; namespace may be `.`, `*` or `~`.
    package var hosts: [String]
    package init(
      port: PortSpecification? = nil, bind: String? = nil, captureMode: CaptureMode = .default, hosts: [String]
    ) {
      self.port = port
      self.bind = bind
      self.captureMode = captureMode
      self.hosts = hosts
    }
  }
  package var workloadSelector: [String: String]?
  package var ingress: [Ingress] = []
  package var egress: [Egress] = []
  /// nil means the mesh's default.
  package var outboundTrafficPolicy: OutboundTrafficPolicy?
  /// Where traffic goes that is for nobody the mesh knows, instead of where it was going; its host is a full name, its port is given.
  package var egressProxy: Destination?
  package var inboundConnectionPool: ConnectionPoolSettings?

  package init() {}
}

/// What happens to requests for hosts that no registry knows (Istio `OutboundTrafficPolicy`).
package enum OutboundTrafficPolicy: String, Hashable, Sendable {
  case registryOnly = "REGISTRY_ONLY"
  case allowAny = "ALLOW_ANY"
}
