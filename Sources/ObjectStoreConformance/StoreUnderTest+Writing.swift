import ObjectStore
import Testing

extension StoreUnderTest {
  func writesAreRead() async throws {
    #expect(try await text("a") == nil)
    let first = try await create("a", "one")
    #expect(try await store.latestRevision() >= first)
    let value = try #require(try await store.value(at: key("a")))
    #expect(value == StoredValue(key: key("a"), bytes: Array("one".utf8), created: first, modified: first))

    let second = try await update("a", "two", since: first)
    #expect(second > first)
    let changed = try #require(try await store.value(at: key("a")))
    #expect(changed == StoredValue(key: key("a"), bytes: Array("two".utf8), created: first, modified: second))

    let third = try await delete("a", since: second)
    #expect(third > second)
    #expect(try await text("a") == nil)
    #expect(try await page(range()).values.isEmpty)
  }

  func conditionsAreJudged() async throws {
    let first = try await create("a", "one")
    let second = try await update("a", "two", since: first)
    let held = try #require(try await store.value(at: key("a")))

    let exists = await fails(.conflict) { () throws(StoreError) in try await create("a", "three") }
    #expect(exists?.current == held)
    let outdated = await fails(.conflict) { () throws(StoreError) in try await update("a", "three", since: first) }
    #expect(outdated?.current == held)
    let kept = await fails(.conflict) { () throws(StoreError) in try await delete("a", since: first) }
    #expect(kept?.current == held)
    let present = await fails(.conflict) { () throws(StoreError) in
      try await store.apply(StoreWrite(.delete, at: key("a"), if: .isAbsent))
    }
    #expect(present?.current == held)
    let absent = await fails(.conflict) { () throws(StoreError) in try await update("b", "one", since: second) }
    #expect(absent != nil && absent?.current == nil)
    let never = await fails(.conflict) { () throws(StoreError) in try await update("b", "one", since: .zero) }
    #expect(never != nil && never?.current == nil)
  }

  func conflictsChangeNothing() async throws {
    let first = try await create("a", "one")
    var watch = try await store.watch(range(), after: first)
    await fails(.conflict) { () throws(StoreError) in try await create("a", "two") }
    await fails(.conflict) { () throws(StoreError) in try await delete("a", since: .zero) }
    #expect(try await text("a") == "one")
    try await create("b", "next")
    #expect(told(try await read(1, from: &watch)) == ["b=next"])
  }

  func deletedKeysStartAnew() async throws {
    let first = try await create("a", "one")
    let gone = try await delete("a", since: first)
    let again = try await create("a", "two")
    #expect(again > gone)
    let value = try #require(try await store.value(at: key("a")))
    #expect(value.created == again && value.modified == again)
    let stale = await fails(.conflict) { () throws(StoreError) in try await update("a", "three", since: gone) }
    #expect(stale?.current == value)
  }

  func deletingNothingIsNoWrite() async throws {
    let before = try await create("a", "one")
    let answer = try await store.apply(StoreWrite(.delete, at: key("b"), if: .isAbsent))
    #expect(answer >= before)
    var watch = try await store.watch(range(), after: before)
    try await create("c", "next")
    #expect(told(try await read(1, from: &watch)) == ["c=next"])
  }

  func keysAreBytes() async throws {
    // The same letter, composed and decomposed; a name with a zero byte; one that is the start of another.
    let names = ["\u{E9}", "e\u{301}", "a", "a\0", "a\0b", "ab", "\u{10FFFF}"]
    for name in names { try await create(name, name) }
    let expected = names.map { key($0) }.sorted()
    #expect(try await page(range()).values.map(\.key) == expected)
    for name in names {
      let value = try #require(try await store.value(at: key(name)))
      #expect(value.bytes == Array(name.utf8))
    }
    #expect(try await page(range(after: "a")).values.map(\.key) == expected.filter { key("a") < $0 })
  }

  func sizesAreLimited() async throws {
    let longest = String(repeating: "k", count: keyBytes - prefix.utf8.count)
    try await create(longest, "one")
    #expect(try await text(longest) == "one")
    await fails(.tooLarge) { () throws(StoreError) in try await create(longest + "k", "one") }
    await fails(.tooLarge) { () throws(StoreError) in
      try await store.apply(StoreWrite(.put([1]), at: StoreKey(""), if: .isAbsent))
    }

    let largest = [UInt8](repeating: 7, count: valueBytes)
    _ = try await store.apply(StoreWrite(.put(largest), at: key("large"), if: .isAbsent))
    #expect(try await store.value(at: key("large"))?.bytes == largest)
    await fails(.tooLarge) { () throws(StoreError) in
      try await store.apply(StoreWrite(.put(largest + [7]), at: key("larger"), if: .isAbsent))
    }
    #expect(try await text("larger") == nil)
  }

  func emptyValuesAreValues() async throws {
    let before = try await store.latestRevision()
    var watch = try await store.watch(range(), after: before)
    let first = try await create("a", "")
    #expect(try await text("a") == "")
    try await delete("a", since: first)
    let events = try await read(2, from: &watch)
    #expect(events[0].bytes == [] && events[0].previous == nil)
    #expect(events[1].bytes == nil && events[1].previous?.bytes == [])
  }

  func oneOfManyWins() async throws {
    let first = try await create("a", "start")
    let won = await withTaskGroup(of: Bool.self) { group in
      for writer in 0..<32 {
        group.addTask {
          do throws(StoreError) {
            try await update("a", "\(writer)", since: first)
            return true
          } catch {
            #expect(error.code == .conflict)
            #expect(error.current?.modified != first)
            return false
          }
        }
      }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(won == 1)
  }

  /// Many count on one key; each raises what it read by one and begins anew when somebody was faster.
  func noWriteIsLost() async throws {
    let (writers, times) = (8, 10)
    let first = try await create("count", "0")
    var watch = try await store.watch(range(), after: first)
    try await withThrowingTaskGroup(of: [StoreRevision].self) { group in
      for _ in 0..<writers {
        group.addTask {
          var revisions: [StoreRevision] = []
          while revisions.count < times { if let revision = try await raise("count") { revisions.append(revision) } }
          return revisions
        }
      }
      let revisions = try await group.reduce(into: []) { $0 += $1 }
      #expect(Set(revisions).count == writers * times)
    }
    #expect(try await text("count") == "\(writers * times)")
    let events = try await read(writers * times, from: &watch)
    #expect(told(events) == (1...writers * times).map { "count=\($0)" })
  }

  private func raise(_ name: String) async throws -> StoreRevision? {
    let value = try #require(try await store.value(at: key(name)))
    let count = try #require(Int(String(decoding: value.bytes, as: UTF8.self)))
    do throws(StoreError) { return try await update(name, "\(count + 1)", since: value.modified) } catch {
      guard error.code == .conflict else { throw error }
      return nil
    }
  }
}
