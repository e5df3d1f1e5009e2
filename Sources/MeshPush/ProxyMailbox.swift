import Synchronization
import XDSResources

/// The newest snapshot for one proxy's stream, and the one reader that may wait for it.
///
/// Newer snapshots replace older ones that nobody took: a slow proxy gets the newest state, not a backlog.
final class ProxyMailbox: Sendable {
  private struct State {
    var newest: ResourceSnapshot?
    var waiting: (known: UInt64?, continuation: CheckedContinuation<ResourceSnapshot?, Never>)?
    var isClosed = false
  }

  private let state = Mutex(State())

  func publish(_ snapshot: ResourceSnapshot) {
    let continuation = state.withLock { state -> CheckedContinuation<ResourceSnapshot?, Never>? in
      state.newest = snapshot
      guard let waiting = state.waiting, waiting.known != snapshot.generation else { return nil }
      state.waiting = nil
      return waiting.continuation
    }
    continuation?.resume(returning: snapshot)
  }

  func close() {
    let continuation = state.withLock { state -> CheckedContinuation<ResourceSnapshot?, Never>? in
      state.isClosed = true
      defer { state.waiting = nil }
      return state.waiting?.continuation
    }
    continuation?.resume(returning: nil)
  }

  /// The newest snapshot once its generation differs from `known`; nil when closed or cancelled. One reader at a time: a second
  /// one ends the wait of the first.
  func next(after known: UInt64?) async -> ResourceSnapshot? {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let (answer, displaced) = state.withLock {
          state -> (ResourceSnapshot??, CheckedContinuation<ResourceSnapshot?, Never>?) in
          if state.isClosed || Task.isCancelled { return (.some(nil), nil) }
          if let newest = state.newest, newest.generation != known { return (.some(newest), nil) }
          let displaced = state.waiting?.continuation
          state.waiting = (known, continuation)
          return (nil, displaced)
        }
        displaced?.resume(returning: nil)
        if let answer { continuation.resume(returning: answer) }
      }
    } onCancel: {
      let continuation = state.withLock { state -> CheckedContinuation<ResourceSnapshot?, Never>? in
        defer { state.waiting = nil }
        return state.waiting?.continuation
      }
      continuation?.resume(returning: nil)
    }
  }
}
