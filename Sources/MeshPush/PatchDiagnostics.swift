import EnvoyRendering
package import MeshAPI
import MeshTranslation

extension Diagnostic.Code {
  /// A patch of an EnvoyFilter that does not fit what it is meant to change.
  package static let patchMismatch: Self = "patch-mismatch"
}

/// Tells the authors of EnvoyFilters about patches that were left out.
enum PatchDiagnostics {
  /// - Parameter problems: with the number of resources in which each was met.
  static func make(of problems: [PatchProblem: Int]) -> [Diagnostic] {
    var groups: [Key: [String]] = [:]
    for problem in problems.keys {
      groups[Key(origin: problem.origin, message: problem.message), default: []].append(problem.resource)
    }
    return groups.map { key, resources in
      let others = resources.count > 1 ? " and \(resources.count - 1) more" : ""
      return Diagnostic(
        .warning, .patchMismatch, object: key.origin.object.description, path: key.origin.path,
        message: "the patch is left out of \(resources.min() ?? "")\(others): \(key.message)")
    }.sorted { ($0.object, $0.path, $0.message) < ($1.object, $1.path, $1.message) }
  }

  private struct Key: Hashable {
    var origin: Origin
    var message: String
  }
}
