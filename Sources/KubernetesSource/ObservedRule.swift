package import KubernetesAPI
package import KubernetesClient
package import MeshAPI

/// One of Istio's objects as the API server holds it: what somebody needs who writes its status.
package struct ObservedRule: Hashable, Sendable {
  package var key: ObjectKey
  package var resource: KubernetesResource
  package var name: ObjectName
  /// Empty where the server tells none.
  package var uid: String
  /// Counts the changes of what the object asks for; 0 where the server does not count.
  package var generation: Int64
  package var resourceVersion: String
  package var status: JSONValue?
  /// Whether admission took it.
  package var isAdmitted: Bool
  /// What admission says of it.
  package var diagnostics: [Diagnostic]
  /// Codes of Istio's analysis that the object does not want to hear of (`galley.istio.io/analyze-suppress`); `*` for all.
  package var suppressedCodes: Set<String>

  /// Whether both ask for the same, and were taken alike.
  package func isSameVersion(as other: ObservedRule) -> Bool {
    (uid, generation, isAdmitted, resource) == (other.uid, other.generation, other.isAdmitted, other.resource)
      && diagnostics == other.diagnostics && suppressedCodes == other.suppressedCodes
  }
}

/// Is told which rules a source has seen: a side door that nothing comes back through.
package protocol RuleObserving: Sendable {
  /// Called once the sink holds what the rules ask for.
  /// - Parameter rules: Those that are new, or of another version than was told last, the status included.
  func observe(_ rules: [ObservedRule], removed: [ObjectKey]) async
}

/// What an observer has yet to hear; holds each rule once at most.
struct RuleNews: Sendable {
  private(set) var seen: [ObjectKey: ObservedRule] = [:]
  private(set) var removed: Set<ObjectKey> = []

  var isEmpty: Bool { seen.isEmpty && removed.isEmpty }

  mutating func note(_ rule: ObservedRule) {
    seen[rule.key] = rule
    removed.remove(rule.key)
  }

  mutating func noteRemoval(_ key: ObjectKey) {
    guard key.kind.isRule else { return }
    seen[key] = nil
    removed.insert(key)
  }
}

extension ObservedRule {
  private static let suppression = "galley.istio.io/analyze-suppress"

  /// nil for what is no rule.
  init?(_ object: JSONValue, verdict: ObjectVerdict, name: ObjectName, resource: KubernetesResource) {
    guard verdict.key.kind.isRule else { return nil }
    let metadata = object["metadata"]
    key = verdict.key
    self.resource = resource
    self.name = name
    uid = metadata?["uid"]?.string ?? ""
    generation = metadata?["generation"]?.integer ?? 0
    resourceVersion = metadata?["resourceVersion"]?.string ?? ""
    status = object["status"]
    isAdmitted = if case .admitted = verdict.outcome { true } else { false }
    diagnostics = verdict.diagnostics.map(\.diagnostic)
    let codes = metadata?["annotations"]?[Self.suppression]?.string ?? ""
    suppressedCodes = Set(codes.split(separator: ",").map { $0.filter { $0 != " " } })
  }
}
