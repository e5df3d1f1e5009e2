/// The name of a value: a path such as `/registry/networking.istio.io/virtualservices/default/reviews`. Compared and sorted byte by
/// byte, so that two ways to write the same letter are two keys.
package struct StoreKey: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let path: String

  package init(_ path: String) { self.path = path }

  package var description: String { path }

  package static func == (left: Self, right: Self) -> Bool { left.path.utf8.elementsEqual(right.path.utf8) }

  package func hash(into hasher: inout Hasher) {
    var path = path
    path.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }

  package static func < (left: Self, right: Self) -> Bool {
    left.path.utf8.lexicographicallyPrecedes(right.path.utf8)
  }
}

/// Keys that stand together: those that start with `prefix` and, where `start` is given, come after it.
package struct StoreRange: Hashable, Sendable {
  package var prefix: String
  /// The key after which the range begins; nil for the start of the prefix.
  package var start: StoreKey?

  package init(prefix: String, after start: StoreKey? = nil) {
    self.prefix = prefix
    self.start = start
  }

  package func contains(_ key: StoreKey) -> Bool {
    key.path.utf8.starts(with: prefix.utf8) && start.map { $0 < key } ?? true
  }
}
