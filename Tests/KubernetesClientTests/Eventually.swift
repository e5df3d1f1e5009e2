import Testing

/// Waits for a condition that no event tells of; gives up, with an issue, after a minute that no working machine needs.
func eventually(sourceLocation: SourceLocation = #_sourceLocation, _ isMet: () -> Bool) async throws {
  for _ in 0..<6000 {
    if isMet() { return }
    try await Task.sleep(for: .milliseconds(10))
  }
  Issue.record("never happened", sourceLocation: sourceLocation)
  throw CancellationError()
}
