/// One admitted object: immutable, shared by reference, equal to another when its key and its content digest are.
///
/// Line numbers and file names are not part of an object: a comment added above a rule must not look like a change.
package final class Object<Spec: Hashable & Sendable>: Hashable, Sendable {
  package let key: ObjectKey
  package let metadata: ObjectMetadata
  package let spec: Spec
  /// Covers kind, metadata and spec as admitted (defaults filled in).
  package let digest: ContentDigest

  package init(key: ObjectKey, metadata: ObjectMetadata, spec: Spec, digest: ContentDigest) {
    self.key = key
    self.metadata = metadata
    self.spec = spec
    self.digest = digest
  }

  package var name: String { key.name }
  package var namespace: String { key.namespace }

  package static func == (left: Object, right: Object) -> Bool {
    left === right || (left.digest == right.digest && left.key == right.key)
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(digest)
  }

  /// Istio's precedence among objects of one kind: the oldest first, then by name, then by namespace.
  package static func precedes(_ left: Object, _ right: Object) -> Bool {
    let (a, b) = (left.metadata.creationTimestamp ?? 0, right.metadata.creationTimestamp ?? 0)
    return (a, left.name, left.namespace) < (b, right.name, right.namespace)
  }
}
