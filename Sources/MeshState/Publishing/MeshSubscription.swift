package import MeshModel
import Synchronization

/// A snapshot, and what differs from the one that the reader had before.
package struct Publication: Sendable {
  package var snapshot: MeshSnapshot
  /// Covers everything since `previousGeneration`, however many snapshots lie between.
  package var changes: ChangeSet
  /// The generation of the reader's last snapshot; 0 with its first, whose changes then name all there is.
  package var previousGeneration: UInt64
}

/// One reader's view of the published snapshots: always the newest. A slow reader skips snapshots and gets their changes united,
/// so nothing piles up. It ends when the writer ends or the reading task is cancelled.
///
/// For one reader: a second task that waits at the same time gets nil at once. Letting go of the subscription ends it.
package final class MeshSubscription: AsyncSequence, Sendable {
  private struct State {
    var pending: Publication?
    var waiter: CheckedContinuation<Publication?, Never>?
    var isFinished = false
  }
  private let state = Mutex(State())

  init() {}

  /// The newest snapshot that this reader has not had; waits for one. nil once there will be none.
  package func next() async -> Publication? {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        wait(continuation)
        if Task.isCancelled { dismissWaiter() }
      }
    } onCancel: {
      dismissWaiter()
    }
  }

  package func makeAsyncIterator() -> Iterator { Iterator(subscription: self) }

  package struct Iterator: AsyncIteratorProtocol {
    let subscription: MeshSubscription
    package func next() async -> Publication? { await subscription.next() }
  }

  func offer(_ publication: Publication) {
    let waiter = state.withLock { state -> CheckedContinuation<Publication?, Never>? in
      if let waiter = state.waiter {
        state.waiter = nil
        return waiter
      }
      guard var united = state.pending else {
        state.pending = publication
        return nil
      }
      united.snapshot = publication.snapshot
      united.changes.formUnion(publication.changes)
      state.pending = united
      return nil
    }
    waiter?.resume(returning: publication)
  }

  func finish() {
    state.withLock { $0.isFinished = true }
    dismissWaiter()
  }

  private func wait(_ continuation: CheckedContinuation<Publication?, Never>) {
    let answer = state.withLock { state -> Publication?? in
      if let pending = state.pending {
        state.pending = nil
        return .some(pending)
      }
      if state.isFinished || state.waiter != nil { return .some(nil) }
      state.waiter = continuation
      return nil
    }
    if let answer { continuation.resume(returning: answer) }
  }

  private func dismissWaiter() {
    let waiter = state.withLock { state in
      defer { state.waiter = nil }
      return state.waiter
    }
    waiter?.resume(returning: nil)
  }
}
