import MeshTestSupport
import Synchronization
import Testing

/// Where those who write wait while nothing shall be written.
final class LoadGate: Sendable {
  private struct State {
    var isOpen = true
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())

  func pass() async {
    await withCheckedContinuation { continuation in
      let isOpen = state.withLock { state in
        if !state.isOpen { state.waiting.append(continuation) }
        return state.isOpen
      }
      if isOpen { continuation.resume() }
    }
  }

  func open() {
    let waiting = state.withLock { state in
      defer { state = State() }
      return state.waiting
    }
    for writer in waiting { writer.resume() }
  }

  /// Waits until as many wait.
  func close(_ writers: Int) async throws {
    state.withLock { $0.isOpen = false }
    try await eventually("all writers have ended what they were about") { state.withLock { $0.waiting.count } == writers }
  }
}
