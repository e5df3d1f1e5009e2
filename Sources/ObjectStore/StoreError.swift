/// Why a store did not do what it was asked.
package struct StoreError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Code: Hashable, Sendable {
    /// The condition of a write does not hold.
    case conflict
    /// What was asked for has been compacted away.
    case compacted
    /// What was asked for has not happened yet.
    case futureRevision
    /// A value or a key is larger than the store takes.
    case tooLarge
    /// The store has no space left for writes.
    case full
    /// The store cannot be reached or used now. Nothing was written.
    case unavailable
    /// A write was handed over, and nobody said what became of it: it was made or not. Read the key before writing again.
    case unanswered
    /// The store refuses these credentials.
    case unauthorized
    /// What is stored cannot be what was written.
    case corrupt
    /// The caller gave up, or the store is closed.
    case cancelled
  }

  package var code: Code
  /// One sentence for people.
  package var message: String
  /// For `.conflict`: what the key holds; nil where it holds nothing.
  package var current: StoredValue?
  /// For `.compacted`: the oldest revision that is kept, where known.
  package var compacted: StoreRevision?

  package init(_ code: Code, _ message: String, current: StoredValue? = nil, compacted: StoreRevision? = nil) {
    self.code = code
    self.message = message
    self.current = current
    self.compacted = compacted
  }

  package var description: String { message }
}
