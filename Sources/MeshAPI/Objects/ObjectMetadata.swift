/// The part of Kubernetes' ObjectMeta that a mesh reads.
package struct ObjectMetadata: Hashable, Sendable {
  package var name: String
  /// Empty for cluster-scoped kinds; admission fills in `default` where a namespaced object names none.
  package var namespace: String
  package var labels: [String: String]
  package var annotations: [String: String]
  /// Seconds since 1970; nil where the source knows none. Older objects win conflicts; nil counts as 0, ties go by
  /// name and then by namespace (Istio's rule).
  package var creationTimestamp: Int64?

  package init(
    name: String, namespace: String, labels: [String: String] = [:], annotations: [String: String] = [:],
    creationTimestamp: Int64? = nil
  ) {
    self.name = name
    self.namespace = namespace
    self.labels = labels
    self.annotations = annotations
    self.creationTimestamp = creationTimestamp
  }
}
