import MeshModel
import XDSResources

extension FeatureGolden {
  static let kubernetesServices = [
    FeatureGolden(
      name: "kubernetes-service-ports", proxies: [("client", .client)], types: [.cluster, .endpoint], names: ["|ports."]),
    FeatureGolden(
      name: "kubernetes-service-endpoints", proxies: [("client", .client)], types: [.endpoint], names: ["|8080|"]),
    FeatureGolden(
      name: "kubernetes-service-names", proxies: [("client", .client), ("stranger", .stranger)], types: [.listener, .route],
      names: ["10.0.1.", "10.96.", "fd00", "8080", "virtualOutbound"]),
  ]
}

extension Proxy {
  fileprivate static let client: Proxy = {
    var client = sidecar("client", in: "shop", ip: "10.0.0.1", locality: Locality(region: "eu", zone: "a"))
    client.nodeName = "node-a"
    return client
  }()
  fileprivate static let stranger = sidecar("stranger", in: "lab", ip: "fd00::2")
}
