package import MeshAPI

/// What there is to say about one rule in its `status`, in Istio's shape (`IstioStatus` of meta.istio.io/v1alpha1), without times.
package struct RuleStatus: Hashable, Sendable {
  package struct Condition: Hashable, Sendable {
    package var type: String
    package var isTrue: Bool
    /// One word in CamelCase.
    package var reason: String
    package var message: String
  }

  /// How far a rule has come.
  package enum Progress: Hashable, Sendable {
    /// Admission refused it.
    case refused
    /// Another source holds an object of the name, and that one counts.
    case notInForce
    /// - Parameters:
    ///   - refusal: What one of the proxies that have not taken it says.
    ///   - silent: Replicas of the control plane that have not told what theirs have.
    case proxies(upToDate: Int, concerned: Int, refusal: String?, silent: Int = 0)

    package var isComplete: Bool {
      guard case .proxies(let upToDate, let concerned, _, let silent) = self else { return true }
      return upToDate == concerned && silent == 0
    }
  }

  /// The generation of the object that all of this is about.
  package var generation: Int64
  package var conditions: [Condition]
  /// What analysis found, worst first, each code once; nil before it has looked.
  package var messages: [IstioMessage]?

  /// The most bytes of a condition's message.
  private static let messageLimit = 1024
  /// So many findings are spelt out.
  private static let findingLimit = 5

  /// - Parameter findings: nil before analysis has looked: what was said of an earlier generation stays then.
  package init(generation: Int64, progress: Progress, findings: [Diagnostic]?) {
    self.generation = generation
    guard let findings else {
      conditions = [Self.reconciled(progress)]
      return
    }
    let told = findings.compactMap { finding in IstioMessage(of: finding).map { ($0, finding) } }
      .sorted { ($0.0.level, $1.0.code, $1.1.path, $1.1.message) > ($1.0.level, $0.0.code, $0.1.path, $0.1.message) }
    var seen: Set<IstioMessage> = []
    messages = told.map(\.0).filter { seen.insert($0).inserted }
    conditions = [Self.reconciled(progress), Self.passedValidation(told)]
  }

  private static func reconciled(_ progress: Progress) -> Condition {
    let type = "Reconciled"
    switch progress {
    case .refused:
      return Condition(
        type: type, isTrue: false, reason: "Refused", message: "Refused; what was in force before, if anything, stays in force.")
    case .notInForce:
      return Condition(
        type: type, isTrue: false, reason: "NotInForce",
        message: "Another source of this control plane holds an object of this name, which counts.")
    case .proxies(let upToDate, let concerned, let refusal, let silent):
      var count = "\(upToDate)/\(concerned) proxies up to date."
      if silent > 0 { count += " Replicas of the control plane that have not told yet: \(silent)." }
      if progress.isComplete { return Condition(type: type, isTrue: true, reason: "UpToDate", message: count) }
      guard let refusal else { return Condition(type: type, isTrue: false, reason: "OnItsWay", message: count) }
      return Condition(
        type: type, isTrue: false, reason: "RefusedByProxy", message: "\(count) \(refusal)".clipped(toBytes: messageLimit))
    }
  }

  private static func passedValidation(_ told: [(IstioMessage, Diagnostic)]) -> Condition {
    let shown = told.prefix(findingLimit).map { message, finding in
      let field = finding.path.isEmpty ? "" : "\(finding.path): "
      let suggestion = finding.suggestion.map { "; \($0)" } ?? ""
      return "\(message.code) \(field)\(finding.message)\(suggestion)"
    }
    let rest = told.count > findingLimit ? ["and \(told.count - findingLimit) more"] : []
    let hasErrors = told.contains { $0.0.level == .error }
    return Condition(
      type: "PassedValidation", isTrue: !hasErrors, reason: hasErrors ? "Errors" : told.isEmpty ? "NothingFound" : "Remarks",
      message: (shown + rest).joined(separator: "\n").clipped(toBytes: messageLimit))
  }
}
