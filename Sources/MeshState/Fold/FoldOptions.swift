/// What the fold needs to know that no object says.
package struct FoldOptions: Hashable, Sendable {
  /// The name of the cluster that all platform objects belong to; proxies and metrics show it.
  package var clusterID: String
  /// The network of endpoints that name none; empty means that all networks are one.
  package var network: String

  /// The default cluster is called as in Istio.
  package init(clusterID: String = "Kubernetes", network: String = "") {
    self.clusterID = clusterID
    self.network = network
  }
}
