import Foundation
import MeshTestSupport
import ObjectStore
import ObjectStoreConformance
import SQLiteObjectStore
import Testing
import store_writer

@Suite("A store whose process is killed")
struct DurabilityTests {
  /// `MELTEMI_KILL_ROUNDS` asks for more rounds than a short run has, `MELTEMI_SEED` for the same moments.
  @Test func losesNothing() async throws {
    let environment = ProcessInfo.processInfo.environment
    let rounds = environment["MELTEMI_KILL_ROUNDS"].flatMap { Int($0) } ?? 5
    let seed = TestSeed.next()
    print("DurabilityTests: MELTEMI_SEED=\(seed) MELTEMI_KILL_ROUNDS=\(rounds)")
    var generator = SeededGenerator(seed: seed)
    var ledger = WriteLedger()
    let test = try TestStore()
    for round in 0..<rounds {
      let writer = try WriterProcess(
        store: test.options.path, writers: Int.random(in: 1...32, using: &generator), output: test.folder("acknowledged"))
      try await eventually("round \(round) writes") { try !writer.lines.isEmpty || !writer.isRunning }
      // The moment is the random part; nothing is waited for.
      try await Task.sleep(for: .milliseconds(Int.random(in: 0...200, using: &generator)))
      #expect(writer.isRunning, "round \(round): the writer ended by itself")
      writer.kill()
      try ledger.note(try writer.lines)
      let store = try test.open()
      try await ledger.check(store, round: round)
      store.close()
    }
    print("DurabilityTests: \(ledger.acknowledged) writes acknowledged, \(ledger.unacknowledged) made without an answer")
    #expect(ledger.acknowledged > rounds)
  }
}

/// What writers have said that they were told, and what a watch has seen since the beginning.
private struct WriteLedger {
  private struct Line { var key: String, count: Int }

  private(set) var acknowledged = 0
  private(set) var unacknowledged = 0
  private var fresh: [Int64: Line] = [:]
  private var told = StoreRevision.zero
  private var seen = StoreRevision.zero
  private var current: [StoreKey: StoreEvent] = [:]

  mutating func note(_ lines: [[Substring]]) throws {
    fresh = [:]
    for line in lines {
      if line.count == 2, line[0] == "watch", let revision = Int64(line[1]) {
        told = StoreRevision(revision)
      } else {
        let revision = try #require(Int64(line[0]))
        fresh[revision] = Line(key: String(line[1]), count: try #require(Int(line[2])))
      }
    }
    acknowledged += fresh.count
  }

  mutating func check(_ store: SQLiteObjectStore, round: Int) async throws {
    let latest = try await store.latestRevision()
    #expect(told <= latest, "round \(round): a watch told what is not there")
    // The watch goes on after what the round before has seen.
    var watch = try await store.watch(StoreRange(prefix: ""), after: seen)
    while seen < latest {
      let changes = try #require(try await watch.next())
      for event in changes.events { try take(event, round) }
    }
    #expect(fresh.isEmpty, "round \(round): acknowledged, but not there: \(fresh)")
    // And what stands is what the changes, taken together, say.
    let values = try await store.values(in: StoreRange(prefix: ""), limit: nil, at: nil).values
    #expect(Set(values.map(\.key)) == Set(current.keys))
    for value in values { #expect(current[value.key]?.revision == value.modified && current[value.key]?.bytes == value.bytes) }
  }

  private mutating func take(_ event: StoreEvent, _ round: Int) throws {
    #expect(event.revision.number == seen.number + 1, "round \(round): a gap after \(seen)")
    seen = event.revision
    #expect(event.previous?.modified == current[event.key]?.revision, "round \(round): \(event.revision)")
    if let bytes = event.bytes {
      let value = try #require(WrittenValue(bytes), "round \(round): revision \(event.revision) is half a write")
      #expect(value.key == event.key.path)
      check(event, count: value.count, round)
    } else {
      check(event, count: nil, round)
    }
    current[event.key] = event.bytes == nil ? nil : event
  }

  private mutating func check(_ event: StoreEvent, count: Int?, _ round: Int) {
    guard let line = fresh.removeValue(forKey: event.revision.number) else { return unacknowledged += 1 }
    // Deletions are said with a negative count.
    let isSame = line.key == event.key.path && count ?? line.count == line.count && (count == nil) == (line.count < 0)
    #expect(isSame, "round \(round): \(event.revision) is not what was acknowledged")
  }
}
