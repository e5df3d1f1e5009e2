package import MeshAPI

/// A service of the mesh, wherever it is registered: what rules name by host, and what clusters and listeners are made for.
///
/// Endpoints are not part of it: they have a lane of their own (`ServiceEndpoints`).
package struct Service: Hashable, Sendable {
  package enum Registry: Hashable, Sendable { case kubernetes, serviceEntry }
  package enum Resolution: Hashable, Sendable {
    /// The proxy gets endpoints by EDS and picks one.
    case clientSide
    /// The proxy resolves names (STRICT_DNS).
    case dns
    /// The proxy resolves names and uses one answer at a time (LOGICAL_DNS).
    case dnsRoundRobin
    /// The proxy resolves the very name that each request or TLS connection asks for.
    case dynamicDNS
    /// The proxy forwards to the address that the application asked for (headless services, ServiceEntry NONE).
    case passthrough
    /// The name stands for another service (ExternalName).
    case alias(of: Hostname)
  }

  package var key: ServiceKey
  package var registry: Registry
  /// The short name (Kubernetes) or the object's name (ServiceEntry).
  package var name: String
  /// Sorted as the object lists them.
  package var ports: [ServicePort]
  /// Where a Kubernetes Service lists each of `ports`, from 0; empty where it lists no others.
  package var portPositions: [Int] = []
  /// Virtual addresses, possibly CIDR blocks (ServiceEntry); empty for headless services.
  package var addresses: [String]
  /// Addresses that proxies use which capture DNS, since the service has no others: IPv4 first, at most a few; mostly none.
  package var automaticAddresses: [String] = []
  package var resolution: Resolution
  package var isMeshExternal: Bool
  package var isHeadless: Bool
  /// Who may see it; nil means the mesh's default.
  package var exportTo: [String]?
  package var labels: [String: String]
  /// Labels that the workloads behind it carry; empty when unknown.
  package var selector: [String: String]
  package var subjectAltNames: [String]
  /// `Local` internalTrafficPolicy: only endpoints on the proxy's own node.
  package var isNodeLocal: Bool
  /// `PreferClose` and the like; nil when unset.
  package var trafficDistribution: String?
  package var creationTimestamp: Int64
  /// The object that the service comes from.
  package var origin: ObjectKey

  package var hostname: Hostname { key.hostname }
  package var namespace: String { key.namespace }

  package init(
    key: ServiceKey, registry: Registry, name: String, ports: [ServicePort], addresses: [String] = [],
    resolution: Resolution = .clientSide, isMeshExternal: Bool = false, isHeadless: Bool = false,
    exportTo: [String]? = nil, labels: [String: String] = [:], selector: [String: String] = [:],
    subjectAltNames: [String] = [], isNodeLocal: Bool = false, trafficDistribution: String? = nil,
    creationTimestamp: Int64 = 0, origin: ObjectKey
  ) {
    self.key = key
    self.registry = registry
    self.name = name
    self.ports = ports
    self.addresses = addresses
    self.resolution = resolution
    self.isMeshExternal = isMeshExternal
    self.isHeadless = isHeadless
    self.exportTo = exportTo
    self.labels = labels
    self.selector = selector
    self.subjectAltNames = subjectAltNames
    self.isNodeLocal = isNodeLocal
    self.trafficDistribution = trafficDistribution
    self.creationTimestamp = creationTimestamp
    self.origin = origin
  }
}

/// Names a service: two namespaces may register one host.
package struct ServiceKey: Hashable, Sendable, Comparable, CustomStringConvertible {
  package var hostname: Hostname
  package var namespace: String

  package init(hostname: Hostname, namespace: String) {
    self.hostname = hostname
    self.namespace = namespace
  }

  package var description: String { "\(namespace)/\(hostname)" }
  package static func < (left: Self, right: Self) -> Bool {
    (left.hostname.rawValue, left.namespace) < (right.hostname.rawValue, right.namespace)
  }
}

/// One port of a service.
package struct ServicePort: Hashable, Sendable {
  package var name: String
  /// 1...65535.
  package var number: Int
  package var `protocol`: PortProtocol
  /// Where the workload listens when it is the same for all endpoints; nil when endpoints decide (named target ports).
  package var targetPort: Int?
  /// The name of the container port, where the target port is named.
  package var targetPortName: String?

  package init(
    name: String, number: Int, protocol: PortProtocol, targetPort: Int? = nil, targetPortName: String? = nil
  ) {
    self.name = name
    self.number = number
    self.protocol = `protocol`
    self.targetPort = targetPort
    self.targetPortName = targetPortName
  }
}
