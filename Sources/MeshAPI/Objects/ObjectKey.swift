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

  /// Reads what `description` writes; nil when that names no kind of the mesh.
  package init?(_ description: String) {
    let parts = description.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard let kind = parts.first.flatMap(ObjectKind.init(rawValue:)), (2...3).contains(parts.count) else { return nil }
    self.init(kind: kind, namespace: parts.count == 3 ? parts[1] : "", name: parts[parts.count - 1])
  }

  /// `Kind/namespace/name`, or `Kind/name` for cluster-scoped kinds: how diagnostics name an object.
  package var description: String {
    namespace.isEmpty ? "\(kind.rawValue)/\(name)" : "\(kind.rawValue)/\(namespace)/\(name)"
  }

  package static func < (left: Self, right: Self) -> Bool {
    (left.kind, left.namespace, left.name) < (right.kind, right.namespace, right.name)
  }
}
