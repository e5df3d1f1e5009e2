package import Testing

/// Waits for a condition that no event tells of, asking again and again; what cannot be asked yet does not hold yet.
/// - Throws: `NeverHappened`, after a minute that no working machine needs; the test has an issue by then.
package func eventually(
  _ what: String, sourceLocation: SourceLocation = #_sourceLocation, _ isMet: () async throws -> Bool
) async throws {
  for _ in 0..<1200 {
    if (try? await isMet()) == true { return }
    try await Task.sleep(for: .milliseconds(50))
  }
  Issue.record("never: \(what)", sourceLocation: sourceLocation)
  throw NeverHappened(what: what)
}

/// What a test waited for did not come.
package struct NeverHappened: Error {
  package var what: String
}
