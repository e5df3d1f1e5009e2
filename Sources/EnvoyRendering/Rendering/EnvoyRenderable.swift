package import MeshTranslation
package import XDSResources

/// A plan node that Envoy understands: one node becomes one named resource.
///
/// Rendering is pure: equal nodes give equal bytes. It decides how Envoy spells something, never what applies.
package protocol EnvoyRenderable: PlanNode {
  /// - Throws: `RenderingError` when the message cannot be serialised, which no input is known to cause; the caller keeps the last
  ///   good resource of this name and reports the node's origins.
  func render() throws(RenderingError) -> Resource
}
