import ObjectStore
import Testing

extension StoreUnderTest {
  func compactionKeepsWhatIsInForce() async throws {
    let first = try await create("a", "one")
    let other = try await create("b", "kept")
    let second = try await update("a", "two", since: first)
    let gone = try await create("c", "gone")
    try await delete("c", since: gone)
    let third = try await update("a", "three", since: second)
    try await store.compact(to: third)
    #expect(try await listing(range()) == ["a=three", "b=kept"])
    #expect(try await listing(range(), at: third) == ["a=three", "b=kept"])
    let value = try #require(try await store.value(at: key("a")))
    #expect(value.created == first && value.modified == third)
    #expect(try await store.value(at: key("b"))?.modified == other)
    try await update("b", "changed", since: other)
    #expect(try await listing(range(), at: third) == ["a=three", "b=kept"])
  }

  func compactedCannotBeRead() async throws {
    var revision = try await create("a", "0")
    let first = revision
    for index in 1..<10 { revision = try await update("a", "\(index)", since: revision) }
    let last = revision
    try await store.compact(to: StoreRevision(last.number - 1))
    await fails(.compacted) { () throws(StoreError) in try await page(range(), at: first) }
    #expect(try await listing(range(), at: StoreRevision(last.number - 1)) == ["a=8"])
    // A watch may still know, but it must not leave anything out.
    do throws(StoreError) {
      var watch = try await store.watch(range(), after: first)
      let changes = try await watch.next()
      #expect(changes?.events.first.map { told([$0]) } == ["a=1"])
    } catch {
      #expect(error.code == .compacted)
    }
  }

  func compactionIsRepeatable() async throws {
    let first = try await create("a", "one")
    let second = try await update("a", "two", since: first)
    try await store.compact(to: second)
    try await store.compact(to: second)
    try await store.compact(to: first)
    #expect(try await listing(range()) == ["a=two"])
  }

  func watchesOutliveCompaction() async throws {
    let first = try await create("a", "one")
    var follower = try await store.watch(range(), after: first)
    let second = try await update("a", "two", since: first)
    #expect(told(try await read(1, from: &follower)) == ["a=two"])
    let third = try await delete("a", since: second)
    try await store.compact(to: second)
    #expect(told(try await read(1, from: &follower)) == ["a-"])
    var late = try await store.watch(range(), after: second)
    let event = try #require(try await read(1, from: &late).first)
    #expect(event.revision == third && event.previous?.bytes == Array("two".utf8) && event.previous?.created == first)

    // A deletion may be the last that happened, and compacted.
    try await store.compact(to: third)
    #expect(try await store.latestRevision() >= third)
    var after = try await store.watch(range(), after: third)
    let again = try await create("a", "again")
    #expect(again > third)
    let fresh = try #require(try await read(1, from: &after).first)
    #expect(fresh.revision == again && fresh.previous == nil)
  }

  // MARK: Lifetimes

  func lifetimesEnd() async throws {
    let first = try await create("a", "short", lifetime: .seconds(1))
    try await create("b", "long", lifetime: .seconds(3600))
    var watch = try await store.watch(range("a"), after: first)
    let event = try #require(try await read(1, from: &watch).first)
    #expect(event.bytes == nil && event.previous?.modified == first)
    #expect(try await listing(range()) == ["b=long"])
    let again = try await create("a", "anew")
    #expect(again > event.revision)
  }

  func lifetimesAreReplaced() async throws {
    let first = try await create("a", "short", lifetime: .seconds(1))
    try await update("a", "for ever", since: first)
    let second = try await create("b", "short", lifetime: .seconds(1))
    try await update("b", "longer", since: second, lifetime: .seconds(3600))
    // One that ends later than those would have.
    let marker = try await create("c", "short", lifetime: .seconds(2))
    var watch = try await store.watch(range("c"), after: marker)
    #expect(told(try await read(1, from: &watch)) == ["c-"])
    #expect(try await listing(range()) == ["a=for ever", "b=longer"])
  }
}
