import MeshAPI
import MeshModel
import Testing

@testable import MeshTranslation

/// Who decides on one setting of a subset's cluster: the mesh, the host, its port, the subset or the subset's port.
@Suite struct PolicyPrecedenceTests {
  /// What one level says.
  enum Level: Sendable {
    /// It does not exist.
    case absent
    /// It sets something else.
    case other
    /// It sets what is asked for.
    case sets
  }

  /// The levels, from the host to the subset's port, and the one whose setting is in force; nil for none.
  static let table: [(levels: [Level], winner: String?)] = [
    ([.absent, .absent, .absent, .absent], nil),
    ([.sets, .absent, .absent, .absent], "host"),
    ([.sets, .other, .absent, .absent], nil),
    ([.sets, .sets, .absent, .absent], "port"),
    ([.other, .sets, .absent, .absent], "port"),
    ([.sets, .absent, .other, .absent], "host"),
    ([.sets, .absent, .sets, .absent], "subset"),
    ([.absent, .absent, .sets, .absent], "subset"),
    ([.sets, .other, .other, .absent], nil),
    ([.sets, .other, .sets, .absent], "subset"),
    ([.sets, .sets, .other, .absent], "port"),
    ([.sets, .sets, .sets, .absent], "subset"),
    ([.sets, .absent, .other, .sets], "subset's port"),
    ([.sets, .sets, .sets, .sets], "subset's port"),
    ([.sets, .sets, .sets, .other], nil),
    ([.absent, .absent, .other, .sets], "subset's port"),
  ]
  private static let names = ["host", "port", "subset", "subset's port"]

  @Test(arguments: table) func oneLevelDecides(_ levels: [Level], _ winner: String?) throws {
    var mesh = MeshFixture()
    let service = mesh.service("cart")
    let host = Self.policy(levels[0], 1, port: levels[1], 2)
    let subset = Self.policy(levels[2], 3, port: levels[3], 4)
    mesh.destinationRule(
      "cart",
      DestinationRule(
        host: "cart", trafficPolicy: host, subsets: [Subset(name: "v1", labels: ["version": "v1"], trafficPolicy: subset)]))
    let cluster = try #require(mesh.clusters(of: service).map { $0.plan() }.first { $0.subset == "v1" })
    #expect(cluster.limits?.connections.map { Self.names[$0 - 1] } == winner)
  }

  private static func policy(_ own: Level, _ ownNumber: Int, port: Level, _ portNumber: Int) -> TrafficPolicy? {
    if own == .absent, port == .absent { return nil }
    return .with { policy in
      switch own {
      case .absent: break
      case .other: policy.loadBalancer = .simple(.random)
      case .sets: policy.connectionPool = .maxConnections(ownNumber)
      }
      switch port {
      case .absent: break
      case .other: policy.port(8080) { $0.loadBalancer = .simple(.random) }
      case .sets: policy.port(8080) { $0.connectionPool = .maxConnections(portNumber) }
      }
    }
  }

  /// The mesh's settings come last, field by field.
  @Test(arguments: [
    (Duration?.none, Duration.seconds(4)), (.seconds(9), .seconds(9)),
  ]) func theMeshFillsWhatIsLeft(_ written: Duration?, _ expected: Duration) throws {
    var config = MeshConfig()
    config.connectTimeout = .seconds(4)
    config.tcpKeepalive = TCPKeepalive(probes: 9, time: .seconds(100))
    var mesh = MeshFixture(config)
    let service = mesh.service("cart")
    var tcp = ConnectionPoolSettings.TCP()
    tcp.connectTimeout = written
    tcp.tcpKeepalive = TCPKeepalive(time: .seconds(7))
    mesh.destinationRule("cart", DestinationRule("cart") { $0.connectionPool = ConnectionPoolSettings(tcp: tcp) })
    let cluster = try #require(mesh.clusters(of: service).first).plan()
    #expect(cluster.connectTimeout == expected)
    #expect(cluster.tcpKeepalive == TCPKeepalive(probes: 9, time: .seconds(7)))
  }
}
