import DequeModule
package import ObjectStore

/// The latest changes of a store, held in memory for those who follow closely. Bounded in number and in bytes: the oldest go first.
///
/// Changes that share a revision stay together: they come together, go together and are told together.
package struct RecentChanges: Sendable {
  /// How much is held.
  package struct Bounds: Hashable, Sendable {
    package var events: Int
    /// Bytes of keys, values and previous values.
    package var bytes: Int

    package init(events: Int = 10_000, bytes: Int = 64 << 20) {
      self.events = events
      self.bytes = bytes
    }
  }

  /// Everything after this revision and up to `latest` is here.
  package private(set) var base: StoreRevision
  package private(set) var latest: StoreRevision

  private let bounds: Bounds
  private var events = Deque<StoreEvent>()
  private var bytes = 0

  package init(after revision: StoreRevision, bounds: Bounds = Bounds()) {
    base = revision
    latest = revision
    self.bounds = bounds
  }

  /// Adds what has happened since `latest`.
  /// - Parameters:
  ///   - changes: In the order of their revisions. What is told a second time is left out.
  ///   - revision: Everything up to here is among them.
  package mutating func append(_ changes: [StoreEvent], upTo revision: StoreRevision) {
    for event in changes where event.revision > latest {
      events.append(event)
      bytes += Self.size(event)
    }
    latest = max(latest, revision)
    while events.count > bounds.events || bytes > bounds.bytes || events.first?.revision == base, let oldest = events.popFirst() {
      bytes -= Self.size(oldest)
      base = oldest.revision
    }
  }

  /// Begins anew after a gap: nothing before `revision` can be told any more.
  package mutating func restart(after revision: StoreRevision) {
    self = RecentChanges(after: revision, bounds: bounds)
  }

  /// The changes of `range` after `revision`.
  /// - Returns: the first of them, up to the revision that makes `limit` full; or none and how far that holds. nil where the oldest are
  ///   no longer here.
  package func changes(in range: StoreRange, after revision: StoreRevision, limit: Int) -> StoreChanges? {
    guard revision >= base else { return nil }
    var found: [StoreEvent] = []
    for index in firstIndex(after: revision)..<events.count where range.contains(events[index].key) {
      if found.count >= limit, let last = found.last?.revision, last < events[index].revision {
        return StoreChanges(events: found, revision: last)
      }
      found.append(events[index])
    }
    return StoreChanges(events: found, revision: max(latest, revision))
  }

  private func firstIndex(after revision: StoreRevision) -> Int {
    var (low, high) = (0, events.count)
    while low < high {
      let middle = low + (high - low) / 2
      if events[middle].revision > revision { high = middle } else { low = middle + 1 }
    }
    return low
  }

  private static func size(_ event: StoreEvent) -> Int {
    event.key.path.utf8.count + (event.bytes?.count ?? 0) + (event.previous?.bytes.count ?? 0)
  }
}
