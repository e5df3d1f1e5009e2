package import HashTreeCollections
package import MeshAPI

/// Everything that is known about the mesh at one moment: immutable, joined and indexed.
///
/// Made by MeshState alone. Readers hold it as long as they like.
package struct MeshSnapshot: Sendable {
  /// Grows by one with each snapshot.
  package var generation: UInt64 = 0
  package var mesh = Shared(MeshConfig())
  /// Labels of each namespace.
  package var namespaces: TreeDictionary<String, [String: String]> = [:]
  package var services: TreeDictionary<ServiceKey, Shared<Service>> = [:]
  /// Which namespaces register a host; sorted.
  package var namespacesByHost: TreeDictionary<Hostname, [String]> = [:]
  /// The lane of endpoints: changes here rebuild nothing but endpoints.
  package var endpoints: TreeDictionary<ServiceKey, Shared<ServiceEndpoints>> = [:]
  /// What the endpoints of a service are as peers of mutual TLS; nothing where no endpoint is known.
  package var peers: TreeDictionary<ServiceKey, Shared<ServicePeers>> = [:]
  package var workloads: TreeDictionary<String, Shared<Workload>> = [:]
  /// How many of `workloads` are Pods.
  package var podAddressCount = 0
  /// The services that have an endpoint at an address: what a sidecar at that address serves; sorted.
  package var servicesByAddress: TreeDictionary<String, [ServiceKey]> = [:]
  package var virtualServices = ObjectTable<VirtualService>()
  package var destinationRules = ObjectTable<DestinationRule>()
  package var serviceEntries = ObjectTable<ServiceEntry>()
  package var gateways = ObjectTable<Gateway>()
  package var sidecars = ObjectTable<Sidecar>()
  package var envoyFilters = ObjectTable<EnvoyFilter>()
  package var peerAuthentications = ObjectTable<PeerAuthentication>()
  package var authorizationPolicies = ObjectTable<AuthorizationPolicy>()
  package var requestAuthentications = ObjectTable<RequestAuthentication>()
  package var proxyConfigs = ObjectTable<ProxyConfig>()
  package var telemetries = ObjectTable<Telemetry>()
  package var wasmPlugins = ObjectTable<ProxyExtension>()
  package var trafficExtensions = ObjectTable<ProxyExtension>()
  /// The Gateways and VirtualServices that stand for Ingresses, and for which.
  package var ingressOrigins: [ObjectKey: IngressOrigin] = [:]
  /// Certificates that credentials name.
  package var secrets = ObjectTable<KubernetesSecret>()
  package var configMaps = ObjectTable<KubernetesConfigMap>()
  /// Key sets that were fetched for RequestAuthentications, by the URL that these name.
  package var keySets: [String: Shared<KeySet>] = [:]

  package init() {}
}

/// What is known of the workload behind an address (a Pod, or an endpoint that a rule wrote).
package struct Workload: Hashable, Sendable {
  package var name: String
  package var namespace: String
  package var addresses: [String]
  package var labels: [String: String]
  package var serviceAccount: String
  package var locality: Locality
  package var nodeName: String
  /// Container ports by name, for named target ports.
  package var namedPorts: [String: Int]
  /// Whether the platform says so; otherwise some rule wrote it.
  package var isPod: Bool
  /// Accounts of other Pods at the same address (those on their node's network share it), sorted.
  package var neighbours: [WorkloadAccount]

  package init(
    name: String, namespace: String, addresses: [String], labels: [String: String] = [:], serviceAccount: String = "",
    locality: Locality = Locality(), nodeName: String = "", namedPorts: [String: Int] = [:], isPod: Bool = false,
    neighbours: [WorkloadAccount] = []
  ) {
    self.name = name
    self.namespace = namespace
    self.addresses = addresses
    self.labels = labels
    self.serviceAccount = serviceAccount
    self.locality = locality
    self.nodeName = nodeName
    self.namedPorts = namedPorts
    self.isPod = isPod
    self.neighbours = neighbours
  }
}
