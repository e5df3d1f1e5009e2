/// Consecutive changes of a range of keys.
package struct StoreChanges: Hashable, Sendable {
  /// In the order of their revisions; empty where the range did not change. Values whose lifetimes end together may go in one
  /// revision; then they are told together.
  package var events: [StoreEvent]
  /// Everything up to this revision is told. A watch that is taken up again starts after it.
  package var revision: StoreRevision

  package init(events: [StoreEvent], revision: StoreRevision) {
    self.events = events
    self.revision = revision
  }
}

/// One write, as a watch tells it.
package struct StoreEvent: Hashable, Sendable {
  package var key: StoreKey
  package var revision: StoreRevision
  /// What the key holds since; nil where it was deleted.
  package var bytes: [UInt8]?
  /// What it held before; nil where it held nothing.
  package var previous: StoredValue?

  package init(key: StoreKey, revision: StoreRevision, bytes: [UInt8]?, previous: StoredValue?) {
    self.key = key
    self.revision = revision
    self.bytes = bytes
    self.previous = previous
  }
}
