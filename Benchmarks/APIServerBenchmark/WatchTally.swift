import Synchronization

/// How far all watchers have come.
final class WatchTally: Sendable {
  private struct State {
    var versions: [Int64]
    var events = 0
    var connected = 0
    /// What is waited for, and how many watchers are not there yet.
    var target: Int64 = 0
    var missing = 0
    var waiter: CheckedContinuation<Void, Never>?
  }

  private let watchers: Int
  private let state: Mutex<State>

  init(watchers: Int, start: Int64) {
    self.watchers = watchers
    state = Mutex(State(versions: Array(repeating: start, count: watchers)))
  }

  /// Events that all watchers have seen together.
  var events: Int { state.withLock { $0.events } }

  func connect() { state.withLock { $0.connected += 1 } }

  func waitUntilConnected() async throws {
    while state.withLock({ $0.connected }) < watchers { try await Task.sleep(for: .milliseconds(5)) }
  }

  func note(_ watcher: Int, from before: Int64, to version: Int64, events: Int) {
    let woken = state.withLock { state -> CheckedContinuation<Void, Never>? in
      state.versions[watcher] = version
      state.events += events
      guard before < state.target, version >= state.target else { return nil }
      state.missing -= 1
      guard state.missing == 0 else { return nil }
      defer { state.waiter = nil }
      return state.waiter
    }
    woken?.resume()
  }

  /// Waits until every watcher has seen this version.
  func waitUntilAllHave(_ version: Int64) async throws {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isThere = state.withLock { state -> Bool in
          state.target = version
          state.missing = state.versions.count { $0 < version }
          if state.missing == 0 || Task.isCancelled { return true }
          state.waiter = continuation
          return false
        }
        if isThere { continuation.resume() }
      }
    } onCancel: {
      let waiter = state.withLock { state in
        defer { state.waiter = nil }
        return state.waiter
      }
      waiter?.resume()
    }
    try Task.checkCancellation()
  }
}
