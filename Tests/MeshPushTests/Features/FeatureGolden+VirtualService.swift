import MeshModel
import XDSResources

extension FeatureGolden {
  static let virtualServices = [
    FeatureGolden(
      name: "virtual-service-matches", proxies: [("client", .client), ("stranger", .stranger)], types: [.route], names: ["8080"]),
    FeatureGolden(name: "virtual-service-actions", proxies: [("client", .client)], types: [.route], names: ["8080"]),
    FeatureGolden(name: "virtual-service-policies", proxies: [("client", .client)], types: [.route], names: ["8080"]),
    FeatureGolden(name: "virtual-service-destinations", proxies: [("client", .client)], types: [.route], names: ["8080"]),
  ]

  static let connections = [
    FeatureGolden(name: "connection-routes", proxies: [("client", .client)], types: [.listener], names: ["10.96.0."])
  ]
}

extension Proxy {
  fileprivate static let client = sidecar("client", in: "shop", ip: "10.0.0.1", labels: ["app": "client"])
  fileprivate static let stranger = sidecar("stranger", in: "lab", ip: "10.0.0.2")
}
