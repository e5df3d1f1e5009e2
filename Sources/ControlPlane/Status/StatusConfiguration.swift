package import KubernetesClient

/// Whether, how and by whom the status of rules is written back to the API server.
package struct StatusConfiguration: Sendable {
  /// nil: where the API server is our own. Istio's control plane writes none by default, and two that write fight.
  package var isOn: Bool?
  package var limits = StatusQueue.Limits()
  /// The Lease that replicas take turns by.
  package var leaseNamespace = "istio-system"
  package var leaseName = "meltemi-status"
  /// Unique among the replicas; nil makes one of the name of the machine and a random number.
  package var identity: String?
  package var election = LeaderElectionOptions()

  package init() {}
}
