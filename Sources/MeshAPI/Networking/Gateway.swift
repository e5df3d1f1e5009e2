/// Istio's `Gateway` (networking.istio.io/v1): what an ingress or egress proxy listens for.
package struct Gateway: Hashable, Sendable {
  package struct Server: Hashable, Sendable {
    package var port: PortSpecification
    /// An address or `unix:///path`; nil means all interfaces.
    package var bind: String?
    /// `[namespace/]host`, as written; namespace may be `.` or `*`.
    package var hosts: [String]
    /// Whether plain requests are redirected to HTTPS with 301 (`tls.httpsRedirect`).
    package var httpsRedirect: Bool
    /// What happens to TLS; nil for plain text.
    package var tls: ServerTLSSettings?
    package var name: String?
    package var defaultEndpoint: String?

    package init(
      port: PortSpecification, bind: String? = nil, hosts: [String], httpsRedirect: Bool = false,
      tls: ServerTLSSettings? = nil, name: String? = nil, defaultEndpoint: String? = nil
    ) {
      self.port = port
      self.bind = bind
      self.hosts = hosts
      self.httpsRedirect = httpsRedirect
      self.tls = tls
      self.name = name
      self.defaultEndpoint = defaultEndpoint
    }
  }
  package var servers: [Server]
  /// The gateway workloads that this object is for, in any namespace.
  package var selector: [String: String]

  package init(servers: [Server] = [], selector: [String: String] = [:]) {
    self.servers = servers
    self.selector = selector
  }
}
