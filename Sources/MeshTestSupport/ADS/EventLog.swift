import Synchronization

/// Things that happened, in order, for a test to wait on.
package final class EventLog<Element: Sendable>: Sendable {
  private struct State {
    var elements: [Element] = []
    var waiters: [(isMet: @Sendable ([Element]) -> Bool, continuation: CheckedContinuation<[Element], Never>)] = []
  }

  private let state = Mutex(State())

  package init() {}

  package var elements: [Element] { state.withLock { $0.elements } }

  package func append(_ element: Element) {
    let ready = state.withLock { state in
      state.elements.append(element)
      let elements = state.elements
      let met = state.waiters.filter { $0.isMet(elements) }.map(\.continuation)
      state.waiters.removeAll { $0.isMet(elements) }
      return met.map { ($0, elements) }
    }
    for (continuation, elements) in ready { continuation.resume(returning: elements) }
  }

  /// Returns all elements as soon as they meet the condition. A test that may wait in vain has a time limit of its own.
  @discardableResult
  package func wait(until isMet: @escaping @Sendable ([Element]) -> Bool) async -> [Element] {
    await withCheckedContinuation { continuation in
      let elements: [Element]? = state.withLock { state in
        if isMet(state.elements) { return state.elements }
        state.waiters.append((isMet, continuation))
        return nil
      }
      if let elements { continuation.resume(returning: elements) }
    }
  }
}
