package import EnvoyRendering
package import MeshAPI
import MeshTranslation
package import XDSResources

/// A rendered resource together with the objects to name when a proxy refuses it.
package final class BuiltResource: Sendable {
  package let resource: Resource
  private let ownOrigins: [ObjectKey]
  /// What it was put together from; seldom asked for, so their origins are not collected in advance.
  private let parts: [BuiltResource]
  /// Patches that were left out of it; those of its parts are theirs.
  package let problems: [PatchProblem]

  package init(resource: Resource, origins: [ObjectKey], problems: [PatchProblem] = []) {
    self.resource = resource
    ownOrigins = origins
    parts = []
    self.problems = problems
  }

  /// What plans and patches came to; who patched a resource is asked first.
  init(_ patched: PatchedResource, planOrigins: [ObjectKey], patches: [EnvoyPatch], parts: [BuiltResource] = []) {
    resource = patched.resource
    let filters = EnvoyPatch.origins(of: patches)
    ownOrigins = filters.isEmpty ? planOrigins : filters + planOrigins.filter { !filters.contains($0) }
    self.parts = parts
    problems = patched.problems
  }

  /// Most specific first.
  package var origins: [ObjectKey] {
    guard !parts.isEmpty else { return ownOrigins }
    let own = Set(ownOrigins)
    return ownOrigins + Self.origins(of: parts).filter { !own.contains($0) }
  }

  static func origins(of parts: [BuiltResource]) -> [ObjectKey] {
    var seen: Set<ObjectKey> = []
    return parts.flatMap(\.origins).filter { seen.insert($0).inserted }
  }
}
