import MeshAPI
package import MeshModel

/// Finds the DestinationRule that applies to a host for one class of clients.
package struct DestinationRuleLookup: Sendable {
  private var index: DestinationRuleIndex
  private var namespace: String
  private var labels: [String: String]

  init(index: DestinationRuleIndex, namespace: String, labels: [String: String]) {
    self.index = index
    self.namespace = namespace
    self.labels = labels
  }

  package func rule(for service: Service) -> Shared<MergedDestinationRule>? {
    rule(for: service.hostname, in: service.namespace)
  }

  /// - Parameter serviceNamespace: where the service is registered; empty where no service is known.
  ///
  /// A rule with a workload selector counts only for clients of its own namespace that it selects, and before the others.
  package func rule(for host: Hostname, in serviceNamespace: String) -> Shared<MergedDestinationRule>? {
    var fallback: Shared<MergedDestinationRule>?
    for candidate in index.candidates(for: host, in: serviceNamespace, client: namespace) {
      guard let selector = candidate.selector else {
        fallback = candidate.rule
        continue
      }
      if candidate.rule.objects.first?.namespace == namespace, selector.allSatisfy({ labels[$0.key] == $0.value }) {
        return candidate.rule
      }
    }
    return fallback
  }

  /// Whether any rule of the mesh hashes requests to endpoints.
  package var hashesRequests: Bool { index.hashesRequests }
}
