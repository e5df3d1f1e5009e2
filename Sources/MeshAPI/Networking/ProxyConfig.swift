/// Istio's `ProxyConfig` object (networking.istio.io/v1beta1): how proxies of a scope are started.
package struct ProxyConfig: Hashable, Sendable {
  /// The labels of the workloads that it is for; nil means all of its namespace, or of the mesh in the root namespace.
  package var selector: [String: String]?
  /// Worker threads; 0 means one for each core.
  package var concurrency: Int?
  package var environmentVariables: [String: String]
  /// `default`, `debug`, `distroless` ...
  package var imageType: String?

  package init(
    selector: [String: String]? = nil, concurrency: Int? = nil, environmentVariables: [String: String] = [:],
    imageType: String? = nil
  ) {
    self.selector = selector
    self.concurrency = concurrency
    self.environmentVariables = environmentVariables
    self.imageType = imageType
  }
}
