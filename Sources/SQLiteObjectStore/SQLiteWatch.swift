package import ObjectStore
import StoreJournal

/// The place of one reader in the history of a `SQLiteObjectStore`. It reads what is recent from memory and the rest from the file.
package struct SQLiteWatch: StoreWatch {
  /// Revisions that are looked at in one go when reading from the file.
  private static let span: Int64 = 500

  let store: SQLiteObjectStore
  let range: StoreRange
  private(set) var position: StoreRevision

  init(store: SQLiteObjectStore, range: StoreRange, position: StoreRevision) {
    self.store = store
    self.range = range
    self.position = position
  }

  package mutating func next() async throws(StoreError) -> StoreChanges? {
    while true {
      switch try await store.feed.next(range, after: position) {
      case .closed: return nil
      case .changes(let changes):
        position = changes.revision
        return changes
      case .behind:
        let (from, range) = (position, range)
        let changes = try await store.read { try $0.changes(in: range, after: from, span: Self.span) }
        position = changes.revision
        // A range that did not change has come this far, too: whoever waits for more of it waits in memory.
        if !changes.events.isEmpty || changes.revision >= store.feed.base { return changes }
      }
    }
  }
}
