package import MeshAPI
package import MeshTranslation
package import XDSResources

/// A patch that did not fit what it should change, and was left out there.
package struct PatchProblem: Hashable, Sendable {
  /// Where the patch stands.
  package var origin: Origin
  /// The resource in which it was left out.
  package var resource: String
  package var message: String

  package init(_ patch: EnvoyPatch, resource: String, message: String) {
    origin = patch.origin
    self.resource = resource
    self.message = message
  }
}

/// A resource, and the patches that were left out of it.
package struct PatchedResource: Sendable {
  package var resource: Resource
  package var problems: [PatchProblem]

  package init(resource: Resource, problems: [PatchProblem] = []) {
    self.resource = resource
    self.problems = problems
  }
}

extension EnvoyPatch {
  /// What the patch adds, as it stands.
  package func resource(_ type: TypeURL) -> Resource {
    Resource(type: type, name: patch.value?.name ?? "", body: patch.value?.bytes ?? [])
  }

  /// Sorted and without repetition: the objects to name when a proxy refuses what they had a say in.
  package static func origins(of patches: [EnvoyPatch]) -> [ObjectKey] {
    var seen: Set<ObjectKey> = []
    return patches.map(\.filter).filter { seen.insert($0).inserted }
  }
}
