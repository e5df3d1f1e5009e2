/// Istio's `DestinationRule` (networking.istio.io/v1): policies for traffic to a host, and its subsets.
package struct DestinationRule: Hashable, Sendable {
  package var host: String
  package var trafficPolicy: TrafficPolicy?
  package var subsets: [Subset]
  package var exportTo: [String]
  /// The clients that this rule is for; nil means all of them.
  package var workloadSelector: [String: String]?

  package init(
    host: String, trafficPolicy: TrafficPolicy? = nil, subsets: [Subset] = [], exportTo: [String] = [],
    workloadSelector: [String: String]? = nil
  ) {
    self.host = host
    self.trafficPolicy = trafficPolicy
    self.subsets = subsets
    self.exportTo = exportTo
    self.workloadSelector = workloadSelector
  }
}

/// A named part of a service's endpoints (Istio `Subset`).
package struct Subset: Hashable, Sendable {
  package var name: String
  package var labels: [String: String]
  package var trafficPolicy: TrafficPolicy?

  package init(name: String, labels: [String: String] = [:], trafficPolicy: TrafficPolicy? = nil) {
    self.name = name
    self.labels = labels
    self.trafficPolicy = trafficPolicy
  }
}
