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

/// How much of a list is read at once, so that memory does not follow the length of lists or the size of values.
package struct PieceBounds: Hashable, Sendable {
  /// The most values, 1 or more.
  package var values: Int
  /// The most bytes of values together; a single value may be larger.
  package var bytes: Int

  package init(values: Int = 500, bytes: Int = 256 << 10) {
    self.values = values
    self.bytes = bytes
  }
}

/// A part of a list that is read bit by bit.
package struct StorePiece: Hashable, Sendable {
  /// Sorted by key; at least one, unless the range has none.
  package var values: [StoredValue]
  /// The revision as of which the values hold.
  package var revision: StoreRevision
  /// Whether the range has no more values behind these.
  package var isLast: Bool

  package init(values: [StoredValue], revision: StoreRevision, isLast: Bool) {
    self.values = values
    self.revision = revision
    self.isLast = isLast
  }

  /// Takes a value in, if there is room for it.
  /// - Returns: whether there was.
  package mutating func take(_ value: StoredValue, size: inout Int, within bounds: PieceBounds) -> Bool {
    guard values.isEmpty || (values.count < bounds.values && size + value.bytes.count <= bounds.bytes) else {
      isLast = false
      return false
    }
    size += value.bytes.count
    values.append(value)
    return true
  }
}
