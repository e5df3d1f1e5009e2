package import MeshModel

/// The names of clusters, as Istio gives them: proxies, dashboards and tools take them apart.
package enum ClusterName {
  /// Sends traffic on to where it was going.
  package static let passthrough = "PassthroughCluster"
  /// Has no endpoints.
  package static let blackHole = "BlackHoleCluster"
  /// Sends captured inbound traffic on to the workload's port that it was for.
  package static let inboundPassthrough = "InboundPassthroughCluster"

  /// `outbound|PORT|SUBSET|HOST`; no subset is an empty one.
  package static func outbound(port: Int, subset: String? = nil, host: Hostname) -> String {
    "outbound|\(port)|\(subset ?? "")|\(host)"
  }

  /// `outbound_.PORT_.SUBSET_.HOST`: what a client of the cluster asks for (SNI) where no rule names something else.
  package static func serverName(port: Int, subset: String? = nil, host: Hostname) -> String {
    "outbound_.\(port)_.\(subset ?? "")_.\(host)"
  }

  /// `inbound|PORT||`, with the port on which the workload listens (the Sidecar object's, where that has ingress listeners).
  package static func inbound(port: Int) -> String { "inbound|\(port)||" }
}
