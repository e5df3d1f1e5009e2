import EtcdObjectStore
import Foundation
import MeshTestSupport
import ObjectStore
import ObjectStoreConformance
import Synchronization
import Testing

@Suite("An etcd whose members are killed", .needsEtcd)
struct EtcdLossTests {
  /// `MELTEMI_KILL_ROUNDS` asks for more rounds than a short run has, `MELTEMI_SEED` for the same moments.
  @Test(arguments: [1, 3]) func losesNothing(members: Int) async throws {
    let environment = ProcessInfo.processInfo.environment
    let rounds = environment["MELTEMI_KILL_ROUNDS"].flatMap { Int($0) } ?? 2
    let seed = TestSeed.next()
    print("EtcdLossTests: \(members) members, MELTEMI_SEED=\(seed) MELTEMI_KILL_ROUNDS=\(rounds)")
    let cluster = try EtcdTestCluster(members: members)
    var options = cluster.options
    options.requestTimeout = .seconds(5)
    let ledger = WriteLedger()
    try await cluster.running(options) { store in
      let start = try await store.latestRevision()
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await ledger.follow(store, after: start) }
        for writer in 0..<8 { group.addTask { try await ledger.write(store, StoreKey("/writers/\(writer)")) } }
        var generator = SeededGenerator(seed: seed)
        for round in 0..<rounds {
          try await ledger.grows(by: 50, "round \(round)")
          // The moment is the random part; nothing is waited for.
          try await Task.sleep(for: .milliseconds(Int.random(in: 0...200, using: &generator)))
          let member = generator.pick(cluster.members)
          member.kill()
          if members > 1 { try await ledger.grows(by: 20, "round \(round), one member down") }
          try member.start()
        }
        try await ledger.grows(by: 50, "the end")
        group.cancelAll()
        while let result = await group.nextResult() { try ledger.judge(result) }
      }
      try await ledger.check(store, after: start)
    }
    ledger.report(members)
  }
}

/// What was written and answered, and what one watch has told all the while.
private final class WriteLedger: Sendable {
  private struct State {
    var acknowledged: [StoreRevision: (key: StoreKey, bytes: [UInt8]?)] = [:]
    var unanswered = 0
    var events: [StoreEvent] = []
  }

  private let state = Mutex(State())

  /// Writes one key again and again. What is not answered is looked up before it goes on.
  func write(_ store: EtcdObjectStore, _ key: StoreKey) async throws {
    var current: StoredValue?
    var count = 0
    while !Task.isCancelled {
      count += 1
      let bytes = count % 7 == 0 && current != nil ? nil : Array("\(key) \(count)".utf8)
      let condition = current.map { StoreWrite.Condition.isUnchanged(since: $0.modified) } ?? .isAbsent
      do throws(StoreError) {
        let revision = try await store.apply(StoreWrite(bytes.map { .put($0) } ?? .delete, at: key, if: condition))
        state.withLock { $0.acknowledged[revision] = (key, bytes) }
        current = bytes.map { StoredValue(key: key, bytes: $0, created: current?.created ?? revision, modified: revision) }
      } catch {
        guard error.code == .unavailable || error.code == .unanswered else { throw error }
        state.withLock { $0.unanswered += 1 }
        current = try await lookUp(store, key)
      }
    }
  }

  private func lookUp(_ store: EtcdObjectStore, _ key: StoreKey) async throws(StoreError) -> StoredValue? {
    while true {
      do throws(StoreError) { return try await store.value(at: key) } catch {
        guard error.code == .unavailable else { throw error }
      }
    }
  }

  func follow(_ store: EtcdObjectStore, after revision: StoreRevision) async throws {
    var watch = try await store.watch(StoreRange(prefix: "/writers/"), after: revision)
    while let changes = try await watch.next() { state.withLock { $0.events += changes.events } }
  }

  func grows(by count: Int, _ moment: String) async throws {
    let before = state.withLock { $0.acknowledged.count }
    try await eventually("\(moment): \(count) more writes") { state.withLock { $0.acknowledged.count } >= before + count }
  }

  /// Tasks end because they are cancelled, and for no other reason.
  func judge(_ result: Result<Void, any Error>) throws {
    guard case .failure(let error) = result, !(error is CancellationError) else { return }
    guard (error as? StoreError)?.code != .cancelled else { return }
    throw error
  }

  func check(_ store: EtcdObjectStore, after revision: StoreRevision) async throws {
    // The rest of the watch, taken up where it was left.
    var events = state.withLock { $0.events }
    let latest = try await store.apply(StoreWrite(.put([]), at: StoreKey("/writers/end"), if: .isAbsent))
    var position = events.last?.revision ?? revision
    var watch = try await store.watch(StoreRange(prefix: "/writers/"), after: position)
    while position < latest {
      let changes = try #require(try await watch.next())
      events += changes.events
      position = changes.revision
    }
    #expect(zip(events, events.dropFirst()).allSatisfy { $0.revision < $1.revision }, "told twice, or out of order")
    let told = Dictionary(events.map { ($0.revision, $0) }, uniquingKeysWith: { first, _ in first })
    for (revision, write) in state.withLock({ $0.acknowledged }) {
      let event = told[revision]
      #expect(event?.key == write.key && event?.bytes == write.bytes, "\(revision) was answered, and is not told")
    }
    var current: [StoreKey: StoreEvent] = [:]
    for event in events {
      #expect(event.previous?.modified == current[event.key]?.revision, "a gap before \(event.revision)")
      current[event.key] = event.bytes == nil ? nil : event
    }
    let values = try await store.values(in: StoreRange(prefix: "/writers/"), limit: nil, at: nil).values
    #expect(Set(values.map(\.key)) == Set(current.keys))
    for value in values { #expect(current[value.key]?.revision == value.modified) }
  }

  func report(_ members: Int) {
    let (answered, unanswered) = state.withLock { ($0.acknowledged.count, $0.unanswered) }
    print("EtcdLossTests: \(members) members, \(answered) writes answered, \(unanswered) not")
  }
}
