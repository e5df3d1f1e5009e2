import HashTreeCollections
import MeshAPI
import MeshModel
import MeshTranslation

/// What is wrong across the objects that say who may talk to whom.
struct SecurityAnalyzer {
  let snapshot: MeshSnapshot
  /// Whether the snapshot's mesh config is the one that proxies get.
  let knowsMeshConfig: Bool
  let survey: WorkloadSurvey

  /// nil where no object says anything of the kind.
  init?(snapshot: MeshSnapshot, knowsMeshConfig: Bool) {
    guard Self.concerns(snapshot) else { return nil }
    self.snapshot = snapshot
    self.knowsMeshConfig = knowsMeshConfig
    survey = WorkloadSurvey(snapshot: snapshot)
  }

  static func concerns(_ snapshot: MeshSnapshot) -> Bool {
    !snapshot.peerAuthentications.isEmpty || !snapshot.authorizationPolicies.isEmpty || !snapshot.requestAuthentications.isEmpty
  }

  func findings() -> [Diagnostic] {
    peerFindings() + transportFindings() + requestFindings() + policyFindings()
  }

  // MARK: Selectors

  func unmatched<Spec>(_ object: Object<Spec>, selector: [String: String]?) -> [Diagnostic] {
    guard let selector, survey.knowsWorkloads(in: object.namespace), !survey.maySelectGateway(selector),
      survey.members(in: object.namespace, selectedBy: selector).isEmpty
    else { return [] }
    let labels = selector.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
    let scope = object.namespace == snapshot.mesh.rootNamespace ? "of the mesh" : "of the namespace \(object.namespace)"
    return [
      Diagnostic(
        .warning, "unmatched-selector", object: object.key.description, path: "spec.selector",
        message: "no workload \(scope) has the labels \(labels); the object has no effect now")
    ]
  }

  // MARK: PeerAuthentication

  private func peerFindings() -> [Diagnostic] {
    let root = snapshot.mesh.rootNamespace
    var first: [String: [[String: String]: Object<PeerAuthentication>]] = [:]
    var findings: [Diagnostic] = []
    for object in snapshot.peerAuthentications.sorted() {
      let selector = object.spec.selector
      if selector != nil, object.namespace == root {
        findings.append(
          Diagnostic(
            .warning, "unmatched-selector", object: object.key.description, path: "spec.selector",
            message: "in the root namespace \(root) a PeerAuthentication with a selector is for nobody",
            suggestion: "put it into the workload's namespace, or remove the selector"))
        continue
      }
      findings += unmatched(object, selector: selector)
      guard let winner = first[object.namespace]?[selector ?? [:]] else {
        first[object.namespace, default: [:]][selector ?? [:]] = object
        continue
      }
      let scope = selector != nil ? "the same workloads" : object.namespace == root ? "the whole mesh" : "the whole namespace"
      findings.append(
        Diagnostic(
          .warning, "shadowed-policy", object: object.key.description, path: "spec",
          message: "\(winner.key) is for \(scope), too, and comes first (the oldest does, then the first by name); "
            + "this object has no effect",
          suggestion: "keep one of them"))
    }
    return findings
  }

  // MARK: RequestAuthentication

  private func requestFindings() -> [Diagnostic] {
    snapshot.requestAuthentications.sorted().flatMap { unmatched($0, selector: $0.spec.selector) }
  }
}
