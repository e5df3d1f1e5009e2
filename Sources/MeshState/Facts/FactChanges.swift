package import MeshAPI

/// What differs among the objects in force: the input of one fold.
package struct FactChanges: Sendable {
  /// Objects that appeared or were replaced, in any order, each key at most once.
  package var upserts: [MeshObject]
  /// Objects that are gone. No key is both here and in `upserts`.
  package var removals: [ObjectKey]
  /// The mesh config that is in force from now on; nil where it stays as it was.
  package var meshConfig: MeshConfig?

  package init(upserts: [MeshObject] = [], removals: [ObjectKey] = [], meshConfig: MeshConfig? = nil) {
    self.upserts = upserts
    self.removals = removals
    self.meshConfig = meshConfig
  }

  package var isEmpty: Bool { upserts.isEmpty && removals.isEmpty && meshConfig == nil }
}
