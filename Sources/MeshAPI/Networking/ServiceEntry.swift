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
