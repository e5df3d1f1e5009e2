import DequeModule
import ObjectStore
import Synchronization

/// The latest changes of one resource, and who waits for more.
///
/// Watchers read at their own speed: each keeps the revision up to which it was told, and asks for what came after. Who falls
/// behind what is kept here reads the rest from the store.
final class WatchChannel: Sendable {
  enum News: Sendable {
    /// All changes up to `revision`; maybe none. There may be more.
    case changes([WatchedChange], revision: StoreRevision)
    /// What comes right after the reader's revision is no longer kept here; everything after `start` is.
    case behind(start: StoreRevision)
    /// There will be no more.
    case ended
  }

  struct Limits: Sendable {
    var changes = 4096
    var bytes = 8 << 20
    /// Of what is told at once; watchers that are stuck hold it for as long as they are.
    var toldBytes = 256 << 10
  }

  private struct State {
    var changes: Deque<WatchedChange> = []
    var bytes = 0
    /// Every change after this revision is in `changes`.
    var start: StoreRevision
    /// Every change up to this one is known.
    var revision: StoreRevision
    var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
    var lastWaiter = 0
    var isEnded = false
  }

  private let limits: Limits
  private let state: Mutex<State>

  init(start: StoreRevision, limits: Limits = Limits()) {
    self.limits = limits
    state = Mutex(State(start: start, revision: start))
  }

  // MARK: Telling

  /// Takes in changes that follow one another, and all that happened elsewhere up to `revision`.
  func append(_ changes: [WatchedChange], revision: StoreRevision) {
    let woken = state.withLock { state -> [CheckedContinuation<Void, Never>] in
      state.revision = max(state.revision, revision)
      guard !changes.isEmpty else { return [] }
      for change in changes {
        state.changes.append(change)
        state.bytes += change.size
      }
      while state.changes.count > limits.changes || state.bytes > limits.bytes, let oldest = state.changes.popFirst() {
        state.bytes -= oldest.size
        state.start = oldest.revision
      }
      return Self.takeWaiting(&state)
    }
    for waiter in woken { waiter.resume() }
  }

  /// Forgets everything: what happened up to `revision` is not known here.
  func reset(to revision: StoreRevision) {
    wake { state in
      state.changes = []
      state.bytes = 0
      state.start = revision
      state.revision = revision
    }
  }

  /// Lets all who wait look at the time.
  func tick() { wake { _ in } }

  func end() { wake { $0.isEnded = true } }

  private func wake(_ change: (inout State) -> Void) {
    let woken = state.withLock { state -> [CheckedContinuation<Void, Never>] in
      change(&state)
      return Self.takeWaiting(&state)
    }
    for waiter in woken { waiter.resume() }
  }

  private static func takeWaiting(_ state: inout State) -> [CheckedContinuation<Void, Never>] {
    defer { state.waiting = [:] }
    return Array(state.waiting.values)
  }

  // MARK: Reading

  /// What happened after `revision`, as far as it is known now.
  func news(after revision: StoreRevision) -> News {
    state.withLock { state in
      guard revision >= state.start else { return state.isEnded ? .ended : .behind(start: state.start) }
      let first = Self.index(after: revision, in: state.changes)
      var (end, bytes) = (first, 0)
      // Changes of one revision stay together.
      while end < state.changes.count,
        end == first || bytes < limits.toldBytes || state.changes[end].revision == state.changes[end - 1].revision
      {
        bytes += state.changes[end].size
        end += 1
      }
      let told = Array(state.changes[first..<end])
      // What happened before the end is told.
      if told.isEmpty, state.isEnded { return .ended }
      guard end < state.changes.count, let last = told.last else {
        return .changes(told, revision: max(revision, state.revision))
      }
      return .changes(told, revision: last.revision)
    }
  }

  /// Waits until something has happened after `revision`, or until the next tick; returns early where the task is cancelled.
  func wait(after revision: StoreRevision) async {
    let id = state.withLock { state -> Int in
      state.lastWaiter += 1
      return state.lastWaiter
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isNeedless = state.withLock { state -> Bool in
          if state.isEnded || Task.isCancelled || revision < state.start { return true }
          if let last = state.changes.last, last.revision > revision { return true }
          state.waiting[id] = continuation
          return false
        }
        if isNeedless { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.waiting.removeValue(forKey: id) }?.resume()
    }
  }

  private static func index(after revision: StoreRevision, in changes: Deque<WatchedChange>) -> Int {
    var (low, high) = (0, changes.count)
    while low < high {
      let middle = (low + high) / 2
      if changes[middle].revision <= revision { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
