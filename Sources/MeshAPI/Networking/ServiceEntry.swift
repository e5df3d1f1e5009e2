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
    case dynamicDNS = "DYNAMIC_DNS"
  }
  /// An endpoint is described as a workload is.
  package typealias Endpoint = WorkloadEntry
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
  /// The addresses that the object's status gives to its hosts (Istio writes them there); in the order of the status.
  package var givenAddresses: [GivenAddress] = []

  /// One address that a control plane gave to a host.
  package struct GivenAddress: Hashable, Sendable {
    package var host: String
    /// An IP address.
    package var address: String

    package init(host: String, address: String) {
      self.host = host
      self.address = address
    }
  }

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
