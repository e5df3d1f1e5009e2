import Synchronization

/// Something that will be known, or never.
final class Bound<Value: Sendable>: Sendable {
  private enum State {
    case waiting([CheckedContinuation<Value, any Error>])
    case known(Value)
    case failed(any Error)
  }
  private let state: Mutex<State> = Mutex(.waiting([]))

  var value: Value {
    get async throws {
      try await withCheckedThrowingContinuation { continuation in
        let known = state.withLock { state -> Result<Value, any Error>? in
          switch state {
          case .waiting(let others):
            state = .waiting(others + [continuation])
            return nil
          case .known(let value): return .success(value)
          case .failed(let error): return .failure(error)
          }
        }
        if let known { continuation.resume(with: known) }
      }
    }
  }

  func fulfil(_ value: Value) { end(.known(value), .success(value)) }
  func fail(_ error: any Error) { end(.failed(error), .failure(error)) }

  private func end(_ final: State, _ result: Result<Value, any Error>) {
    let waiting = state.withLock { state -> [CheckedContinuation<Value, any Error>] in
      guard case .waiting(let waiting) = state else { return [] }
      state = final
      return waiting
    }
    for waiter in waiting { waiter.resume(with: result) }
  }
}
