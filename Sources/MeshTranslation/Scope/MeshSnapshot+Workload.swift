import HashTreeCollections
package import MeshModel

/// What is known of the workload behind a proxy. A proxy tells its addresses and labels itself; its namespace and account it has proved.
extension MeshSnapshot {
  /// The proxy with the labels that count for it, with what it may have, and on the node of its Pod where it does not say where it
  /// runs.
  package func completing(_ proxy: Proxy) -> Proxy {
    var completed = proxy
    completed.labels = labels(of: proxy)
    if proxy.nodeName.isEmpty, let known = workload(of: proxy) { completed.nodeName = known.nodeName }
    completed.mayHaveSecrets = proxy.isAuthenticated && isPlausible(proxy)
    return completed
  }

  /// Whether a proxy's labels may decide which secrets it gets. Where a platform tells its Pods, a proxy that is at none of them, and
  /// at no address that a rule gives its account, could choose its labels freely.
  private func isPlausible(_ proxy: Proxy) -> Bool { podAddressCount == 0 || workload(of: proxy) != nil }

  /// The labels of a proxy's workload. What is known counts before what the proxy says: a Pod has its labels and no others, an endpoint
  /// that a rule wrote may have more than the rule tells. Where Pods share an address nobody knows which of them it is, so that its own
  /// words count.
  func labels(of proxy: Proxy) -> [String: String] {
    guard let known = workload(of: proxy) else { return proxy.labels }
    guard known.isPod else { return proxy.labels.merging(known.labels) { _, known in known } }
    return known.neighbours.isEmpty || proxy.labels.isEmpty ? known.labels : proxy.labels
  }

  /// What is known of a proxy's workload; nil where nothing is, or where it is not the proxy's namespace or account.
  func workload(of proxy: Proxy) -> Shared<Workload>? {
    proxy.addresses.lazy.compactMap { workloads[$0] }.first {
      $0.namespace == proxy.namespace && (proxy.mayRun(as: $0.serviceAccount) || !$0.neighbours.isEmpty)
    }
  }
}

extension Proxy {
  /// Whether the proxy's workload may have an account, as far as both are known.
  func mayRun(as account: String) -> Bool { account.isEmpty || serviceAccount.isEmpty || serviceAccount == account }
}
