import MeshTestSupport
import ObjectStore
import SQLiteObjectStore
import StoreJournal
import Testing

@Suite("A file that is opened again")
struct ReopeningTests {
  @Test func holdsValuesAndHistory() async throws {
    let test = try TestStore()
    let store = try test.open()
    let first = try await store.put("/a", "one")
    let second = try await store.put("/a", "two", if: .isUnchanged(since: first))
    store.close()

    let again = try test.open()
    defer { again.close() }
    #expect(try await again.latestRevision() == second)
    #expect(try await again.text("/a") == "two")
    let page = try await again.values(in: StoreRange(prefix: "/"), limit: nil, at: first)
    #expect(page.values.map(\.bytes) == [Array("one".utf8)])
    var watch = try await again.watch(StoreRange(prefix: "/"), after: first)
    let changes = try #require(try await watch.next())
    #expect(changes.events.map(\.revision) == [second])
    #expect(changes.events.first?.previous?.modified == first)
    #expect(try await again.put("/b", "three") > second)
  }

  @Test func knowsToWhatItWasCompacted() async throws {
    let test = try TestStore()
    let store = try test.open()
    let first = try await store.put("/a", "one")
    let last = try await store.apply(StoreWrite(.delete, at: StoreKey("/a"), if: .isUnchanged(since: first)))
    try await store.compact(to: last)
    store.close()

    let again = try test.open()
    defer { again.close() }
    #expect(try await again.latestRevision() == last)
    let error = await #expect(throws: StoreError.self) { _ = try await again.watch(StoreRange(prefix: "/"), after: first) }
    #expect(error?.code == .compacted && error?.compacted == last)
    #expect(try await again.put("/a", "again") > last)
  }

  @Test func endsLifetimesThatWereOverMeanwhile() async throws {
    let test = try TestStore()
    let store = try test.open()
    let revision = try await store.put("/short", "x", lifetime: .milliseconds(1))
    try await store.put("/long", "x", lifetime: .seconds(3600))
    store.close()

    try await test.running { store in
      var watch = try await store.watch(StoreRange(prefix: "/short"), after: revision)
      // How far it has come may be told before.
      var changes = try #require(try await watch.next())
      while changes.events.isEmpty { changes = try #require(try await watch.next()) }
      #expect(changes.events.map(\.bytes) == [nil])
      #expect(try await store.text("/long") == "x")
    }
  }

  @Test func endsWatchesAndRefusesWritesWhenClosed() async throws {
    let test = try TestStore()
    let store = try test.open()
    let revision = try await store.put("/a", "one")
    try await withThrowingTaskGroup(of: StoreChanges?.self) { group in
      group.addTask {
        var watch = try await store.watch(StoreRange(prefix: "/"), after: revision)
        return try await watch.next()
      }
      store.close()
      let last = try await group.next()
      #expect(last == .some(nil))
    }
    store.close()
    let write = await #expect(throws: StoreError.self) { try await store.put("/b", "two") }
    #expect(write?.code == .cancelled)
    let read = await #expect(throws: StoreError.self) { try await store.text("/a") }
    #expect(read?.code == .cancelled)
  }

  @Test func compactsByItself() async throws {
    var test = try TestStore()
    test.options.compaction = CompactionPolicy(revisions: 10, age: .seconds(3600))
    try await test.running { store in
      var revision = try await store.put("/a", "0")
      let first = revision
      for index in 1..<50 { revision = try await store.put("/a", "\(index)", if: .isUnchanged(since: revision)) }
      // The one that waits for the compaction is a watch of what is compacted.
      try await eventuallyCompacted(store, first)
      #expect(try await store.text("/a") == "49")
      let page = try await store.values(in: StoreRange(prefix: "/"), limit: nil, at: StoreRevision(revision.number - 9))
      #expect(page.values.map(\.bytes) == [Array("40".utf8)])
    }
  }

  private func eventuallyCompacted(_ store: SQLiteObjectStore, _ revision: StoreRevision) async throws {
    try await eventually("revision \(revision) is compacted") {
      do throws(StoreError) {
        _ = try await store.watch(StoreRange(prefix: "/"), after: revision)
        return false
      } catch {
        return error.code == .compacted
      }
    }
  }
}
