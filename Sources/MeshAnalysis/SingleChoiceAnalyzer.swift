import HashTreeCollections
import MeshAPI
import MeshModel
import MeshTranslation

/// What is wrong across objects of one kind of which one proxy can take a single one: Sidecars and Telemetries.
struct SingleChoiceAnalyzer {
  let snapshot: MeshSnapshot

  func findings() -> [Diagnostic] {
    conflicts(snapshot.sidecars, code: ("sidecar", "sidecars"), selector: \.workloadSelector)
      + conflicts(snapshot.telemetries, code: ("telemetry", "telemetries")) { $0.targets.isEmpty ? $0.selector : ["": ""] }
      + snapshot.sidecars.sorted().flatMap(unmatched)
  }

  private func conflicts<Spec>(
    _ table: ObjectTable<Spec>, code: (one: String, several: String), selector: (Spec) -> [String: String]?
  ) -> [Diagnostic] {
    table.byNamespace.keys.sorted().flatMap { namespace -> [Diagnostic] in
      let objects = table.sorted(in: namespace).filter { selector($0.spec)?[""] == nil }
      let general = objects.filter { selector($0.spec)?.isEmpty ?? true }
      return general.dropFirst().map { object in
        Diagnostic(
          .warning, Diagnostic.Code(rawValue: "several-\(code.one)-defaults"), object: object.key.description, path: "spec",
          message: "\(general[0].key) is for all workloads of the namespace, too, and comes first; this object has no effect",
          suggestion: "keep one of them, or give this one a selector")
      }
        + overlaps(objects.filter { selector($0.spec)?.isEmpty == false }, namespace, code: "overlapping-\(code.several)") {
          selector($0) ?? [:]
        }
    }
  }

  /// Objects with selectors that fit one workload.
  private func overlaps<Spec>(
    _ objects: [Object<Spec>], _ namespace: String, code: String, selector: (Spec) -> [String: String]
  ) -> [Diagnostic] {
    guard objects.count > 1 else { return [] }
    let workloads = snapshot.workloads.values.filter { $0.namespace == namespace }
    return objects.enumerated().dropFirst().compactMap { index, object in
      let labels = selector(object.spec)
      for workload in workloads where workload.labels.contains(all: labels) {
        guard let winner = objects[..<index].first(where: { workload.labels.contains(all: selector($0.spec)) }) else { continue }
        return Diagnostic(
          .warning, Diagnostic.Code(rawValue: code), object: object.key.description, path: "spec",
          message: "\(winner.key) is for the workload \(workload.name), too, and comes first",
          suggestion: "keep one of them, or make the selectors differ")
      }
      return nil
    }
  }

  private func unmatched(_ object: Object<Sidecar>) -> [Diagnostic] {
    guard let labels = object.spec.workloadSelector, !labels.isEmpty else { return [] }
    let near = snapshot.workloads.values.filter {
      $0.namespace == object.namespace || object.namespace == snapshot.mesh.rootNamespace
    }
    guard !near.isEmpty, !near.contains(where: { $0.labels.contains(all: labels) }) else { return [] }
    let written = labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
    return [
      Diagnostic(
        .warning, "unmatched-selector", object: object.key.description, path: "spec.workloadSelector",
        message: "no workload of the namespace \(object.namespace) has the labels \(written); the object has no effect now")
    ]
  }
}
