import KubernetesAPI
import KubernetesClient
import MeshTestSupport
import Testing

/// Writers, watches and informers at work on API servers, and rounds in which something is killed under them.
///
/// After each round the writers pause, and a mark is written. Then everybody must have come to the mark, and all that was told since the
/// mark before is audited: by a watch of its own that reads the interval in one go.
struct DurabilityRun {
  private static let writers = 8
  private static let marks = "marks"
  private static let markName = ObjectName(namespace: marks, name: "mark")

  let replicas: [APIServerReplica]
  /// Of an administrator, as one of the replicas wrote it.
  let kubeconfig: String
  let seed: UInt64

  private let ledger = LoadLedger()
  private let gate = LoadGate()

  init(replicas: [APIServerReplica], kubeconfig: String, seed: UInt64) {
    self.replicas = replicas
    self.kubeconfig = kubeconfig
    self.seed = seed
  }

  /// - Parameter strike: kills something and starts it again; the load goes on around it.
  /// - Returns: a sentence with figures.
  func run(
    rounds: Int, strike: (_ round: String, LoadLedger, inout SeededGenerator) async throws -> Void
  ) async throws -> String {
    var clients: [KubernetesClient] = []
    for replica in replicas { clients.append(try APIServerReplica.client(replica.connection(kubeconfig: kubeconfig))) }
    do {
      let report = try await run(rounds, clients, strike)
      for client in clients { try? await client.shutdown() }
      return report
    } catch {
      for replica in replicas { print("--- \(replica.name)\n\(replica.log.suffix(3000))") }
      for client in clients { try? await client.shutdown() }
      throw error
    }
  }

  private func run(
    _ rounds: Int, _ clients: [KubernetesClient],
    _ strike: (_ round: String, LoadLedger, inout SeededGenerator) async throws -> Void
  ) async throws -> String {
    for name in [LoadedObject.namespace, Self.marks] {
      _ = try await clients[0].create(.namespaces, ["metadata": ["name": .string(name)]])
    }
    var mark = try await writeMark(clients, after: 0)
    let watches = makeWatches(clients, after: mark)
    let stores = [InformedStore(), InformedStore()]
    return try await withThrowingTaskGroup(of: Void.self) { group in
      for watch in watches { group.addTask { try await watch.run() } }
      for number in 0..<Self.writers {
        let writer = LoadWriter(number: number, clients: clients, ledger: ledger, gate: gate, seed: seed)
        group.addTask { try await writer.run() }
      }
      for (number, store) in stores.enumerated() {
        let informer = Informer(selection(number), client: clients[number % clients.count], options: Self.impatient)
        group.addTask { try await informer.run { store.take($0) } }
      }
      // Nobody who waits at the gate notices that the task is cancelled.
      defer { gate.open() }
      var generator = SeededGenerator(seed: seed)
      for number in 0..<rounds {
        let round = "round \(number)"
        try await ledger.grows(by: 20, round)
        try await strike(round, ledger, &generator)
        try await ledger.grows(by: 20, "\(round), afterwards")
        mark = try await audit(round, since: mark, watches, stores, clients)
      }
      group.cancelAll()
      while let result = await group.nextResult() { try judge(result) }
      return report(rounds, watches)
    }
  }

  /// One for everything, one for a namespace in which hardly anything happens, one by labels.
  private func makeWatches(_ clients: [KubernetesClient], after version: Int64) -> [ResumedWatch] {
    var labelled = selection(0)
    labelled.labelSelector = "shard=1"
    let (marks, load) = (Self.marks + "/", LoadedObject.namespace + "/")
    return [
      ResumedWatch("of all", selection(0), after: version, clients: clients) { $0.hasPrefix(marks) || $0.hasPrefix(load) },
      ResumedWatch("of marks", selection(1), after: version, clients: clients.reversed()) { $0.hasPrefix(marks) },
      ResumedWatch("by labels", labelled, after: version, clients: clients) {
        $0.hasPrefix(marks) || $0.hasSuffix("1")
      },
    ]
  }

  private func selection(_ number: Int) -> ObjectSelection {
    ObjectSelection(.configMaps, namespace: number == 0 ? nil : Self.marks)
  }

  private static var impatient: InformerOptions {
    var options = InformerOptions()
    options.firstPause = .milliseconds(50)
    options.longestPause = .milliseconds(500)
    // Watches are to be taken up again, however often they break, and not to be replaced by lists.
    options.watchPatience = 1000
    return options
  }

  // MARK: After a round

  /// - Returns: The version of the new mark.
  private func audit(
    _ round: String, since mark: Int64, _ watches: [ResumedWatch], _ stores: [InformedStore], _ clients: [KubernetesClient]
  ) async throws -> Int64 {
    try await gate.close(Self.writers)
    let next = try await writeMark(clients, after: mark)
    for watch in watches { try await watch.reaches(next, round) }
    let changes = try await changes(after: mark, upTo: next, clients)
    #expect(zip(changes, changes.dropFirst()).allSatisfy { $0.version < $1.version }, "\(round): out of order")
    ledger.audit(changes, round)
    for watch in watches {
      let (told, wanted) = (watch.takeTold(), changes.filter { watch.isConcerned($0.object) })
      let (missed, doubled) = (Set(wanted).subtracting(told), Set(told).subtracting(wanted))
      #expect(told == wanted, "\(round): the watch \(watch.name) has a gap of \(missed), and too much: \(doubled)")
    }
    for (number, store) in stores.enumerated() {
      try await eventually("\(round): the informer \(number) comes to the mark") { store.version(of: Self.markName) == next }
      let listed = try await asked(clients) { try await $0.list(selection(number)) }
      let contents = Dictionary(listed.items.compactMap { item in ObjectName(of: item).map { ($0, item) } }) { $1 }
      #expect(store.contents == contents, "\(round): the informer \(number) differs from a list")
      guard number == 0 else { continue }
      let load = listed.items.filter { $0["metadata"]?["namespace"]?.string == LoadedObject.namespace }
      #expect(Set(load.compactMap { LoadedObject($0) }) == ledger.current && load.count == ledger.current.count, "\(round)")
    }
    gate.open()
    return next
  }

  /// Writes a mark, whatever became of it before.
  private func writeMark(_ clients: [KubernetesClient], after last: Int64) async throws -> Int64 {
    let name = Self.markName
    let written = try await asked(clients) { client in
      try await client.patch(
        .configMaps, namespace: name.namespace, name: name.name,
        .apply(
          [
            "apiVersion": "v1", "kind": "ConfigMap", "data": ["after": .string("\(last)")],
            // So that the watch by labels sees it, too.
            "metadata": ["labels": ["shard": "1"]],
          ], manager: "test", force: true))
    }
    let version = try #require(written["metadata"]?["resourceVersion"]?.string.flatMap { Int64($0) })
    #expect(version > last, "versions go back")
    return version
  }

  /// All changes of an interval, by a watch that is not disturbed.
  private func changes(after mark: Int64, upTo next: Int64, _ clients: [KubernetesClient]) async throws -> [ToldChange] {
    try await asked(clients) { client in
      var changes: [ToldChange] = []
      let stream = try await client.watch(selection(0), from: "\(mark)", timeout: .seconds(60))
      for try await event in stream {
        if event.kind == .error { throw KubernetesError(status: nil, answer: event.object) }
        let change = try #require(ToldChange(event), "half an object is told: \(event)")
        if event.kind != .bookmark { changes.append(change) }
        if change.version >= next { return changes }
      }
      throw KubernetesError(.timedOut, message: "the watch ended before \(next)")
    }
  }

  /// Asks one replica after the other until there is an answer.
  private func asked<Answer>(
    _ clients: [KubernetesClient], _ body: (KubernetesClient) async throws -> Answer
  ) async throws -> Answer {
    var answer: Answer?
    var number = 0
    try await eventually("an API server answers") {
      number += 1
      answer = try await body(clients[number % clients.count])
      return true
    }
    return try #require(answer)
  }

  // MARK: The end

  /// Tasks end because they are cancelled, and for no other reason.
  private func judge(_ result: Result<Void, any Error>) throws {
    guard case .failure(let error) = result, !(error is CancellationError) else { return }
    throw error
  }

  private func report(_ rounds: Int, _ watches: [ResumedWatch]) -> String {
    let figures = ledger.figures
    let resumed = watches.reduce(0) { $0 + $1.beginnings - 1 }
    return """
      \(rounds) rounds, \(figures.acknowledged) writes acknowledged, \(figures.unanswered) not answered, \(figures.refused) refused, \
      \(watches.count) watches taken up \(resumed) times
      """
  }
}
