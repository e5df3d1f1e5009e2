import HashTreeCollections

/// Which values are filed under a key; keys without values are not kept, so equal contents compare equal. Copies share structure.
struct MultiIndex<Key: Hashable & Sendable, Value: Hashable & Sendable & Comparable>: Sendable, Equatable {
  private var table: TreeDictionary<Key, TreeSet<Value>> = [:]

  init() {}

  mutating func insert(_ value: Value, for key: Key) {
    table[key, default: []].insert(value)
  }

  mutating func remove(_ value: Value, for key: Key) {
    table[key]?.remove(value)
    if table[key]?.isEmpty == true { table[key] = nil }
  }

  /// Sorted.
  subscript(key: Key) -> [Value] { table[key]?.sorted() ?? [] }

  /// How many values a key has.
  func count(for key: Key) -> Int { table[key]?.count ?? 0 }

  var isEmpty: Bool { table.isEmpty }

  func isEmpty(for key: Key) -> Bool { table[key] == nil }
}
