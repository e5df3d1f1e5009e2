/// A change of one key, with the condition under which it is made.
package struct StoreWrite: Hashable, Sendable {
  package enum Change: Hashable, Sendable {
    /// - Parameter lifetime: After this the store deletes the value by itself, give or take a few seconds; nil: never.
    case put([UInt8], lifetime: Duration? = nil)
    /// Where the key holds nothing and the condition asks for that, nothing is written, and the latest revision is the answer.
    case delete
  }

  package enum Condition: Hashable, Sendable {
    /// The key holds nothing.
    case isAbsent
    /// The latest write of the key is this one, and it was no deletion.
    case isUnchanged(since: StoreRevision)
  }

  package var key: StoreKey
  package var change: Change
  package var condition: Condition

  package init(_ change: Change, at key: StoreKey, if condition: Condition) {
    self.key = key
    self.change = change
    self.condition = condition
  }
}
