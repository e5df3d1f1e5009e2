import MeshModel

/// Labels that tell where a workload runs. Workloads need not carry them: they follow from what is known of the workload.
enum TopologyLabel: String {
  case region = "topology.kubernetes.io/region"
  case zone = "topology.kubernetes.io/zone"
  case subZone = "topology.istio.io/subzone"
  case network = "topology.istio.io/network"
  case cluster = "topology.istio.io/cluster"
  case node = "kubernetes.io/hostname"

  /// nil where it is unknown.
  func value(for proxy: ScopeKey) -> String? {
    value(proxy.locality, network: proxy.network, cluster: proxy.clusterID, node: proxy.nodeName)
  }

  /// nil where it is unknown.
  func value(for endpoint: Endpoint) -> String? {
    value(endpoint.locality, network: endpoint.network, cluster: endpoint.clusterID, node: endpoint.nodeName)
  }

  private func value(_ locality: Locality, network: String, cluster: String, node: String) -> String? {
    let text =
      switch self {
      case .region: locality.region
      case .zone: locality.zone
      case .subZone: locality.subZone
      case .network: network
      case .cluster: cluster
      case .node: node
      }
    return text.isEmpty ? nil : text
  }
}
