package import MeshModel

/// Well-known label keys that say where a workload is.
enum TopologyLabel {
  static let region = "topology.kubernetes.io/region"
  static let zone = "topology.kubernetes.io/zone"
  static let subZone = "topology.istio.io/subzone"
  static let cluster = "topology.istio.io/cluster"
  static let network = "topology.istio.io/network"
  static let node = "kubernetes.io/hostname"
  /// On a workload: beats what its node says.
  static let workload = "istio-locality"
  /// What Kubernetes called the first two before.
  static let legacyRegion = "failure-domain.beta.kubernetes.io/region"
  static let legacyZone = "failure-domain.beta.kubernetes.io/zone"
}

extension Locality {
  /// What the labels of a Node say.
  package init(nodeLabels labels: [String: String]) {
    self.init(
      region: labels[TopologyLabel.region] ?? labels[TopologyLabel.legacyRegion] ?? "",
      zone: labels[TopologyLabel.zone] ?? labels[TopologyLabel.legacyZone] ?? "",
      subZone: labels[TopologyLabel.subZone] ?? "")
  }

  /// What the label `istio-locality` of a workload says; nil without it. Dots stand for slashes, which a label cannot hold.
  package init?(workloadLabels labels: [String: String]) {
    guard let text = labels[TopologyLabel.workload], !text.isEmpty else { return nil }
    self.init(text.contains("/") ? text : String(text.map { $0 == "." ? "/" : $0 }))
  }
}

extension [String: String] {
  /// Adds what Istio lets subsets and failover priorities ask for: place, cluster, network and node of a workload.
  func withTopology(locality: Locality, clusterID: String, network: String, nodeName: String) -> [String: String] {
    var labels = self
    let topology = [
      (TopologyLabel.region, locality.region), (TopologyLabel.zone, locality.zone),
      (TopologyLabel.subZone, locality.subZone), (TopologyLabel.cluster, clusterID), (TopologyLabel.node, nodeName),
    ]
    for (key, value) in topology where !value.isEmpty { labels[key] = value }
    if !network.isEmpty, (labels[TopologyLabel.network] ?? "").isEmpty { labels[TopologyLabel.network] = network }
    return labels
  }

  /// Whether a selector made of these labels selects a workload with `labels`; one without labels selects nothing.
  func selects(_ labels: [String: String]) -> Bool {
    !isEmpty && allSatisfy { labels[$0.key] == $0.value }
  }
}
