package import MeshAPI
package import MeshModel

/// What differs among the objects in force: the input of one fold.
package struct FactChanges: Sendable {
  /// Objects that appeared or were replaced, in any order, each key at most once.
  package var upserts: [MeshObject]
  /// Objects that are gone. No key is both here and in `upserts`.
  package var removals: [ObjectKey]
  /// The mesh config that is in force from now on; nil where it stays as it was.
  package var meshConfig: MeshConfig?
  /// All key sets that are in force from now on, by URL; nil where they stay as they were.
  package var keySets: [String: Shared<KeySet>]?

  package init(
    upserts: [MeshObject] = [], removals: [ObjectKey] = [], meshConfig: MeshConfig? = nil,
    keySets: [String: Shared<KeySet>]? = nil
  ) {
    self.upserts = upserts
    self.removals = removals
    self.meshConfig = meshConfig
    self.keySets = keySets
  }

  package var isEmpty: Bool { upserts.isEmpty && removals.isEmpty && meshConfig == nil && keySets == nil }
}
