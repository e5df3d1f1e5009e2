import MeshAPI
import MeshModel
import MeshPush
import MeshState

/// The debug face that shows objects: those in force, where they were read, and those that were refused, with what there is to
/// say about each.
struct ConfigFace: Sendable {
  let report: StatusReport
  /// What was found across objects (hosts and subsets that do not exist ...).
  let analysis: [LocatedDiagnostic]

  /// `/debug/configz`. Every element has the `apiVersion`, `kind` and `metadata` of its object; what Meltemi knows of it stands
  /// under `meltemi`. Objects that were asked for by kind or name have their `spec`, too.
  /// - Parameter view: what one proxy sees; nil for everything.
  func configz(_ query: DebugServer.Query = DebugServer.Query(), view: ProxyView? = nil) -> DebugJSON {
    let diagnostics = Dictionary(grouping: report.diagnostics + analysis, by: \.diagnostic.object)
    let refused = Set(report.refused.map(\.object))
    let isNarrow = query.kind != nil || query.name != nil || query.namespace != nil
    var entries: [DebugJSON] = []
    for status in report.objects {
      let key = status.object.key
      guard Self.fits(key, query), view?.shows(key) ?? true else { continue }
      let name = key.description
      entries.append(
        entry(status, diagnostics[name] ?? [], isStale: refused.contains(name), withSpec: query.kind != nil || query.name != nil))
    }
    // What is not in force, no proxy sees.
    guard view == nil else { return .array(entries) }
    let inForce = Set(report.objects.map(\.object.key.description))
    for refused in report.refused where !inForce.contains(refused.object) {
      if isNarrow, !(ObjectKey(refused.object).map { Self.fits($0, query) } ?? false) { continue }
      entries.append(entry(refused, diagnostics[refused.object] ?? []))
    }
    let others = (report.diagnostics + analysis).filter { located in
      !inForce.contains(located.diagnostic.object) && !refused.contains(located.diagnostic.object)
    }
    if !others.isEmpty && !isNarrow { entries.append(Self.unnamed(others)) }
    return .array(entries)
  }

  private static func fits(_ key: ObjectKey, _ query: DebugServer.Query) -> Bool {
    (query.kind.map { $0.lowercased() == key.kind.rawValue.lowercased() } ?? true) && (query.name.map { $0 == key.name } ?? true)
      && (query.namespace.map { $0 == key.namespace } ?? true)
  }

  private func entry(
    _ status: StatusReport.ObjectStatus, _ diagnostics: [LocatedDiagnostic], isStale: Bool, withSpec: Bool
  ) -> DebugJSON {
    let key = status.object.key
    var meltemi: [String: DebugJSON] = [
      "state": isStale ? "last good version in force, newer one refused" : "in force",
      "source": .string(status.source.name),
      "digest": .string(status.object.digest.description),
      "diagnostics": .array(diagnostics.map(Self.diagnostic)),
    ]
    if let place = status.place { meltemi["place"] = .string("\(place.file):\(place.line)") }
    if !status.shadowedSources.isEmpty { meltemi["alsoIn"] = .strings(status.shadowedSources.map(\.name)) }
    var members: [String: DebugJSON] = [
      "apiVersion": .string(key.kind.apiVersion),
      "kind": .string(key.kind.rawValue),
      "metadata": ["name": .string(key.name), "namespace": .string(key.namespace)],
      "meltemi": .object(meltemi),
    ]
    if withSpec { members["spec"] = Self.spec(of: status.object) }
    return .object(members)
  }

  /// What the object asks for, as it was understood.
  private static func spec(of object: MeshObject) -> DebugJSON {
    // The enumeration's one payload is an `Object`, which has a `spec`.
    let payload = Mirror(reflecting: object).children.first.map { Mirror(reflecting: $0.value) }
    return payload?.children.first { $0.label == "spec" }.map { DebugJSON(reflecting: $0.value).hidingSharedKeys } ?? .null
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
