/// Where one instance of a service listens for one of the service's ports.
package struct Endpoint: Hashable, Sendable {
  package enum Address: Hashable, Sendable, Comparable {
    case ip(String)
    /// For services that the proxy resolves by DNS.
    case hostname(String)
    case unixSocket(path: String)

    private var order: (Int, String) {
      switch self {
      case .ip(let text): (0, text)
      case .hostname(let text): (1, text)
      case .unixSocket(let path): (2, path)
      }
    }
    package static func < (left: Self, right: Self) -> Bool { left.order < right.order }
  }
  package enum Health: Hashable, Sendable {
    /// Nobody checks it (endpoints that rules write); Envoy takes it for healthy.
    case unknown
    case healthy, unhealthy, draining
  }

  package var address: Address
  /// The port the instance listens on; 0 for a unix socket.
  package var port: Int
  /// The name of the service port that this is for.
  package var servicePort: String
  package var labels: [String: String]
  package var locality: Locality
  /// Relative, at least 1; nil when unset.
  package var weight: Int?
  package var network: String
  package var clusterID: String
  package var health: Health
  package var serviceAccount: String
  /// Whether a rule made it a peer of mutual TLS by giving it an account; the label that says so, or not, comes first.
  package var isWrittenPeer: Bool
  /// The workload's name (for a pod that a Deployment made: the Deployment's), its namespace and the pod's own name and node.
  package var workloadName: String
  package var namespace: String
  package var podName: String
  package var nodeName: String
  /// The pod's stable host name behind a headless service; empty where it has none.
  package var hostname: String

  package init(
    address: Address, port: Int, servicePort: String, labels: [String: String] = [:], locality: Locality = Locality(),
    weight: Int? = nil, network: String = "", clusterID: String = "", health: Health = .healthy,
    serviceAccount: String = "", isWrittenPeer: Bool = false, workloadName: String = "", namespace: String = "",
    podName: String = "",
    nodeName: String = "", hostname: String = ""
  ) {
    self.address = address
    self.port = port
    self.servicePort = servicePort
    self.labels = labels
    self.locality = locality
    self.weight = weight
    self.network = network
    self.clusterID = clusterID
    self.health = health
    self.serviceAccount = serviceAccount
    self.isWrittenPeer = isWrittenPeer
    self.workloadName = workloadName
    self.namespace = namespace
    self.podName = podName
    self.nodeName = nodeName
    self.hostname = hostname
  }
}

/// Region, zone and sub-zone; empty where unknown.
package struct Locality: Hashable, Sendable, Comparable, CustomStringConvertible {
  package var region: String
  package var zone: String
  package var subZone: String

  package init(region: String = "", zone: String = "", subZone: String = "") {
    self.region = region
    self.zone = zone
    self.subZone = subZone
  }

  /// Reads `region/zone/subzone`; trailing parts may be missing.
  package init(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
    self.init(
      region: parts.first ?? "", zone: parts.count > 1 ? parts[1] : "", subZone: parts.count > 2 ? parts[2] : "")
  }

  package var description: String {
    if !subZone.isEmpty { return "\(region)/\(zone)/\(subZone)" }
    return zone.isEmpty ? region : "\(region)/\(zone)"
  }

  package static func < (left: Self, right: Self) -> Bool {
    (left.region, left.zone, left.subZone) < (right.region, right.zone, right.subZone)
  }
}

/// All endpoints of one service, in a deterministic order.
package struct ServiceEndpoints: Hashable, Sendable {
  package var key: ServiceKey
  /// Sorted by service port, address, port.
  package var endpoints: [Endpoint]

  package init(key: ServiceKey, endpoints: [Endpoint]) {
    self.key = key
    self.endpoints = endpoints.sorted {
      ($0.servicePort, $0.address, $0.port) < ($1.servicePort, $1.address, $1.port)
    }
  }
}
