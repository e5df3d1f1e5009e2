import KubernetesClient
package import MeshAPI

extension Diagnostic.Code {
  /// A kind that the API server does not have.
  package static let missingKind: Self = "missing-kind"
  /// What the API server does not give us.
  package static let unreadableKind: Self = "unreadable-kind"
  /// More certificates are named than are watched.
  package static let tooManyReferences: Self = "too-many-references"
}

/// What is wrong between us and the API server.
struct SourceDiagnostics {
  let source: String
  let plan: WatchPlan
  let contents: KubernetesContents

  var all: [LocatedDiagnostic] { (discovery + unreadable + missing + excess).map { LocatedDiagnostic($0, file: source) } }

  private var discovery: [Diagnostic] {
    var reasons: [KubernetesError: [String]] = [:]
    for (group, error) in plan.discoveryFailures { reasons[error, default: []].append(group.isEmpty ? "the core group" : group) }
    return reasons.map { error, groups in
      Diagnostic(
        .error, .unreadableKind, object: "",
        message: "the API server does not tell which kinds it has of \(groups.sorted().joined(separator: ", ")): \(error)")
    }
    .sorted { $0.message < $1.message }
  }

  /// One for each reason, however many kinds it keeps from us.
  private var unreadable: [Diagnostic] {
    var reasons: [KubernetesError: Set<String>] = [:]
    for filling in contents.fillings.values {
      guard case .failing(let error) = filling.condition else { continue }
      // What is forbidden is another sentence for each kind, and is mended kind by kind.
      reasons[error, default: []].insert(
        filling.order.slot.name.map { "\(filling.order.resource) \($0)" } ?? "\(filling.order.resource)")
    }
    return reasons.map { error, names in
      let list = names.sorted()
      let shown = list.prefix(5).joined(separator: ", ") + (list.count > 5 ? " and \(list.count - 5) more" : "")
      return Diagnostic(
        .error, .unreadableKind, object: "", message: "\(shown): \(error); what was read before stays in force",
        suggestion: error.code == .forbidden ? "allow get, list and watch for our service account" : nil)
    }
    .sorted { $0.message < $1.message }
  }

  private var missing: [Diagnostic] {
    let gone = contents.fillings.values.filter { $0.condition == .missingKind }.map(\.order.slot.kind)
    return Set(plan.missingKinds + gone).sorted().map { kind in
      Diagnostic(
        .note, .missingKind, object: "",
        message:
          "the API server has no kind \(kind.rawValue)\(kind.group.isEmpty ? "" : " of \(kind.group)"); its objects are read "
          + "as soon as there is one")
    }
  }

  private var excess: [Diagnostic] {
    guard plan.referencesLeftOut > 0 else { return [] }
    return [
      Diagnostic(
        .error, .tooManyReferences, object: "",
        message: "rules name more Secrets and ConfigMaps than are watched; \(plan.referencesLeftOut) of them are left out")
    ]
  }
}
