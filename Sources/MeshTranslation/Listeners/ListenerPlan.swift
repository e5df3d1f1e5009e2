package import MeshAPI

/// A decided listener: where a proxy listens, how it tells connections apart, and what becomes of them.
package struct ListenerPlan: PlanNode {
  package enum Address: Hashable, Sendable {
    case socket(address: String, port: Int)
    case unixSocket(path: String)

    /// - Parameters:
    ///   - bind: an IP address, or `unix:///PATH` (then the port does not count).
    ///   - port: 0...65535.
    package init(bind: String, port: Int) {
      self =
        bind.hasPrefix(Self.unixScheme)
        ? .unixSocket(path: String(bind.dropFirst(Self.unixScheme.count))) : .socket(address: bind, port: port)
    }

    private static let unixScheme = "unix://"

    /// `ADDRESS_PORT`, or the path of a unix socket: what listeners are called by default.
    package var listenerName: String {
      switch self {
      case .socket(let address, let port): "\(address)_\(port)"
      case .unixSocket(let path): path
      }
    }
  }
  package enum Direction: Hashable, Sendable { case inbound, outbound }

  package var name: String
  package var origins: [ObjectKey] = []
  package var address: Address
  package var direction: Direction
  /// False for listeners that only take over connections which another one accepted.
  package var bindsToPort = true
  /// Hands connections to the listener of their original destination.
  package var usesOriginalDestination = false
  /// Accepts one connection per wake-up, so that the load spreads over the workers.
  package var acceptsOneByOne = false
  /// Finds out where captured connections were going.
  package var restoresOriginalDestination = false
  /// Connections arrive by TPROXY: with their own addresses, which upstream connections keep.
  package var isTransparent = false
  /// nil where TLS need not be detected.
  package var tlsInspection: Inspection?
  /// nil where HTTP need not be detected.
  package var httpInspection: Inspection?
  /// How long detection may wait for the client's first bytes; nil for Envoy's default. Detection that takes longer counts as "nothing found".
  package var detectionTimeout: Duration?
  package var chains: [FilterChainPlan]
  /// For connections that no chain matches.
  package var defaultChain: FilterChainPlan?

  package init(name: String, address: Address, direction: Direction, chains: [FilterChainPlan] = []) {
    self.name = name
    self.address = address
    self.direction = direction
    self.chains = chains
  }

  /// Detection of what a client speaks.
  package struct Inspection: Hashable, Sendable {
    /// Original destination ports for which nothing is detected, sorted.
    package var disabledPorts: [Int]
    /// The only ports for which anything is detected, sorted; empty where it is all others than `disabledPorts`.
    package var onlyPorts: [Int]

    package init(disabledPorts: [Int] = [], onlyPorts: [Int] = []) {
      self.disabledPorts = disabledPorts
      self.onlyPorts = onlyPorts
    }

    /// What chains need: detection for the ports of those that say so, a chain without a port standing for all ports that have none.
    /// nil where none needs it.
    init?(for chains: [FilterChainPlan], where needs: (FilterChainPlan) -> Bool) {
      let needy = Dictionary(grouping: chains, by: \.destinationPort).mapValues { $0.contains(where: needs) }
      guard needy.values.contains(true) else { return nil }
      let byDefault = needy[nil] ?? false
      let special = needy.filter { $0.value != byDefault }.keys.compactMap { $0 }.sorted()
      self.init(disabledPorts: byDefault ? special : [], onlyPorts: byDefault ? [] : special)
    }
  }
}
