import MeshModel
import XDSResources

extension FeatureGolden {
  static let serviceEntries = [
    FeatureGolden(
      name: "service-entry-resolutions", proxies: [("client", .client)], types: [.cluster, .endpoint], names: ["example.com"]),
    FeatureGolden(
      name: "service-entry-endpoints", proxies: [("client", .client)], types: [.cluster, .endpoint], names: ["example.com"]),
    FeatureGolden(
      name: "service-entry-addresses", proxies: [("client", .client)], types: [.listener, .route],
      names: ["192.0.2.", "0.0.0.0_5", "0.0.0.0_8443", "8080"]),
  ]
}

extension Proxy {
  fileprivate static let client = sidecar(
    "client", in: "shop", ip: "10.0.0.1", labels: ["app": "client"], locality: Locality(region: "eu", zone: "a"))
}
