package import KubernetesClient

/// Whether, how and by whom the status of rules is written back to the API server.
package struct StatusConfiguration: Sendable {
  /// nil: where the API server is our own. Istio's control plane writes none by default, and two that write fight.
  package var isOn: Bool?
  package var limits = StatusQueue.Limits()
  /// Where the Lease lies that replicas take turns by; nil for our own namespace where the API server is the cluster's, and else
  /// `istio-system`.
  package var leaseNamespace: String?
  /// The namespace that we run in; nil outside of clusters. The embedded API server need not have it.
  package var ownNamespace: String?
  package var leaseName = "meltemi-status"
  /// Unique among the replicas; nil makes one of the name of the machine and a random number.
  package var identity: String?
  package var election = LeaderElectionOptions()

  package init() {}

  /// - Parameter isEmbedded: Whether the API server is our own.
  package func leaseNamespace(isEmbedded: Bool) -> String {
    leaseNamespace ?? (isEmbedded ? nil : ownNamespace) ?? "istio-system"
  }
}
