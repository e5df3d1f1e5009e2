import ObjectStore
import StoreJournal
import Testing

@Suite("The feed of changes")
struct ChangeFeedTests {
  private let feed = ChangeFeed(RecentChanges(after: .zero))
  private let pods = StoreRange(prefix: "/pods/")

  private func event(_ revision: Int64, _ key: String) -> StoreEvent {
    StoreEvent(key: StoreKey(key), revision: StoreRevision(revision), bytes: [1], previous: nil)
  }

  private func changes(_ answer: ChangeFeed.Answer) -> StoreChanges? {
    guard case .changes(let changes) = answer else { return nil }
    return changes
  }

  @Test(.timeLimit(.minutes(1))) func tellsWhoWaits() async throws {
    try await withThrowingTaskGroup(of: StoreChanges?.self) { group in
      for _ in 0..<100 { group.addTask { changes(try await feed.next(pods, after: .zero)) } }
      feed.publish([event(1, "/nodes/a")], upTo: StoreRevision(1))
      feed.publish([event(2, "/pods/a")], upTo: StoreRevision(2))
      for try await told in group { #expect(told == StoreChanges(events: [event(2, "/pods/a")], revision: StoreRevision(2))) }
    }
  }

  @Test(.timeLimit(.minutes(1))) func tellsProgressWhenAsked() async throws {
    try await withThrowingTaskGroup(of: StoreChanges?.self) { group in
      group.addTask { changes(try await feed.next(pods, after: .zero)) }
      feed.publish([event(1, "/nodes/a")], upTo: StoreRevision(7))
      let asker = Task {
        while !Task.isCancelled {
          feed.tellProgress()
          await Task.yield()
        }
      }
      let told = try await group.next()
      #expect(told == StoreChanges(events: [], revision: StoreRevision(7)))
      asker.cancel()
    }
  }

  @Test(.timeLimit(.minutes(1))) func saysWhoIsBehindAfterAGap() async throws {
    try await withThrowingTaskGroup(of: ChangeFeed.Answer.self) { group in
      group.addTask { try await feed.next(pods, after: .zero) }
      feed.restart(after: StoreRevision(50))
      guard case .behind(let base) = try await group.next() else { return #expect(Bool(false), "not behind") }
      #expect(base == StoreRevision(50))
    }
  }

  @Test(.timeLimit(.minutes(1))) func letsGoOfWhoGivesUp() async throws {
    let reader = Task { try await feed.next(pods, after: .zero) }
    reader.cancel()
    let error = await #expect(throws: StoreError.self) { try await reader.value }
    #expect(error?.code == .cancelled)
  }

  @Test(.timeLimit(.minutes(1))) func closes() async throws {
    try await withThrowingTaskGroup(of: ChangeFeed.Answer.self) { group in
      group.addTask { try await feed.next(pods, after: .zero) }
      feed.close()
      guard case .closed = try await group.next() else { return #expect(Bool(false), "not closed") }
    }
    guard case .closed = try await feed.next(pods, after: .zero) else { return #expect(Bool(false), "not closed") }
  }
}
