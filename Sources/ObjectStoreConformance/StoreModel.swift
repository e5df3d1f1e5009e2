import ObjectStore

/// What a store must hold, as simply as it can be said: all writes that were made, in order.
struct StoreModel {
  private(set) var events: [StoreEvent] = []

  var latest: StoreRevision? { events.last?.revision }

  func value(at key: StoreKey, as revision: StoreRevision? = nil) -> StoredValue? {
    values(as: revision)[key]
  }

  mutating func write(_ write: StoreWrite, as revision: StoreRevision) {
    let previous = value(at: write.key)
    guard case .put(let bytes, _) = write.change else {
      events.append(StoreEvent(key: write.key, revision: revision, bytes: nil, previous: previous))
      return
    }
    events.append(StoreEvent(key: write.key, revision: revision, bytes: bytes, previous: previous))
  }

  /// Whether the condition of a write holds now.
  func allows(_ write: StoreWrite) -> Bool {
    let current = value(at: write.key)
    return switch write.condition {
    case .isAbsent: current == nil
    case .isUnchanged(let revision): current?.modified == revision
    }
  }

  func page(of range: StoreRange, limit: Int?, at revision: StoreRevision?) -> (values: [StoredValue], remaining: Int) {
    let all = values(as: revision).values.filter { range.contains($0.key) }.sorted { $0.key < $1.key }
    let values = Array(all.prefix(limit ?? all.count))
    return (values, all.count - values.count)
  }

  func changes(in range: StoreRange, after revision: StoreRevision) -> [StoreEvent] {
    events.filter { $0.revision > revision && range.contains($0.key) }
  }

  private func values(as revision: StoreRevision?) -> [StoreKey: StoredValue] {
    var values: [StoreKey: StoredValue] = [:]
    for event in events where revision.map({ event.revision <= $0 }) ?? true {
      values[event.key] = event.bytes.map { bytes in
        StoredValue(
          key: event.key, bytes: bytes, created: values[event.key]?.created ?? event.revision, modified: event.revision)
      }
    }
    return values
  }
}
