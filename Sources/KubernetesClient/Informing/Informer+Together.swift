extension Informer {
  /// Runs several informers until they are cancelled.
  /// - Parameter receive: is told whose news it is; one informer waits for it, the others do not.
  /// - Throws: `CancellationError` alone.
  package static func run(
    _ informers: [Informer], _ receive: @escaping @Sendable (ObjectSelection, InformerNews) async -> Void
  ) async throws {
    try await withThrowingDiscardingTaskGroup { group in
      for informer in informers {
        group.addTask { try await informer.run { await receive(informer.selection, $0) } }
      }
    }
  }
}
