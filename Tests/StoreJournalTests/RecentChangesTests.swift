import ObjectStore
import StoreJournal
import Testing

@Suite("Recent changes")
struct RecentChangesTests {
  private func event(_ revision: Int64, _ key: String = "/a", bytes: Int = 10) -> StoreEvent {
    StoreEvent(key: StoreKey(key), revision: StoreRevision(revision), bytes: Array(repeating: 1, count: bytes), previous: nil)
  }

  private let all = StoreRange(prefix: "")

  @Test func areToldAfterARevision() {
    var recent = RecentChanges(after: StoreRevision(10))
    recent.append([event(12), event(15)], upTo: StoreRevision(16))
    #expect(recent.latest == StoreRevision(16))
    let after = { (revision: Int64) in recent.changes(in: all, after: StoreRevision(revision), limit: 9) }
    #expect(after(9) == nil)
    #expect(after(10) == StoreChanges(events: [event(12), event(15)], revision: StoreRevision(16)))
    #expect(after(12) == StoreChanges(events: [event(15)], revision: StoreRevision(16)))
    #expect(after(15) == StoreChanges(events: [], revision: StoreRevision(16)))
    #expect(after(20) == StoreChanges(events: [], revision: StoreRevision(20)))
  }

  @Test func areToldInPieces() {
    var recent = RecentChanges(after: .zero)
    recent.append((1...5).map { event($0, $0 % 2 == 0 ? "/b" : "/a") }, upTo: StoreRevision(5))
    let range = StoreRange(prefix: "/a")
    #expect(
      recent.changes(in: range, after: .zero, limit: 2)
        == StoreChanges(events: [event(1), event(3)], revision: StoreRevision(3)))
    #expect(recent.changes(in: range, after: StoreRevision(3), limit: 2)?.events == [event(5)])
  }

  @Test func areBoundedInNumber() {
    var recent = RecentChanges(after: .zero, bounds: .init(events: 3))
    recent.append((1...5).map { event($0) }, upTo: StoreRevision(5))
    #expect(recent.base == StoreRevision(2))
    #expect(recent.changes(in: all, after: StoreRevision(1), limit: 9) == nil)
    #expect(recent.changes(in: all, after: StoreRevision(2), limit: 9)?.events.count == 3)
  }

  @Test func areBoundedInBytes() {
    var recent = RecentChanges(after: .zero, bounds: .init(bytes: 100))
    recent.append([event(1, bytes: 50), event(2, bytes: 30), event(3, bytes: 30)], upTo: StoreRevision(3))
    #expect(recent.base == StoreRevision(1))
    recent.append([event(4, bytes: 1000)], upTo: StoreRevision(4))
    #expect(recent.base == StoreRevision(4))
    #expect(recent.changes(in: all, after: StoreRevision(4), limit: 9)?.events == [])
  }

  @Test func stayTogetherWhereTheyShareARevision() {
    var recent = RecentChanges(after: .zero, bounds: .init(events: 4))
    let events = [event(1, "/a"), event(2, "/a"), event(2, "/b"), event(2, "/c"), event(3, "/a")]
    recent.append(Array(events.prefix(4)), upTo: StoreRevision(2))
    #expect(recent.changes(in: all, after: .zero, limit: 2)?.events == Array(events.prefix(4)))
    #expect(recent.changes(in: all, after: StoreRevision(1), limit: 1)?.events == Array(events[1...3]))
    recent.append([events[4]], upTo: StoreRevision(3))
    #expect(recent.base == StoreRevision(1))
    recent.append([event(4)], upTo: StoreRevision(4))
    #expect(recent.base == StoreRevision(2))
  }

  @Test func areTakenOnce() {
    var recent = RecentChanges(after: .zero)
    recent.append([event(1), event(2)], upTo: StoreRevision(2))
    recent.append([event(2), event(3)], upTo: StoreRevision(3))
    #expect(recent.changes(in: all, after: .zero, limit: 9)?.events == [event(1), event(2), event(3)])
  }
}
