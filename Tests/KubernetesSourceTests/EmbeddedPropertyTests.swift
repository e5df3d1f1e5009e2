import Foundation
import KubernetesAPI
import KubernetesClient
import KubernetesSource
import KubernetesTestSupport
import MeshAPI
import MeshModel
import MeshTestSupport
import Synchronization
import Testing

private typealias Cluster = ClusterHarness

/// Whatever happens between a source and a real server, and however often the server starts anew: the source ends with what one that has
/// just started finds, and has told nothing twice.
///
/// `MELTEMI_INFORMER_SEEDS` sets how many seeds are tried.
@Suite(.serialized, .timeLimit(.minutes(10))) struct EmbeddedPropertyTests {
  private static var seeds: [UInt64] {
    let count = ProcessInfo.processInfo.environment["MELTEMI_INFORMER_SEEDS"].flatMap { UInt64($0) } ?? 2
    return Array(1...max(1, count))
  }
  private static let places = ["shop", "edge", "far"]
  /// How often the server is started, and how much changes each time.
  private static let lives = 2
  private static let changes = 50

  /// Spoils one in so many things, and counts what it spoiled.
  private final class Faults: Sendable {
    private struct State {
      var dice: Dice
      var isOn = false
      var counts: [String: Int] = [:]
    }
    private let state: Mutex<State>

    init(seed: UInt64) { state = Mutex(State(dice: Dice(seed: seed))) }

    var counts: [String: Int] { state.withLock(\.counts) }

    func turn(on isOn: Bool) { state.withLock { $0.isOn = isOn } }

    @Sendable func next(_ point: FaultPoint) -> Fault? {
      state.withLock { state in
        guard state.isOn, state.dice.chance(30) else { return nil }
        let fault: Fault =
          switch point {
          case .event:
            state.dice.pick([
              .breakInside, .truncate, .duplicate, .repeatLast, .error(410), .error(500), .close, .slow(.milliseconds(5)),
            ])
          case .request:
            state.dice.pick([
              .status(410), .status(429, retryAfter: 0), .status(503), .status(500), .drop, .slow(.milliseconds(5)),
            ])
          }
        state.counts["\(fault)", default: 0] += 1
        return fault
      }
    }
  }

  @Test(arguments: seeds) func followingEqualsStartingAnew(seed: UInt64) async throws {
    let folder = try TestFolder()
    let faults = Faults(seed: seed)
    var options = Cluster.options
    if seed % 2 == 0 { options.discoverySelectors = [NamespaceSelector(labels: ["mesh": "yes"])] }
    let port = try await EmbeddedCluster.run(in: folder) { cluster in
      try await ClusterWriter.with(cluster.connection) { writer in
        for place in Self.places { try await writer.put(.namespaces, Cluster.namespace(place, labels: ["mesh": "yes"])) }
      }
      return try await cluster.port
    }
    let upstream = try Kubeconfig.load(file: folder("kubeconfig")).connection()
    try await FaultProxy.run(to: upstream, fault: faults.next) { proxy in
      try await Cluster.follow(proxy.connection, options: options) { sink in
        var dice = Dice(seed: seed ^ 0x5EED)
        for _ in 0..<Self.lives {
          // So little history that watches and pages which were interrupted are often too late.
          try await EmbeddedCluster.run(in: folder, port: port, history: 20) { cluster in
            try await sink.until(\.isSynced)
            faults.turn(on: true)
            try await ClusterWriter.with(cluster.connection) { writer in
              for _ in 0..<Self.changes { try await Self.stir(writer, &dice) }
            }
            faults.turn(on: false)
            try await expectEqual(sink, to: cluster, options, seed: seed)
          }
        }
      }
    }
    print("seed \(seed): \(faults.counts.sorted { $0.key < $1.key })")
    #expect(faults.counts.count >= 8, "seed \(seed): hardly anything went wrong: \(faults.counts)")
  }

  private func expectEqual(
    _ sink: RecordingSink, to cluster: EmbeddedCluster, _ options: KubernetesSourceOptions, seed: UInt64
  ) async throws {
    let wanted = Mutex<[ObjectKey: ContentDigest]>([:])
    try await Cluster.follow(cluster.connection, options: options) { fresh in
      let world = try await fresh.until(\.isSynced)
      wanted.withLock { $0 = world.objects.mapValues(\.object.digest) }
    }
    let goal = wanted.withLock { $0 }
    let world = try await sink.until { $0.objects.mapValues(\.object.digest) == goal }
    #expect(world.mistakes.isEmpty, "seed \(seed)")
    #expect(world.initialSyncs == 1, "seed \(seed)")
  }

  private static func stir(_ writer: ClusterWriter, _ dice: inout Dice) async throws {
    let place = dice.pick(places)
    let name = "n\(Int.random(in: 0..<4, using: &dice))"
    switch Int.random(in: 0..<100, using: &dice) {
    case 0..<25:
      try await writer.put(
        ClusterWriter.virtualServices, Cluster.rule(name, host: "h\(dice.next() % 100).test", namespace: place))
    case 25..<35: try await writer.delete(ClusterWriter.virtualServices, namespace: place, name: name)
    case 35..<47:
      let credential = dice.chance(70) ? "n\(Int.random(in: 0..<4, using: &dice))" : nil
      try await writer.put(ClusterWriter.gateways, Cluster.gateway(name, credential: credential, namespace: place))
    case 47..<52: try await writer.delete(ClusterWriter.gateways, namespace: place, name: name)
    case 52..<67:
      var pod = Cluster.pod(name, namespace: place, labels: ["istio": dice.pick(["edge", "no"])])
      pod["status"] = nil
      try await writer.put(ClusterWriter.pods, pod)
    case 67..<72: try await writer.delete(ClusterWriter.pods, namespace: place, name: name)
    case 72..<84: try await writer.put(.secrets, Cluster.secret(name, namespace: place))
    case 84..<88: try await writer.delete(.secrets, namespace: place, name: name)
    default: try await writer.put(.namespaces, Cluster.namespace(place, labels: ["mesh": dice.pick(["yes", "no"])]))
    }
  }
}
