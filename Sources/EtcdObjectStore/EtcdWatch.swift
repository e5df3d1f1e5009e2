package import ObjectStore
import StoreJournal

/// The place of one reader in the changes that this process has followed.
package struct EtcdWatch: StoreWatch {
  let feed: ChangeFeed
  let range: StoreRange
  private(set) var position: StoreRevision

  init(feed: ChangeFeed, range: StoreRange, position: StoreRevision) {
    self.feed = feed
    self.range = range
    self.position = position
  }

  package mutating func next() async throws(StoreError) -> StoreChanges? {
    switch try await feed.next(range, after: position) {
    case .closed: return nil
    case .changes(let changes):
      position = changes.revision
      return changes
    case .behind(let base):
      throw StoreError(
        .compacted, "The changes after revision \(position) are no longer at hand; the oldest follow \(base).", compacted: base)
    }
  }
}
