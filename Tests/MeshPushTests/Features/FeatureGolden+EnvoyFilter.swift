import MeshModel
import XDSResources

extension FeatureGolden {
  static let envoyFilters = [
    FeatureGolden(
      name: "envoy-filter-listeners", proxies: [("client", .client), ("other", .other)], types: [.listener],
      names: ["10.96.0.", "0.0.0.0_8080", "added"]),
    FeatureGolden(name: "envoy-filter-routes", proxies: [("client", .client)], types: [.route], names: ["8080"]),
    FeatureGolden(
      name: "envoy-filter-clusters", proxies: [("client", .client)], types: [.cluster, .extensionConfig],
      names: ["outbound|", "inbound|", "added"]),
    FeatureGolden(
      name: "envoy-filter-gateway", proxies: [("edge", .edge)], types: [.listener, .route], names: ["0.0.0.0_8080", "http.8080"]),
  ]
}

extension Proxy {
  fileprivate static let client: Proxy = {
    var client = sidecar("client", in: "shop", ip: "10.0.0.1", labels: ["app": "client"])
    client.istioVersion = "1.30.3"
    client.metadata = ["TEAM": "blue"]
    return client
  }()
  fileprivate static let other = sidecar("other", in: "shop", ip: "10.0.0.2", labels: ["app": "other"])
  fileprivate static let edge = router("edge", in: "istio-system", ip: "10.0.0.3", labels: ["istio": "ingressgateway"])
}
