/// Everything an agent needs to know, checked and complete: options, environment and defaults taken together.
package struct AgentConfiguration: Sendable, Equatable {
  /// The flavour of ADS that Envoy speaks.
  package enum DiscoveryMode: String, Sendable, CaseIterable {
    case delta
    case stateOfTheWorld = "sotw"

    /// Envoy's name of it (`ApiConfigSource.ApiType`).
    var apiType: String { self == .delta ? "DELTA_GRPC" : "GRPC" }
  }

  /// When draining listeners ask connections to close (Envoy's `--drain-strategy`).
  package enum DrainStrategy: String, Sendable, CaseIterable {
    case gradual
    case immediate
  }

  package var node: ProxyNode
  /// Envoy's node cluster.
  package var serviceCluster: String
  /// Directory of the agent's files.
  package var configDirectory: String
  /// The Envoy executable that was asked for; `nil` leaves the choice to `EnvoyBinary`.
  package var binaryPath: String?
  /// The xDS servers of the control plane's replicas, not empty. With an identity, the agent connects to one of them, else Envoy.
  package var discovery: [NetworkEndpoint]
  /// Where the workload's identity comes from; nil for a proxy that has none and speaks plain text.
  package var identity: IdentityConfiguration?
  package var discoveryMode: DiscoveryMode
  /// Wait before the first reconnection to the control plane; doubled up to ten times that.
  package var reconnectDelay: Duration
  package var initialFetchTimeout: Duration
  package var connectTimeout: Duration
  package var zipkin: NetworkEndpoint?
  package var statsd: NetworkEndpoint?
  package var admin: NetworkEndpoint
  package var prometheus: NetworkEndpoint?
  /// Where the agent answers about itself.
  package var status: NetworkEndpoint?
  package var statsInclusionPrefixes: [String]
  package var logLevel: ProxyLogLevel
  /// Worker threads; `nil` is one per core.
  package var concurrency: Int?
  /// How long listeners drain that the control plane removes.
  package var listenerDrain: Duration
  /// How long the agent drains before it stops Envoy.
  package var terminationDrain: Duration
  /// Time from the start of the shutdown to SIGKILL.
  package var killAfter: Duration
  package var drainStrategy: DrainStrategy
  package var exitOnZeroActiveConnections: Bool

  /// The name of the agent's unix socket in its directory.
  static let socketName = "/xds.sock"
  /// The unix socket on which Envoy finds its secrets and its configuration, where the agent serves them.
  package var socketPath: String { configDirectory + Self.socketName }
  /// The bootstrap that Envoy is started with.
  package var bootstrapPath: String { configDirectory + "/envoy-bootstrap.json" }
  /// The file that Envoy writes its admin address into.
  package var adminAddressPath: String { configDirectory + "/admin-address" }
}

/// Envoy's log level and those of single components.
package struct ProxyLogLevel: Sendable, Hashable {
  /// Levels that Envoy knows.
  static let names: Set<String> = ["trace", "debug", "info", "warning", "warn", "error", "critical", "off"]

  /// The level of components that are not named; `nil` leaves it at Envoy's `info`.
  package var level: String?
  /// `COMPONENT:LEVEL` as Envoy's `--component-log-level` takes them.
  package var components: [String]

  /// The same level for all components.
  package init(level: String) {
    self.level = level
    components = []
  }

  /// Reads `LEVEL[,COMPONENT:LEVEL...]`; `nil` if a level is unknown or two are given for all components.
  package init?(parsing text: String) {
    components = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let halves = part.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
      guard let last = halves.last, Self.names.contains(last) else { return nil }
      if halves.count == 2, halves.first?.isEmpty == false {
        components.append(String(part))
      } else if halves.count == 1, level == nil {
        level = last
      } else {
        return nil
      }
    }
  }
}
