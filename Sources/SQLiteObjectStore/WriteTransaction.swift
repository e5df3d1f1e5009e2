import ObjectStore

/// Judges and makes the writes that share a transaction, one after the other.
struct WriteTransaction {
  /// One for each write.
  private(set) var results: [Result<StoreRevision, StoreError>] = []
  private(set) var events: [StoreEvent] = []
  private(set) var latest = StoreRevision.zero
  private let now: Int64

  /// - Parameter now: Milliseconds since 1970.
  init(now: Int64) { self.now = now }

  /// - Throws: what SQLite does; then none of the writes is made.
  mutating func run(_ writes: [StoreWrite], in table: RevisionTable) throws {
    latest = try table.latest()
    for write in writes {
      let previous = try table.value(at: write.key)
      if let conflict = write.conflict(with: previous) {
        results.append(.failure(conflict))
      } else if write.change == .delete, previous == nil {
        results.append(.success(latest))
      } else {
        results.append(try make(write, over: previous, in: table))
      }
    }
  }

  private mutating func make(
    _ write: StoreWrite, over previous: StoredValue?, in table: RevisionTable
  ) throws -> Result<StoreRevision, StoreError> {
    guard latest.number < .max else { return .failure(StoreError(.full, "The store has counted its last revision.")) }
    latest = StoreRevision(latest.number + 1)
    try table.append(write, as: latest, over: previous, expires: write.expiry(from: now))
    let bytes = write.outcome(as: latest, over: previous).bytes
    events.append(StoreEvent(key: write.key, revision: latest, bytes: bytes, previous: previous))
    return .success(latest)
  }

  /// None of the writes was made.
  mutating func fail(_ error: StoreError, count: Int) {
    results = Array(repeating: .failure(error), count: count)
    events = []
  }
}

extension StoreWrite {
  /// Why the write must not be made; nil where its condition holds.
  func conflict(with current: StoredValue?) -> StoreError? {
    switch condition {
    case .isAbsent:
      guard let current else { return nil }
      return StoreError(.conflict, "\(key) is there already, since revision \(current.created).", current: current)
    case .isUnchanged(let revision):
      guard let current else { return StoreError(.conflict, "\(key) holds nothing any more.") }
      guard current.modified != revision else { return nil }
      return StoreError(.conflict, "\(key) has been changed, in revision \(current.modified).", current: current)
    }
  }

  /// When the value ends, in milliseconds since 1970; nil: never.
  fileprivate func expiry(from now: Int64) -> Int64? {
    guard case .put(_, let lifetime?) = change else { return nil }
    let (seconds, attoseconds) = lifetime.components
    let (milliseconds, isOver) = seconds.multipliedReportingOverflow(by: 1000)
    let (end, isBeyond) = now.addingReportingOverflow(milliseconds)
    guard !isOver, !isBeyond else { return lifetime > .zero ? .max : .min }
    let (exact, isPast) = end.addingReportingOverflow(attoseconds / 1_000_000_000_000_000)
    return isPast ? end : exact
  }
}
