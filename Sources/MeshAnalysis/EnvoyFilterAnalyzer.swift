import MeshAPI
import MeshModel

/// Patches whose effect depends on patches of other objects.
struct EnvoyFilterAnalyzer {
  let snapshot: MeshSnapshot

  func findings() -> [Diagnostic] {
    snapshot.envoyFilters.sorted().flatMap { object in
      object.spec.priority != 0 ? [] : object.spec.patches.compactMap { finding(about: $0, in: object) }
    }
  }

  private func finding(about patch: EnvoyFilter.Patch, in object: Object<EnvoyFilter>) -> Diagnostic? {
    switch patch.operation {
    case .insertBefore, .insertAfter, .replace, .remove:
      return Diagnostic(
        .note, "relative-patch", object: object.key.description, path: "spec.configPatches[\(patch.index)].patch.operation",
        message: "\(patch.operation.rawValue) looks for what others may add, and without a priority the older object goes first",
        suggestion: "write a priority, or use INSERT_FIRST or ADD")
    case .merge, .mergeAndReplaceLists, .add, .insertFirst: return nil
    }
  }
}
