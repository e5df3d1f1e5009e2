import Synchronization

/// What must have happened before the control plane counts as ready.
package final class Readiness: Sendable {
  package enum Condition: String, CaseIterable, Sendable {
    case sources = "the first reading of every source"
    case xds = "the xDS listener"
    case secure = "the TLS listener"
  }

  private let wanted: [Condition]
  private let met = Mutex<Set<Condition>>([])
  private let news = Dictionary(uniqueKeysWithValues: Condition.allCases.map { ($0, Pending<Void>()) })

  /// - Parameter wanted: what counts; everything, unless told otherwise.
  package init(wanted: [Condition] = Condition.allCases) { self.wanted = wanted }

  package func meet(_ condition: Condition) {
    met.withLock { _ = $0.insert(condition) }
    news[condition]?.fulfil(())
  }

  package func has(_ condition: Condition) -> Bool { met.withLock { $0.contains(condition) } }

  /// Waits until a condition is met.
  /// - Returns: whether it was in time.
  /// - Throws: `CancellationError`.
  func wait(for condition: Condition, atMost patience: Duration) async throws -> Bool {
    guard !has(condition), let pending = news[condition] else { return true }
    return try await withThrowingTaskGroup(of: Bool.self) { group in
      group.addTask {
        try await pending.value
        return true
      }
      group.addTask {
        try await Task.sleep(for: patience)
        return false
      }
      defer { group.cancelAll() }
      return try await group.next() ?? false
    }
  }

  /// Waits until nothing is missing.
  /// - Throws: `CancellationError`.
  package func waitUntilMet() async throws {
    for condition in wanted { _ = try await news[condition]?.value }
  }

  /// What is still missing, in a fixed order; empty when ready.
  package var missing: [String] {
    let met = met.withLock { $0 }
    return wanted.filter { !met.contains($0) }.map(\.rawValue)
  }
}
