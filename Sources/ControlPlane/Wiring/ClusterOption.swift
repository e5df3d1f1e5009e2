package import KubernetesClient

/// An API server that a control plane reads from.
package enum ClusterOption: Sendable {
  /// A cluster's, or any other that is there.
  case connection(ClusterConnection)
  /// One that runs inside of the control plane.
  case embedded(EmbeddedAPIServer.Configuration)
}
