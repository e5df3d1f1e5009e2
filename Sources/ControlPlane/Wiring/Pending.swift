import Synchronization

/// A value that somebody will know later; everybody may wait for it.
final class Pending<Value: Sendable>: Sendable {
  private struct State {
    var value: Value?
    var waiting: [Int: CheckedContinuation<Value, any Error>] = [:]
    var lastNumber = 0
  }

  private let state = Mutex(State())

  /// The first value counts.
  func fulfil(_ value: Value) {
    let waiting = state.withLock { state -> [CheckedContinuation<Value, any Error>] in
      guard state.value == nil else { return [] }
      state.value = value
      defer { state.waiting = [:] }
      return Array(state.waiting.values)
    }
    for continuation in waiting { continuation.resume(returning: value) }
  }

  /// - Throws: `CancellationError` when the waiting task is cancelled first.
  var value: Value {
    get async throws {
      let number = state.withLock { state in
        state.lastNumber += 1
        return state.lastNumber
      }
      return try await withTaskCancellationHandler {
        try await withCheckedThrowingContinuation { wait($0, number) }
      } onCancel: {
        let continuation = state.withLock { $0.waiting.removeValue(forKey: number) }
        continuation?.resume(throwing: CancellationError())
      }
    }
  }

  private func wait(_ continuation: CheckedContinuation<Value, any Error>, _ number: Int) {
    let answer = state.withLock { state -> Result<Value, any Error>? in
      if let value = state.value { return .success(value) }
      if Task.isCancelled { return .failure(CancellationError()) }
      state.waiting[number] = continuation
      return nil
    }
    if let answer { continuation.resume(with: answer) }
  }
}
