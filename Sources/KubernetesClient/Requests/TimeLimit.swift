/// Work that is given up after a while.
enum TimeLimit {
  /// - Throws: `KubernetesError` (`timedOut`), or what the work throws.
  static func run<Result: Sendable>(
    _ limit: Duration, clock: any Clock<Duration>, _ work: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    try await withThrowingTaskGroup(of: Result?.self) { group in
      group.addTask { try await work() }
      group.addTask {
        try await clock.sleep(for: limit)
        return nil
      }
      defer { group.cancelAll() }
      guard let first = try await group.next(), let result = first else {
        throw KubernetesError(.timedOut, message: "there was no whole answer within \(limit)")
      }
      return result
    }
  }
}
