/// An object that a policy is attached to (Istio `PolicyTargetReference`): a Gateway or a Service of the policy's namespace.
package struct PolicyTarget: Hashable, Sendable {
  /// Empty for the Kubernetes core group.
  package var group: String
  package var kind: String
  package var name: String

  package init(group: String, kind: String, name: String) {
    self.group = group
    self.kind = kind
    self.name = name
  }
}

/// Which side of a connection a setting is for (Istio `WorkloadMode`).
package enum TrafficMode: String, Hashable, Sendable, CaseIterable {
  /// What Istio treats as both.
  case undefined = "UNDEFINED"
  /// Requests that a workload sends; a gateway is a client alone.
  case client = "CLIENT"
  /// Requests that a workload takes.
  case server = "SERVER"
  case clientAndServer = "CLIENT_AND_SERVER"
}
