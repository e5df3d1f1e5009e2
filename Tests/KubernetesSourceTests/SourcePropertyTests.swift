import Foundation
import KubernetesAPI
import KubernetesClient
import KubernetesSource
import KubernetesTestSupport
import MeshAPI
import MeshModel
import Synchronization
import Testing

private typealias Cluster = ClusterHarness

/// Whatever happens on the way, a source ends with what one that has just started finds.
@Suite(.timeLimit(.minutes(5))) struct SourcePropertyTests {
  private static var seeds: [UInt64] {
    let count = ProcessInfo.processInfo.environment["MELTEMI_INFORMER_SEEDS"].flatMap { UInt64($0) } ?? 6
    return Array(1...max(1, count))
  }

  private final class RandomFaults: Sendable {
    private struct State {
      var generator: Dice
      var isOn = false
    }
    private let state: Mutex<State>

    init(seed: UInt64) { state = Mutex(State(generator: Dice(seed: seed))) }

    func turn(on isOn: Bool) { state.withLock { $0.isOn = isOn } }

    @Sendable func next(_ point: FaultPoint) -> Fault? {
      state.withLock { state in
        guard state.isOn, state.generator.chance(15) else { return nil }
        switch point {
        case .event: return state.generator.pick([.breakInside, .truncate, .duplicate, .repeatLast, .error(410), .close])
        case .request: return state.generator.pick([.status(410), .status(429, retryAfter: 0), .status(503), .drop])
        }
      }
    }
  }

  @Test(arguments: seeds) func followingEqualsStartingAnew(seed: UInt64) async throws {
    let faults = RandomFaults(seed: seed)
    var options = Cluster.options
    if seed % 2 == 0 { options.discoverySelectors = [NamespaceSelector(labels: ["mesh": "yes"])] }
    try await Cluster.run(options: options, fault: faults.next) { [options] server, sink in
      faults.turn(on: true)
      var dice = Dice(seed: seed ^ 0x5EED)
      for _ in 0..<120 {
        Self.stir(server, &dice)
        if dice.chance(30) { try await Task.sleep(for: .milliseconds(2)) }
      }
      faults.turn(on: false)
      let wanted = Mutex<[ObjectKey: ContentDigest]>([:])
      try await Cluster.follow(ClusterConnection(server: server.url), options: options) { fresh in
        let world = try await fresh.until(\.isSynced)
        wanted.withLock { $0 = world.objects.mapValues(\.object.digest) }
      }
      let goal = wanted.withLock { $0 }
      let world = try await sink.until { $0.objects.mapValues(\.object.digest) == goal }
      #expect(world.mistakes.isEmpty, "seed \(seed)")
    }
  }

  private static let places = ["shop", "edge", "far"]

  private static func stir(_ server: FakeAPIServer, _ dice: inout Dice) {
    let place = dice.pick(places)
    let name = "n\(Int.random(in: 0..<4, using: &dice))"
    switch Int.random(in: 0..<100, using: &dice) {
    case 0..<20:
      server.put(Cluster.rule(name, host: "h\(dice.next() % 100).test", namespace: place), kind: Cluster.virtualServices)
    case 20..<30: server.delete(Cluster.virtualServices, namespace: place, name: name)
    case 30..<40:
      let credential = dice.chance(70) ? "n\(Int.random(in: 0..<4, using: &dice))" : nil
      server.put(Cluster.gateway(name, credential: credential, namespace: place), kind: Cluster.gateways)
    case 40..<45: server.delete(Cluster.gateways, namespace: place, name: name)
    case 45..<60:
      server.put(Cluster.pod(name, namespace: place, labels: ["istio": dice.pick(["edge", "no"])]), kind: Cluster.pods)
    case 60..<65: server.delete(Cluster.pods, namespace: place, name: name)
    case 65..<75: server.put(Cluster.secret(name, namespace: place), kind: Cluster.secrets)
    case 75..<78: server.delete(Cluster.secrets, namespace: place, name: name)
    case 78..<88: server.put(Cluster.namespace(place, labels: ["mesh": dice.pick(["yes", "no"])]), kind: Cluster.namespaces)
    case 88..<92: server.compact()
    case 92..<95: server.dropConnections()
    default: server.bookmark()
    }
  }
}
