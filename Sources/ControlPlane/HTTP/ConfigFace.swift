import MeshAPI
import MeshModel
import MeshState

/// The debug face that shows objects: those in force, where they were read, and those that were refused, with what there is to
/// say about each.
struct ConfigFace: Sendable {
  let report: StatusReport
  /// What was found across objects (hosts and subsets that do not exist ...).
  let analysis: [LocatedDiagnostic]

  /// `/debug/configz`. Every element has the `apiVersion`, `kind` and `metadata` of its object; what Meltemi knows of it stands
  /// under `meltemi`.
  func configz() -> DebugJSON {
    let diagnostics = Dictionary(grouping: report.diagnostics + analysis, by: \.diagnostic.object)
    var entries = report.objects.map { entry($0, diagnostics[$0.object.key.description] ?? []) }
    let inForce = Set(report.objects.map(\.object.key.description))
    for refused in report.refused where !inForce.contains(refused.object) {
      entries.append(entry(refused, diagnostics[refused.object] ?? []))
    }
    let named = inForce.union(report.refused.map(\.object))
    let others = (report.diagnostics + analysis).filter { !named.contains($0.diagnostic.object) }
    if !others.isEmpty { entries.append(Self.unnamed(others)) }
    return .array(entries)
  }

  private func entry(_ status: StatusReport.ObjectStatus, _ diagnostics: [LocatedDiagnostic]) -> DebugJSON {
    let key = status.object.key
    let isStale = report.refused.contains { $0.object == key.description }
    var meltemi: [String: DebugJSON] = [
      "state": isStale ? "last good version in force, newer one refused" : "in force",
      "source": .string(status.source.name),
      "digest": .string(status.object.digest.description),
      "diagnostics": .array(diagnostics.map(Self.diagnostic)),
    ]
    if let place = status.place { meltemi["place"] = .string("\(place.file):\(place.line)") }
    if !status.shadowedSources.isEmpty { meltemi["alsoIn"] = .strings(status.shadowedSources.map(\.name)) }
    return [
      "apiVersion": .string(key.kind.apiVersion),
      "kind": .string(key.kind.rawValue),
      "metadata": ["name": .string(key.name), "namespace": .string(key.namespace)],
      "meltemi": .object(meltemi),
    ]
  }

  private func entry(_ refused: RefusedFact, _ diagnostics: [LocatedDiagnostic]) -> DebugJSON {
    let key = ObjectKey(refused.object)
    var meltemi: [String: DebugJSON] = ["state": "refused", "diagnostics": .array(diagnostics.map(Self.diagnostic))]
    if let place = refused.place { meltemi["place"] = .string("\(place.file):\(place.line)") }
    return [
      "apiVersion": .string(key?.kind.apiVersion ?? ""),
      "kind": .string(key?.kind.rawValue ?? refused.object),
      "metadata": ["name": .string(key?.name ?? ""), "namespace": .string(key?.namespace ?? "")],
      "meltemi": .object(meltemi),
    ]
  }

  /// Diagnostics of files that could not be read far enough to name an object.
  private static func unnamed(_ diagnostics: [LocatedDiagnostic]) -> DebugJSON {
    [
      "apiVersion": "", "kind": "", "metadata": ["name": "", "namespace": ""],
      "meltemi": ["state": "unreadable", "diagnostics": .array(diagnostics.map(diagnostic))],
    ]
  }

  private static func diagnostic(_ located: LocatedDiagnostic) -> DebugJSON {
    [
      "severity": .string(located.diagnostic.severity.rawValue),
      "code": .string(located.diagnostic.code.rawValue),
      "path": .string(located.diagnostic.path),
      "message": .string(located.diagnostic.message),
      "suggestion": .optional(located.diagnostic.suggestion),
      "file": .optional(located.file),
      "line": located.line.map { .int($0) } ?? .null,
    ]
  }
}

extension ObjectKind {
  /// The version under which the object is shown: all versions of a kind are one.
  var apiVersion: String { group.isEmpty ? "v1" : "\(group)/v1" }
}
