/// Counts the writes of a store; 0 is before the first.
package struct StoreRevision: Hashable, Sendable, Comparable, CustomStringConvertible {
  package var number: Int64

  package init(_ number: Int64) { self.number = number }

  package static let zero = StoreRevision(0)

  package var description: String { String(number) }

  package static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}

/// What a key holds.
package struct StoredValue: Hashable, Sendable {
  package var key: StoreKey
  package var bytes: [UInt8]
  /// The revision of the write that put the key where there was none.
  package var created: StoreRevision
  /// The revision of the latest write.
  package var modified: StoreRevision

  package init(key: StoreKey, bytes: [UInt8], created: StoreRevision, modified: StoreRevision) {
    self.key = key
    self.bytes = bytes
    self.created = created
    self.modified = modified
  }
}

/// Some of the values of a range.
package struct StorePage: Hashable, Sendable {
  /// Sorted by key.
  package var values: [StoredValue]
  /// The revision as of which the values hold.
  package var revision: StoreRevision
  /// How many more values the range has behind these.
  package var remaining: Int

  package init(values: [StoredValue], revision: StoreRevision, remaining: Int) {
    self.values = values
    self.revision = revision
    self.remaining = remaining
  }
}
