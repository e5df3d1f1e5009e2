/// What is said to a server before something ends, such as that others need not wait for it any more.
package enum LastExchange {
  /// Works although the calling task is cancelled already, and waits for it: two seconds at most.
  /// - Throws: `KubernetesError` (`timedOut`), or what the work throws.
  package static func run(_ work: @escaping @Sendable () async throws -> Void) async throws {
    try await Task { try await TimeLimit.run(.seconds(2), clock: ContinuousClock(), work) }.value
  }
}
