import ObjectStore
import Testing

extension StoreUnderTest {
  func watchesTellAllInOrder() async throws {
    let start = try await store.latestRevision()
    var early = try await store.watch(range(), after: start)
    var expected: [String] = []
    var revisions: [StoreRevision] = []
    for index in 0..<20 {
      let first = try await create("\(index)", "one")
      let second = try await update("\(index)", "two", since: first)
      let third = try await delete("\(index)", since: second)
      expected += ["\(index)=one", "\(index)=two", "\(index)-"]
      revisions += [first, second, third]
    }
    let live = try await read(60, from: &early)
    #expect(told(live) == expected)
    #expect(live.map(\.revision) == revisions)
    // One that comes afterwards is told the same.
    var late = try await store.watch(range(), after: start)
    #expect(try await read(60, from: &late) == live)
  }

  func watchesTellWhatWasBefore() async throws {
    let start = try await store.latestRevision()
    let first = try await create("a", "one")
    let second = try await update("a", "two", since: first)
    let third = try await delete("a", since: second)
    let fourth = try await create("a", "three")
    var watch = try await store.watch(range(), after: start)
    let one = StoredValue(key: key("a"), bytes: Array("one".utf8), created: first, modified: first)
    let two = StoredValue(key: key("a"), bytes: Array("two".utf8), created: first, modified: second)
    #expect(
      try await read(4, from: &watch) == [
        StoreEvent(key: key("a"), revision: first, bytes: one.bytes, previous: nil),
        StoreEvent(key: key("a"), revision: second, bytes: two.bytes, previous: one),
        StoreEvent(key: key("a"), revision: third, bytes: nil, previous: two),
        StoreEvent(key: key("a"), revision: fourth, bytes: Array("three".utf8), previous: nil),
      ])
  }

  func watchesKeepToTheirRange() async throws {
    let start = try await store.latestRevision()
    var prefixed = try await store.watch(range("in/"), after: start)
    var started = try await store.watch(range("in/", after: "in/b"), after: start)
    for name in ["in/a", "out", "in/b", "in", "in/c", "in0", "in/d"] { try await create(name, "1") }
    #expect(told(try await read(4, from: &prefixed)) == ["in/a=1", "in/b=1", "in/c=1", "in/d=1"])
    #expect(told(try await read(2, from: &started)) == ["in/c=1", "in/d=1"])
  }

  func watchesAreTakenUpAgain() async throws {
    var position = try await store.latestRevision()
    for index in 0..<30 { try await create("\(100 + index)", "1") }
    var events: [StoreEvent] = []
    while events.count < 30 {
      // Each goes on where the one before broke off.
      var watch = try await store.watch(range(), after: position)
      let changes = try #require(try await watch.next())
      events += changes.events
      #expect(changes.revision > position)
      position = changes.revision
    }
    #expect(told(events) == (100..<130).map { "\($0)=1" })
    var middle = try await store.watch(range(), after: events[14].revision)
    #expect(try await read(15, from: &middle) == Array(events[15...]))
  }

  func watchesWait() async throws {
    let start = try await create("a", "one")
    try await withThrowingTaskGroup(of: [StoreEvent].self) { group in
      group.addTask {
        var watch = try await store.watch(range(), after: start)
        return try await read(2, from: &watch)
      }
      let second = try await update("a", "two", since: start)
      try await delete("a", since: second)
      #expect(told(try await group.next() ?? []) == ["a=two", "a-"])
    }
  }

  func watchesOfTheFutureWait() async throws {
    let start = try await create("a", "one")
    var watch = try await store.watch(range(), after: StoreRevision(start.number + 3))
    var revision = start
    for index in 0..<8 { revision = try await update("a", "\(index)", since: revision) }
    // Others may write, too: what is told is what came after.
    let last = revision
    var told: [StoreEvent] = []
    while told.last?.revision != last {
      let changes = try #require(try await watch.next())
      told += changes.events
    }
    #expect(told.allSatisfy { $0.revision.number > start.number + 3 })
    #expect(zip(told, told.dropFirst()).allSatisfy { $0.revision < $1.revision })
  }

  func quietWatchesTellProgress() async throws {
    let start = try await create("loud/a", "0")
    var watch = try await store.watch(range("quiet/"), after: start)
    let last = try await update("loud/a", "1", since: start)
    var told = start
    while told < last {
      let changes = try #require(try await watch.next())
      #expect(changes.events.isEmpty)
      #expect(changes.revision > told)
      told = changes.revision
    }
    // It goes on from there.
    try await create("quiet/a", "2")
    #expect(self.told(try await read(1, from: &watch)) == ["quiet/a=2"])
  }

  func slowReadersMissNothing() async throws {
    let start = try await store.latestRevision()
    var slow = try await store.watch(range(), after: start)
    var fast = try await store.watch(range(), after: start)
    let count = 400
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<20 {
        group.addTask { for index in 0..<count / 20 { try await create("\(writer)/\(index)", "1") } }
      }
      try await group.waitForAll()
    }
    let events = try await read(count, from: &fast)
    #expect(Set(told(events)).count == count)
    // Whoever reads later is told the same, or that it is too late.
    do {
      #expect(try await read(count, from: &slow) == events)
    } catch let error as StoreError {
      #expect(error.code == .compacted)
    }
  }

  func watchesEndWithTheirTask() async throws {
    let start = try await create("a", "one")
    let reader = Task { () throws -> StoreChanges? in
      var watch = try await store.watch(range(), after: start)
      while let changes = try await watch.next() { if !changes.events.isEmpty { return changes } }
      return nil
    }
    reader.cancel()
    do {
      let changes = try await reader.value
      Issue.record("a cancelled watch told \(String(describing: changes))")
    } catch let error as StoreError {
      #expect(error.code == .cancelled)
    }
  }

  func watchesAreIndependent() async throws {
    let start = try await store.latestRevision()
    try await withThrowingTaskGroup(of: [StoreEvent].self) { group in
      for _ in 0..<50 {
        group.addTask {
          var watch = try await store.watch(range(), after: start)
          return try await read(40, from: &watch)
        }
      }
      for index in 0..<40 { try await create("\(100 + index)", "1") }
      for try await events in group { #expect(told(events) == (100..<140).map { "\($0)=1" }) }
    }
  }
}
