package import MeshAPI

/// A secret that a proxy asks the control plane for: inputs and plan are the same, since there is nothing to decide.
package struct SecretInputs: PlanInputs, PlanNode {
  package enum Content: Hashable, Sendable {
    case keyPair(KubernetesSecret.KeyPair)
    case roots(TrustedRoots)
  }

  package var name: String
  package var content: Content
  package var origins: [ObjectKey]

  package func plan() -> SecretInputs { self }
}
