package import HashTreeCollections
package import MeshAPI

/// All objects of one kind, by namespace and name; copies share structure.
package struct ObjectTable<Spec: Hashable & Sendable>: Sendable, Equatable {
  package private(set) var byNamespace: TreeDictionary<String, TreeDictionary<String, Object<Spec>>> = [:]

  package init() {}

  package subscript(namespace: String, name: String) -> Object<Spec>? { byNamespace[namespace]?[name] }

  package mutating func set(_ object: Object<Spec>) {
    byNamespace[object.namespace, default: [:]][object.name] = object
  }

  package mutating func remove(namespace: String, name: String) {
    byNamespace[namespace]?[name] = nil
    if byNamespace[namespace]?.isEmpty == true { byNamespace[namespace] = nil }
  }

  /// The objects of one namespace in Istio's precedence (oldest first, then by name).
  package func sorted(in namespace: String) -> [Object<Spec>] {
    (byNamespace[namespace]?.values).map { $0.sorted(by: Object.precedes) } ?? []
  }

  /// All objects in Istio's precedence.
  package func sorted() -> [Object<Spec>] {
    byNamespace.values.flatMap(\.values).sorted(by: Object.precedes)
  }

  package var isEmpty: Bool { byNamespace.isEmpty }
  package var count: Int { byNamespace.values.reduce(0) { $0 + $1.count } }
}
