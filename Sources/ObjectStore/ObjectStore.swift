/// Versioned values under sorted keys: where an API server keeps its objects.
///
/// The store counts revisions: each write gets the next one, whichever key it changes. It keeps what keys held at earlier revisions
/// until they are compacted away, so that a list can be read page by page as of one revision, and a watch can be taken up again
/// where it broke off.
///
/// What every store promises, and the conformance suite checks:
/// - A write that was answered is durable, and every later read sees it, on any replica.
/// - A write whose condition does not hold changes nothing.
/// - A watch gives all changes after its start, each once, in the order of their revisions; or it fails with `.compacted`.
/// - What follows a watch reads at its own speed: a slow reader costs no memory that grows.
package protocol ObjectStore: Sendable {
  associatedtype Watch: StoreWatch

  /// The revision of the latest write, 0 in a store that was never written to. A read that follows sees at least this revision.
  func latestRevision() async throws(StoreError) -> StoreRevision

  /// What a key holds now; nil where it holds nothing.
  func value(at key: StoreKey) async throws(StoreError) -> StoredValue?

  /// The values of keys in `range`, sorted by key.
  /// - Parameters:
  ///   - limit: At most so many, 0 to only count them; nil for all.
  ///   - revision: As of which revision; nil for the latest.
  /// - Throws: `.compacted` where that revision is no longer kept, `.futureRevision` where it has not been reached.
  func values(in range: StoreRange, limit: Int?, at revision: StoreRevision?) async throws(StoreError) -> StorePage

  /// The first values of keys in `range`, sorted by key: for those who read a list bit by bit, and go on behind the last key that
  /// they got, as of the same revision.
  /// - Parameter revision: As of which revision; nil for the latest.
  /// - Throws: `.compacted` where that revision is no longer kept, `.futureRevision` where it has not been reached.
  func piece(of range: StoreRange, within bounds: PieceBounds, at revision: StoreRevision?) async throws(StoreError) -> StorePiece

  /// Writes one key if its condition holds.
  /// - Returns: The revision of the write.
  /// - Throws: `.conflict` with what the key holds instead, where the condition does not hold. `.unanswered` where the write may have
  ///   been made; after all other errors it was not.
  func apply(_ write: StoreWrite) async throws(StoreError) -> StoreRevision

  /// The changes of keys in `range`, from the first revision after `revision` on. One that has not been reached is waited for.
  ///
  /// While the range does not change, the watch tells from time to time how far the store has come, if it has.
  /// - Throws: `.compacted` where these changes are no longer kept. Reading the watch throws the same when its reader has fallen too
  ///   far behind, and `.unavailable` when the store is lost; it can then be taken up after the last batch's `revision`.
  func watch(_ range: StoreRange, after revision: StoreRevision) async throws(StoreError) -> Watch

  /// Forgets what keys held before `revision`; values in force stay, and reads as of `revision` and watches after it still work.
  /// A revision that is compacted already is no error.
  /// - Throws: `.futureRevision` where it has not been reached.
  func compact(to revision: StoreRevision) async throws(StoreError)
}

/// The changes of a range of keys. Read by one task.
package protocol StoreWatch: Sendable {
  /// The next changes, or the news that there are none up to a revision; waits for either. nil once the store is closed, `.cancelled`
  /// once the reading task is.
  mutating func next() async throws(StoreError) -> StoreChanges?
}
