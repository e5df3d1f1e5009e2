/// Istio's `ServiceEntry` (networking.istio.io/v1): services that no platform knows of.
package struct ServiceEntry: Hashable, Sendable {
  package enum Location: String, Hashable, Sendable {
    case meshExternal = "MESH_EXTERNAL"
    case meshInternal = "MESH_INTERNAL"
  }
  package enum Resolution: String, Hashable, Sendable {
    case none = "NONE"
    case `static` = "STATIC"
    case dns = "DNS"
    case dnsRoundRobin = "DNS_ROUND_ROBIN"
  }
  package struct Endpoint: Hashable, Sendable {
    /// An IP address, a host name (DNS resolutions), or `unix:///path`.
    package var address: String
    /// By service port name.
    package var ports: [String: Int] = [:]
    package var labels: [String: String] = [:]
    package var network: String?
    /// `region/zone/subzone`.
    package var locality: String?
    /// nil means 1.
    package var weight: Int?
    package var serviceAccount: String?
    package init(address: String) { self.address = address }
  }
  package var hosts: [String]
  /// Addresses or CIDR blocks.
  package var addresses: [String] = []
  package var ports: [PortSpecification] = []
  package var location: Location = .meshExternal
  package var resolution: Resolution = .none
  package var endpoints: [Endpoint] = []
  package var workloadSelector: [String: String]?
  package var exportTo: [String] = []
  package var subjectAltNames: [String] = []

  package init(hosts: [String]) { self.hosts = hosts }
}

/// A port as rules write it (Istio `ServicePort`, `Port` and `SidecarPort`).
package struct PortSpecification: Hashable, Sendable {
  /// 1...65535 (0 where a unix socket stands for the port).
  package var number: Int
  package var name: String
  /// As written, for example `HTTP`; empty when unset.
  package var `protocol`: String
  package var targetPort: Int?

  package init(number: Int, name: String, protocol: String, targetPort: Int? = nil) {
    self.number = number
    self.name = name
    self.protocol = `protocol`
    self.targetPort = targetPort
  }
}
