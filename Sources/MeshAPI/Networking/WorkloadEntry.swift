/// Istio's `WorkloadEntry` (networking.istio.io/v1): one workload that no platform knows of, such as a virtual machine. ServiceEntries
/// write the same as their endpoints, and WorkloadGroups as what their members have in common.
package struct WorkloadEntry: Hashable, Sendable {
  /// An IP address, a host name (DNS resolutions), or `unix:///path`; empty where only a network is named.
  package var address: String
  /// By service port name.
  package var ports: [String: Int] = [:]
  package var labels: [String: String] = [:]
  package var network: String?
  /// `region/zone/subzone`.
  package var locality: String?
  /// nil means 1.
  package var weight: Int?
  package var serviceAccount: String?
  /// What the object's status tells where its annotation asks for health checks; true where nobody checks.
  package var isHealthy = true

  package init(address: String) { self.address = address }
}

extension Object<WorkloadEntry> {
  /// The workload's labels: those of the object and those that it writes; the object's own come first (Istio's rule).
  package var workloadLabels: [String: String] { spec.labels.merging(metadata.labels) { _, own in own } }
}
