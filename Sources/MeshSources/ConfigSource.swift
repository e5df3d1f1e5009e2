package import MeshModel
package import ServiceLifecycle

/// Something that knows objects of the mesh and keeps telling a sink about them until it is shut down.
///
/// What every source promises, and the conformance suite checks:
/// - One batch says `isInitialSync`, whatever the source finds or fails to find; it comes after everything found at start.
/// - An object is told again only when its content or its place has changed.
/// - What happens at once is told in one batch.
/// - An object that can no longer be read keeps its last good version: it is reported as refused, not as removed.
/// - Diagnostics and refusals in a batch are complete: what they no longer name is mended.
package protocol ConfigSource: ServiceLifecycle.Service {
  /// Who tells; unique within a control plane.
  var id: SourceID { get }
}
