package import ObjectStore
import Synchronization

/// Hands the changes of a store to those who watch it. A reader comes for its changes and waits here when there are none; what it has
/// not read costs nothing but its place in the history.
package final class ChangeFeed: Sendable {
  /// What a reader gets.
  package enum Answer: Sendable {
    case changes(StoreChanges)
    /// The oldest that it asked for are no longer in memory; `base` is where memory begins.
    case behind(base: StoreRevision)
    case closed
  }

  fileprivate enum Wake: Sendable {
    /// The range has changed, and not before this revision.
    case news(quietUpTo: StoreRevision)
    /// The range has not changed up to this revision.
    case progress(StoreRevision)
    case gap, closed, cancelled
  }

  fileprivate struct Waiter {
    var range: StoreRange
    var position: StoreRevision
    var continuation: CheckedContinuation<Wake, Never>
  }

  fileprivate struct State {
    var recent: RecentChanges
    /// By prefix, because many readers follow few prefixes.
    var waiting: [StoreKey: [UInt64: Waiter]] = [:]
    var lastID: UInt64 = 0
    var isClosed = false
  }

  /// The most changes that a reader gets at once.
  private static let batch = 256

  private let state: Mutex<State>

  package init(_ recent: RecentChanges) {
    state = Mutex(State(recent: recent))
  }

  /// Everything up to here has been published.
  package var latest: StoreRevision { state.withLock { $0.recent.latest } }

  /// Memory begins after this revision.
  package var base: StoreRevision { state.withLock { $0.recent.base } }

  // MARK: The store's side

  /// Adds what has happened since the last call, in order, and wakes whom it concerns.
  package func publish(_ events: [StoreEvent], upTo revision: StoreRevision) {
    let woken: [(CheckedContinuation<Wake, Never>, StoreRevision)] = state.withLock { state in
      let before = state.recent.latest
      state.recent.append(events, upTo: revision)
      let concerned = state.take { prefix in
        let changed = events.filter { StoreRange(prefix: prefix).contains($0.key) }
        return changed.isEmpty ? nil : { $0.isConcerned(by: changed) }
      }
      return concerned.map { ($0.continuation, max($0.position, before)) }
    }
    for (continuation, quiet) in woken { continuation.resume(returning: .news(quietUpTo: quiet)) }
  }

  /// Tells readers whose range is quiet how far the store has come. To be called from time to time.
  package func tellProgress() {
    let (woken, latest) = state.withLock { state in
      let latest = state.recent.latest
      return (state.take { _ in { $0.position < latest } }, latest)
    }
    for waiter in woken { waiter.continuation.resume(returning: .progress(latest)) }
  }

  /// Begins anew after a gap. Readers that were not beyond `revision` are behind.
  package func restart(after revision: StoreRevision) {
    let woken = state.withLock { state in
      state.recent.restart(after: revision)
      return state.take { _ in { _ in true } }
    }
    for waiter in woken { waiter.continuation.resume(returning: .gap) }
  }

  /// Ends all watches.
  package func close() {
    let woken = state.withLock { state in
      state.isClosed = true
      return state.take { _ in { _ in true } }
    }
    for waiter in woken { waiter.continuation.resume(returning: .closed) }
  }

  // MARK: The reader's side

  /// The changes of `range` after `revision`, or that there are none up to a later one; waits for either.
  /// - Throws: `.cancelled` where the task is.
  package func next(_ range: StoreRange, after revision: StoreRevision) async throws(StoreError) -> Answer {
    var position = revision
    while true {
      if let answer = poll(range, after: position) { return answer }
      switch await wait(range, from: position) {
      case .news(let quiet): position = max(position, quiet)
      case .progress(let reached) where reached > position: return .changes(StoreChanges(events: [], revision: reached))
      case .progress, .gap: continue
      case .closed: return .closed
      case .cancelled: throw StoreError(.cancelled, "The watch was given up.")
      }
    }
  }

  /// What can be said at once; nil where there is nothing to tell.
  private func poll(_ range: StoreRange, after position: StoreRevision) -> Answer? {
    state.withLock { state in
      if state.isClosed { return .closed }
      guard let changes = state.recent.changes(in: range, after: position, limit: Self.batch) else {
        return .behind(base: state.recent.base)
      }
      return changes.events.isEmpty ? nil : .changes(changes)
    }
  }

  private func wait(_ range: StoreRange, from position: StoreRevision) async -> Wake {
    let id = state.withLock { state in
      state.lastID &+= 1
      return state.lastID
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let waiter = Waiter(range: range, position: position, continuation: continuation)
        if let wake = state.withLock({ $0.enter(waiter, id: id, limit: Self.batch) }) { continuation.resume(returning: wake) }
      }
    } onCancel: {
      let waiter = state.withLock { $0.waiting[StoreKey(range.prefix)]?.removeValue(forKey: id) }
      waiter?.continuation.resume(returning: .cancelled)
    }
  }
}

extension ChangeFeed.State {
  /// Lets a reader wait, unless something came in between: then it returns what.
  fileprivate mutating func enter(_ waiter: ChangeFeed.Waiter, id: UInt64, limit: Int) -> ChangeFeed.Wake? {
    // Cancellation is marked before its handler runs, so either this sees the mark or the handler finds the waiter.
    if Task.isCancelled { return .cancelled }
    if isClosed { return .closed }
    guard let changes = recent.changes(in: waiter.range, after: waiter.position, limit: 1) else { return .gap }
    guard changes.events.isEmpty else { return .news(quietUpTo: waiter.position) }
    waiting[StoreKey(waiter.range.prefix), default: [:]][id] = waiter
    return nil
  }

  /// Takes out the waiters of whom the condition for their prefix holds.
  fileprivate mutating func take(where condition: (_ prefix: String) -> ((ChangeFeed.Waiter) -> Bool)?) -> [ChangeFeed.Waiter] {
    var woken: [ChangeFeed.Waiter] = []
    for (prefix, waiters) in waiting {
      guard let isWoken = condition(prefix.path) else { continue }
      let left = waiters.filter { !isWoken($0.value) }
      guard left.count < waiters.count else { continue }
      woken += waiters.values.filter(isWoken)
      waiting[prefix] = left.isEmpty ? nil : left
    }
    return woken
  }
}

extension ChangeFeed.Waiter {
  fileprivate func isConcerned(by events: [StoreEvent]) -> Bool {
    events.contains { $0.revision > position && range.contains($0.key) }
  }
}
