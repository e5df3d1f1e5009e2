import Foundation
import KubernetesAPI
import KubernetesClient
import KubernetesTestSupport
import Synchronization
import Testing

/// Whatever goes wrong on the way, an informer ends with what the server holds, and has told nothing twice.
@Suite(.timeLimit(.minutes(5))) struct InformerPropertyTests {
  private static var seeds: [UInt64] {
    let count = ProcessInfo.processInfo.environment["MELTEMI_INFORMER_SEEDS"].flatMap { UInt64($0) } ?? 12
    return Array(1...max(1, count))
  }

  private let kind = ClientHarness.rules

  /// Goes wrong now and then, by a seed, until it is told to stop.
  private final class RandomFaults: Sendable {
    private struct State {
      var generator: Dice
      var isOn = true
    }
    private let state: Mutex<State>

    init(seed: UInt64) { state = Mutex(State(generator: Dice(seed: seed))) }

    func stop() { state.withLock { $0.isOn = false } }

    @Sendable func next(_ point: FaultPoint) -> Fault? {
      state.withLock { state in
        guard state.isOn else { return nil }
        switch point {
        case .event:
          guard state.generator.chance(25) else { return nil }
          return state.generator.pick([
            .breakInside, .truncate, .duplicate, .repeatLast, .error(410), .error(500), .close, .slow(.milliseconds(1)),
          ])
        case .request:
          guard state.generator.chance(20) else { return nil }
          return state.generator.pick([
            .status(410), .status(429, retryAfter: 0), .status(503), .status(500), .status(404), .drop, .slow(.milliseconds(2)),
          ])
        }
      }
    }
  }

  @Test(arguments: seeds) func viewEndsEqualToTheServers(seed: UInt64) async throws {
    let faults = RandomFaults(seed: seed)
    try await FakeAPIServer.run(fault: faults.next) { server in
      server.add(kind)
      for index in 0..<10 { server.put(ClientHarness.object("r\(index)"), kind: kind) }
      var options = ClientHarness.informerOptions
      // A 404 in between must not look like a kind that went.
      options.missingKindPatience = 1000
      try await ClientHarness.follow(server, options: options) { view in
        var dice = Dice(seed: seed ^ 0xABCD)
        for _ in 0..<150 {
          stir(server, &dice)
          if dice.chance(30) { try await Task.sleep(for: .milliseconds(1)) }
        }
        faults.stop()
        let wanted = server.objects(kind).map { $0["metadata"]?["resourceVersion"]?.string ?? "" }.sorted()
        let world = try await view.until { $0.isSynced && $0.versions.values.sorted() == wanted }
        #expect(world.mistakes.isEmpty, "seed \(seed)")
        #expect(Self.told(world, server.objects(kind)), "seed \(seed)")
      }
    }
  }

  private func stir(_ server: FakeAPIServer, _ dice: inout Dice) {
    let name = "r\(Int.random(in: 0..<14, using: &dice))"
    switch Int.random(in: 0..<100, using: &dice) {
    case 0..<55: server.put(ClientHarness.object(name, host: "h\(Int.random(in: 0..<1000, using: &dice)).test"), kind: kind)
    case 55..<85: server.delete(kind, namespace: "shop", name: name)
    case 85..<90: server.compact()
    case 90..<94: server.dropConnections()
    default: server.bookmark()
    }
  }

  /// Whether the objects told are, byte for byte, those of the server.
  private static func told(_ world: InformerView.World, _ objects: [JSONValue]) -> Bool {
    objects.allSatisfy { object in ObjectName(of: object).flatMap { world.objects[$0] } == object }
  }
}
