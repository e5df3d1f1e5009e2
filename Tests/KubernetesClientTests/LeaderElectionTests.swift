import KubernetesAPI
import KubernetesClient
import KubernetesTestSupport
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(2))) struct LeaderElectionTests {
  private var options: LeaderElectionOptions {
    var options = LeaderElectionOptions()
    options.leaseDuration = .seconds(1)
    options.renewDeadline = .milliseconds(600)
    options.retryPeriod = .milliseconds(50)
    return options
  }

  private func candidate(_ client: KubernetesClient, _ identity: String) -> LeaderElection {
    LeaderElection(
      client: client, namespace: "mesh", name: "leader", identity: identity, options: options, logger: ClientHarness.quiet)
  }

  /// Who works now, and who ever worked beside another.
  private final class Workplace: Sendable {
    private let state = Mutex((working: Set<String>(), overlaps: 0))
    private let (news, tell) = AsyncStream<Set<String>>.makeStream()

    var overlaps: Int { state.withLock(\.overlaps) }

    @Sendable func work(_ name: String) async throws {
      tell.yield(
        state.withLock { state in
          state.working.insert(name)
          if state.working.count > 1 { state.overlaps += 1 }
          return state.working
        })
      defer {
        tell.yield(
          state.withLock {
            $0.working.remove(name); return $0.working
          })
      }
      try await Task.sleep(for: .seconds(3600))
    }

    func until(_ condition: (Set<String>) -> Bool) async throws {
      for await working in news where condition(working) { return }
      throw CancellationError()
    }
  }

  @Test func oneWorksAtATimeAndTheNextTakesOverAtOnce() async throws {
    try await FakeAPIServer.run { server in
      server.add(ClientHarness.leases)
      try await ClientHarness.withClient(server) { client in
        let place = Workplace()
        try await withThrowingTaskGroup(of: Void.self) { group in
          let first = Task { try await candidate(client, "a").run { try await place.work("a") } }
          try await place.until { $0 == ["a"] }
          group.addTask { try await candidate(client, "b").run { try await place.work("b") } }
          first.cancel()
          try await place.until { $0 == ["b"] }
          group.cancelAll()
          do { try await group.waitForAll() } catch is CancellationError {}
        }
        #expect(place.overlaps == 0)
        let lease = try #require(server.objects(ClientHarness.leases).first)
        // The last one gave it up, too.
        #expect(lease["spec"]?["holderIdentity"]?.string == "")
        #expect(lease["spec"]?["leaseTransitions"]?.integer == 1)
      }
    }
  }

  @Test func leaderThatCannotRenewStops() async throws {
    let isDown = Mutex(false)
    try await FakeAPIServer.run(fault: { _ in isDown.withLock { $0 } ? .drop : nil }) { server in
      server.add(ClientHarness.leases)
      try await ClientHarness.withClient(server) { client in
        let place = Workplace()
        try await withThrowingTaskGroup(of: Void.self) { group in
          group.addTask { try await candidate(client, "a").run { try await place.work("a") } }
          try await place.until { $0 == ["a"] }
          isDown.withLock { $0 = true }
          try await place.until(\.isEmpty)
          isDown.withLock { $0 = false }
          try await place.until { $0 == ["a"] }
          group.cancelAll()
          do { try await group.waitForAll() } catch is CancellationError {}
        }
      }
    }
  }

  @Test func leaseThatSomebodyTakesIsLost() async throws {
    try await FakeAPIServer.run { server in
      server.add(ClientHarness.leases)
      try await ClientHarness.withClient(server) { client in
        let place = Workplace()
        try await withThrowingTaskGroup(of: Void.self) { group in
          group.addTask { try await candidate(client, "a").run { try await place.work("a") } }
          try await place.until { $0 == ["a"] }
          server.put(
            [
              "metadata": ["name": "leader", "namespace": "mesh"],
              "spec": ["holderIdentity": "thief", "leaseDurationSeconds": 1, "leaseTransitions": 7],
            ], kind: ClientHarness.leases)
          try await place.until(\.isEmpty)
          // The thief never renews.
          try await place.until { $0 == ["a"] }
          group.cancelAll()
          do { try await group.waitForAll() } catch is CancellationError {}
        }
        #expect(server.objects(ClientHarness.leases).first?["spec"]?["leaseTransitions"]?.integer == 8)
      }
    }
  }

  @Test func workThatFailsEndsTheElection() async throws {
    struct Failure: Error {}
    try await FakeAPIServer.run { server in
      server.add(ClientHarness.leases)
      try await ClientHarness.withClient(server) { client in
        await #expect(throws: Failure.self) { try await candidate(client, "a").run { throw Failure() } }
        #expect(server.objects(ClientHarness.leases).first?["spec"]?["holderIdentity"]?.string == "")
      }
    }
  }
}
