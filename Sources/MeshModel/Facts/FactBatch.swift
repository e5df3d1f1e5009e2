package import MeshAPI

/// Names a source of objects, for example `directory:rules`. Sources that come first on the command line win.
package struct SourceID: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The place on the command line: lower wins.
  package var rank: Int
  package var name: String

  package init(rank: Int, name: String) {
    self.rank = rank
    self.name = name
  }

  package var description: String { name }
  package static func < (left: Self, right: Self) -> Bool { (left.rank, left.name) < (right.rank, right.name) }
}

/// What a source tells about the world: raw facts, joined by nobody yet.
package struct FactBatch: Sendable {
  /// An object together with where it was read.
  package struct Upsert: Sendable {
    package var object: MeshObject
    package var place: ObjectPlace?
    package init(object: MeshObject, place: ObjectPlace? = nil) {
      self.object = object
      self.place = place
    }
  }

  package var source: SourceID
  /// New or changed objects.
  package var upserts: [Upsert]
  package var removals: [ObjectKey]
  /// All diagnostics of the source that are in force after this batch; nil leaves those of the last batch.
  package var diagnostics: [LocatedDiagnostic]?
  /// Objects that are refused after this batch (their last good version, if any, stays); nil leaves the last list.
  package var refused: [RefusedFact]?
  /// The mesh config, where this source has read one that is good. It comes before the one in a ConfigMap.
  package var meshConfig: MeshConfig?
  /// What holds where no source has a mesh config and no ConfigMap is one.
  package var defaultMeshConfig: MeshConfig?
  /// All key sets of the source that are in force after this batch, by URL; nil leaves those of the last batch.
  package var keySets: [String: Shared<KeySet>]?
  /// Set in the first batch after which the source has told everything that it found at start.
  package var isInitialSync: Bool

  package init(
    source: SourceID, upserts: [Upsert] = [], removals: [ObjectKey] = [], diagnostics: [LocatedDiagnostic]? = nil,
    refused: [RefusedFact]? = nil, meshConfig: MeshConfig? = nil, defaultMeshConfig: MeshConfig? = nil,
    keySets: [String: Shared<KeySet>]? = nil, isInitialSync: Bool = false
  ) {
    self.source = source
    self.upserts = upserts
    self.removals = removals
    self.diagnostics = diagnostics
    self.refused = refused
    self.meshConfig = meshConfig
    self.defaultMeshConfig = defaultMeshConfig
    self.keySets = keySets
    self.isInitialSync = isInitialSync
  }
}

/// An object that admission refused.
package struct RefusedFact: Hashable, Sendable {
  /// `Kind/namespace/name` as far as it could be read.
  package var object: String
  package var place: ObjectPlace?
  /// Whether an earlier, good version stays in force.
  package var hasLastGood: Bool

  package init(object: String, place: ObjectPlace?, hasLastGood: Bool) {
    self.object = object
    self.place = place
    self.hasLastGood = hasLastGood
  }
}
