/// The namespace and the name of an object whose kind is known from the context.
struct NamespacedName: Hashable, Sendable, Comparable {
  var namespace: String
  var name: String

  init(namespace: String, name: String) {
    self.namespace = namespace
    self.name = name
  }

  static func < (left: Self, right: Self) -> Bool {
    (left.namespace, left.name) < (right.namespace, right.name)
  }
}

/// One label as it is indexed: labels of different namespaces never meet, because selectors stay inside theirs.
struct IndexedLabel: Hashable, Sendable {
  var namespace: String
  var key: String
  var value: String
}
