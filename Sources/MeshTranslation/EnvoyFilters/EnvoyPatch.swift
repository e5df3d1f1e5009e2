package import MeshAPI

/// One patch of an EnvoyFilter that is in force: part of the key of whatever it may change.
///
/// Equal patches of one object are equal even when something else in the object changed.
package final class EnvoyPatch: Hashable, Sendable {
  package let filter: ObjectKey
  package let patch: EnvoyFilter.Patch
  /// nil where any version will do.
  let version: TextPattern?
  private let fingerprint: Int

  package init(filter: ObjectKey, patch: EnvoyFilter.Patch) {
    self.filter = filter
    self.patch = patch
    version = patch.proxy.version.flatMap(TextPattern.init)
    var hasher = Hasher()
    hasher.combine(filter)
    hasher.combine(patch)
    fingerprint = hasher.finalize()
  }

  package static func == (left: EnvoyPatch, right: EnvoyPatch) -> Bool {
    left === right || (left.fingerprint == right.fingerprint && left.filter == right.filter && left.patch == right.patch)
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(fingerprint) }

  /// Where the patch stands.
  package var origin: Origin { Origin(filter, path: "spec.configPatches[\(patch.index)]") }

  func applies(to context: EnvoyFilter.Context) -> Bool { patch.context == .any || patch.context == context }

  /// Whether the patch adds a resource of its own, rather than something inside of others. Where it says no side, that is the outbound
  /// side of a sidecar, or a gateway (Istio's rule).
  func addsResource(in context: EnvoyFilter.Context) -> Bool {
    guard patch.operation == .add else { return false }
    return patch.context == context || (patch.context == .any && context != .sidecarInbound)
  }

  /// Whether the patch is for proxies of this version and metadata.
  func fits(version text: String, metadata: [String: String]) -> Bool {
    if patch.proxy.version != nil, !(version.map { !text.isEmpty && $0.matches(text) } ?? false) { return false }
    return patch.proxy.metadata.allSatisfy { metadata[$0.key] == $0.value }
  }
}
