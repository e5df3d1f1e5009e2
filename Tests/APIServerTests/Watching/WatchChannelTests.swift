import ObjectStore
import Testing

@testable import APIServer

@Suite("The changes of a resource")
struct WatchChannelTests {
  private static func change(_ revision: Int64) -> WatchedChange {
    WatchedChange(
      key: StoreKey("/registry/core/configmaps/default/a"), revision: StoreRevision(revision), object: nil, previous: nil)
  }

  @Test("What happened before the end is told before it") func end() {
    let channel = WatchChannel(start: .zero)
    channel.append([Self.change(1), Self.change(2)], revision: StoreRevision(2))
    channel.end()
    guard case .changes(let changes, let revision) = channel.news(after: .zero) else {
      Issue.record("the end came first")
      return
    }
    #expect(changes.map(\.revision.number) == [1, 2])
    guard case .ended = channel.news(after: revision) else {
      Issue.record("there is no end")
      return
    }
  }
}
