/// Names one object of the mesh: its kind, its namespace (empty for cluster-scoped kinds) and its name.
package struct ObjectKey: Hashable, Sendable, Comparable, CustomStringConvertible {
  package var kind: ObjectKind
  package var namespace: String
  package var name: String

  package init(kind: ObjectKind, namespace: String, name: String) {
    self.kind = kind
    self.namespace = namespace
    self.name = name
  }

  /// `Kind/namespace/name`, or `Kind/name` for cluster-scoped kinds: how diagnostics name an object.
  package var description: String {
    namespace.isEmpty ? "\(kind.rawValue)/\(name)" : "\(kind.rawValue)/\(namespace)/\(name)"
  }

  package static func < (left: Self, right: Self) -> Bool {
    (left.kind, left.namespace, left.name) < (right.kind, right.namespace, right.name)
  }
}
