import Synchronization

/// A port that will be known, or never.
final class Bound: Sendable {
  private enum State {
    case waiting([CheckedContinuation<Int, any Error>])
    case known(Int)
    case failed(any Error)
  }
  private let state = Mutex(State.waiting([]))

  var value: Int {
    get async throws {
      try await withCheckedThrowingContinuation { continuation in
        let known = state.withLock { state -> Result<Int, any Error>? in
          switch state {
          case .waiting(let others):
            state = .waiting(others + [continuation])
            return nil
          case .known(let port): return .success(port)
          case .failed(let error): return .failure(error)
          }
        }
        if let known { continuation.resume(with: known) }
      }
    }
  }

  func fulfil(_ port: Int) { end(.known(port), .success(port)) }
  func fail(_ error: any Error) { end(.failed(error), .failure(error)) }

  private func end(_ final: State, _ result: Result<Int, any Error>) {
    let waiting = state.withLock { state -> [CheckedContinuation<Int, any Error>] in
      guard case .waiting(let waiting) = state else { return [] }
      state = final
      return waiting
    }
    for waiter in waiting { waiter.resume(with: result) }
  }
}
