/// Runs `body`, but not longer than `limit`.
/// - Parameter what: what did not happen when time is up.
package func within<Result: Sendable>(
  _ limit: Duration, _ what: @escaping @Sendable @autoclosure () -> String,
  _ body: @Sendable @escaping () async throws -> Result
) async throws -> Result {
  try await withThrowingTaskGroup(of: Result.self) { group in
    group.addTask { try await body() }
    group.addTask {
      try await Task.sleep(for: limit)
      throw BenchmarkError("\(what()) within \(limit)")
    }
    defer { group.cancelAll() }
    guard let result = try await group.next() else { throw CancellationError() }
    return result
  }
}

extension Duration {
  package var seconds: Double { self / .seconds(1) }
}
