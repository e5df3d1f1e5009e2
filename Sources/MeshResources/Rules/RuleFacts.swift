import MeshAPI

/// What Istio 1.30 says of its kinds to an API server, beside their content: a compatible server must say the same, since users type
/// these names and read these columns.
struct RuleFacts {
  typealias Column = ResourceDefinition.Column

  /// Served versions, the preferred one first.
  var versions = ["v1", "v1beta1", "v1alpha3"]
  var storage = "v1"
  var plural: String?
  var short: [String] = []
  var columns: [Column] = [.age]
  var description: String
  /// Lists whose items server-side apply tells apart by fields: the way to the list, and the fields.
  var listKeys: [(path: [String], keys: [String])] = []

  /// nil for kinds that are not Istio's.
  static func of(_ kind: ObjectKind) -> RuleFacts? {
    switch kind {
    case .virtualService, .destinationRule, .serviceEntry, .gateway, .sidecar: traffic(kind)
    case .workloadEntry, .workloadGroup, .envoyFilter, .proxyConfig: workload(kind)
    case .peerAuthentication, .authorizationPolicy, .requestAuthentication: security(kind)
    case .telemetry, .wasmPlugin, .trafficExtension: proxyExtension(kind)
    default: nil
    }
  }

  private static func traffic(_ kind: ObjectKind) -> RuleFacts? {
    switch kind {
    case .virtualService:
      RuleFacts(
        short: ["vs"],
        columns: [
          Column("Gateways", ".spec.gateways", "The gateways that route by it, mesh standing for sidecars."),
          Column("Hosts", ".spec.hosts", "The hosts whose traffic it routes."), .age,
        ],
        description: "A VirtualService says where requests and connections to its hosts go.")
    case .destinationRule:
      RuleFacts(
        short: ["dr"], columns: [Column("Host", ".spec.host", "The service that it is about."), .age],
        description: "A DestinationRule says how clients talk to a service, and names subsets of its endpoints.")
    case .serviceEntry:
      RuleFacts(
        plural: "serviceentries", short: ["se"],
        columns: [
          Column("Hosts", ".spec.hosts", "The names of the service."),
          Column("Location", ".spec.location", "Whether the service is part of the mesh."),
          Column("Resolution", ".spec.resolution", "How the addresses of the service are found."), .age,
        ],
        description: "A ServiceEntry makes a service known to the mesh that no platform tells of.")
    case .gateway:
      RuleFacts(short: ["gw"], description: "A Gateway says which ports and hosts the proxies at the mesh's edge serve.")
    case .sidecar:
      RuleFacts(description: "A Sidecar says what a workload's proxy listens to, and which services it knows.")
    default: nil
    }
  }

  private static func workload(_ kind: ObjectKind) -> RuleFacts? {
    switch kind {
    case .workloadEntry:
      RuleFacts(
        plural: "workloadentries", short: ["we"],
        columns: [.age, Column("Address", ".spec.address", "The address of the workload.")],
        description: "A WorkloadEntry is one workload outside Kubernetes, such as a virtual machine.")
    case .workloadGroup:
      RuleFacts(short: ["wg"], description: "A WorkloadGroup is the template by which machines of one service register.")
    case .envoyFilter:
      RuleFacts(
        versions: ["v1alpha3"], storage: "v1alpha3",
        description: "An EnvoyFilter changes the configuration that Envoy gets, where no other kind can.")
    case .proxyConfig:
      RuleFacts(
        versions: ["v1beta1"], storage: "v1beta1", description: "A ProxyConfig says how the proxies of workloads are started.")
    default: nil
    }
  }

  private static func security(_ kind: ObjectKind) -> RuleFacts? {
    let versions = ["v1", "v1beta1"]
    switch kind {
    case .peerAuthentication:
      return RuleFacts(
        versions: versions, short: ["pa"],
        columns: [Column("Mode", ".spec.mtls.mode", "Whether connections must come by mutual TLS."), .age],
        description: "A PeerAuthentication says which connections workloads take: plain text, mutual TLS or both.")
    case .authorizationPolicy:
      return RuleFacts(
        versions: versions, plural: "authorizationpolicies", short: ["ap"],
        columns: [Column("Action", ".spec.action", "What becomes of requests that match."), .age],
        description: "An AuthorizationPolicy says who may do what with workloads.")
    case .requestAuthentication:
      return RuleFacts(
        versions: versions, short: ["ra"],
        description: "A RequestAuthentication says whose tokens (JWT) workloads accept, and where requests carry them.")
    default: return nil
    }
  }

  private static func proxyExtension(_ kind: ObjectKind) -> RuleFacts? {
    let ports = (path: ["spec", "match", "ports"], keys: ["number"])
    switch kind {
    case .telemetry:
      return RuleFacts(
        versions: ["v1", "v1alpha1"], storage: "v1alpha1", plural: "telemetries", short: ["telemetry"],
        description: "A Telemetry says what proxies measure, trace and log.")
    case .wasmPlugin:
      return RuleFacts(
        versions: ["v1alpha1"], storage: "v1alpha1",
        description: "A WasmPlugin adds a WebAssembly module to proxies.",
        listKeys: [ports, (path: ["spec", "vmConfig", "env"], keys: ["name"])])
    case .trafficExtension:
      return RuleFacts(
        versions: ["v1alpha1"], storage: "v1alpha1",
        description: "A TrafficExtension adds a WebAssembly module or a Lua script to proxies.",
        listKeys: [ports, (path: ["spec", "wasm", "vmConfig", "env"], keys: ["name"])])
    default: return nil
    }
  }
}
