package import MeshAPI
package import MeshModel

/// What the writer holds, for people: objects in force, objects refused, and everything there is to say about them.
package struct StatusReport: Sendable {
  package struct SourceStatus: Sendable {
    package var source: SourceID
    /// Whether it has told all that it found at start.
    package var isSynced: Bool
    /// How many objects it holds, in force or not.
    package var objectCount: Int
  }
  package struct ObjectStatus: Sendable {
    package var object: MeshObject
    package var source: SourceID
    package var place: ObjectPlace?
    /// Other sources that hold the object in vain.
    package var shadowedSources: [SourceID]
  }

  /// The generation of the last snapshot; 0 before the first.
  package var generation: UInt64
  /// Whether a first snapshot was published: every source has told what it found at start.
  package var isSynced: Bool
  /// By rank.
  package var sources: [SourceStatus]
  /// Sorted by key.
  package var objects: [ObjectStatus]
  /// By source.
  package var refused: [RefusedFact]
  /// What sources say about their objects, then what came out when the objects were put together.
  package var diagnostics: [LocatedDiagnostic]
}
