import ObjectStore
import Testing

extension StoreUnderTest {
  func rangesAreSorted() async throws {
    let names = ["b", "a/b", "a-b", "a", "a.b", "A", "a/a", "ab", "\u{E9}", "z", "10", "9"]
    for name in names { try await create(name, name) }
    let expected = names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { "\($0)=\($0)" }
    #expect(try await listing(range()) == expected)
  }

  func rangesEndWithTheirPrefix() async throws {
    for name in ["pods/a", "pods/b", "pods", "podsx/a", "pods0", "pod/a"] { try await create(name, "1") }
    #expect(try await listing(range("pods/")) == ["pods/a=1", "pods/b=1"])
    #expect(try await listing(range("pods")) == ["pods=1", "pods/a=1", "pods/b=1", "pods0=1", "podsx/a=1"])
    #expect(try await listing(range("pods/a")) == ["pods/a=1"])
    #expect(try await listing(range("none/")) == [])
  }

  func rangesStartAfterAKey() async throws {
    for name in ["a", "b", "c", "d"] { try await create(name, "1") }
    #expect(try await listing(range(after: "b")) == ["c=1", "d=1"])
    #expect(try await listing(range(after: "bb")) == ["c=1", "d=1"])
    #expect(try await listing(range(after: "d")) == [])
    #expect(try await listing(StoreRange(prefix: prefix, after: StoreKey("!"))) == ["a=1", "b=1", "c=1", "d=1"])
    #expect(try await listing(StoreRange(prefix: prefix, after: StoreKey("~"))) == [])
  }

  func limitsCount() async throws {
    for index in 0..<10 { try await create("\(index)", "1") }
    for limit in [0, 1, 9, 10, 11] {
      let page = try await page(range(), limit: limit)
      #expect(page.values.count == min(limit, 10))
      #expect(page.remaining == max(0, 10 - limit))
    }
    #expect(try await page(range()).remaining == 0)
    #expect(try await page(range(after: "4"), limit: 2).remaining == 3)
  }

  func piecesAreBounded() async throws {
    var latest = StoreRevision.zero
    for index in 0..<10 { latest = try await create("\(index)", String(repeating: "x", count: index == 7 ? 5000 : 100)) }
    let bounds = PieceBounds(values: 4, bytes: 350)
    var sizes: [Int] = []
    var (start, isLast) = (StoreKey?.none, false)
    var revision: StoreRevision?
    while !isLast {
      let piece = try await store.piece(of: StoreRange(prefix: prefix, after: start), within: bounds, at: revision)
      sizes.append(piece.values.count)
      (start, isLast) = (piece.values.last?.key, piece.isLast)
      if revision == nil {
        #expect(piece.revision == latest)
        // What happens between pieces is not seen in them.
        try await create("99", "new")
      }
      #expect(revision == nil || piece.revision == revision)
      revision = piece.revision
    }
    // Bytes bound the first two, the large value is alone, and so is what stands before it for its sake.
    #expect(sizes == [3, 3, 1, 1, 2])
    let few = try await store.piece(of: range(), within: PieceBounds(values: 2, bytes: 1 << 20), at: nil)
    #expect(few.values.count == 2 && !few.isLast)
    let none = try await store.piece(of: range("none/"), within: bounds, at: nil)
    #expect(none.values.isEmpty && none.isLast)
    await fails(.futureRevision) { () throws(StoreError) in
      try await store.piece(of: range(), within: bounds, at: StoreRevision(latest.number + 1_000_000))
    }
  }

  func pagesAreOfOneRevision() async throws {
    var revisions: [StoreRevision] = []
    for index in 0..<10 { revisions.append(try await create("\(index)", "old")) }
    let first = try await page(range(), limit: 4)
    #expect(first.values.count == 4 && first.remaining == 6)

    // What happens between pages is not seen on them.
    try await delete("5", since: revisions[5])
    try await update("6", "new", since: revisions[6])
    try await create("55", "new")
    let second = try await page(range(after: "3"), limit: 4, at: first.revision)
    #expect(second.values.map(\.key) == ["4", "5", "6", "7"].map { key($0) })
    #expect(second.values.allSatisfy { $0.bytes == Array("old".utf8) })
    #expect(second.values.map(\.modified) == Array(revisions[4...7]))
    #expect(second.revision == first.revision && second.remaining == 2)
    let third = try await page(range(after: "7"), limit: 4, at: first.revision)
    #expect(third.values.count == 2 && third.remaining == 0)

    #expect(try await page(range()).values.count == 10)
    #expect(try await listing(range("5")) == ["55=new"])
    #expect(try await listing(range(), at: revisions[1]) == ["0=old", "1=old"])
  }

  func futureCannotBeRead() async throws {
    let latest = try await create("a", "one")
    let future = StoreRevision(latest.number + 1_000_000)
    await fails(.futureRevision) { () throws(StoreError) in try await page(range(), at: future) }
    await fails(.futureRevision) { () throws(StoreError) in try await store.compact(to: future) }
  }
}
