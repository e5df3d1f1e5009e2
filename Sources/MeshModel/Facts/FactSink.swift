/// Takes what sources find out. The one writer of the mesh's state is the sink; tests have others.
package protocol FactSink: Sendable {
  /// Hands over a batch. Returns once the sink holds it, which is long before proxies know: a sink merges what it has not yet
  /// worked through, so a source never waits for a slow reader and never piles up a backlog.
  func accept(_ batch: FactBatch) async
}
