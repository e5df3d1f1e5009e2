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
    FeatureGolden(
      name: "service-entry-automatic-addresses", proxies: [("capturing", .capturing), ("plain", .client)],
      types: [.listener, .route], names: ["240.240.", "0.0.0.0_5", "0.0.0.0_8443", "8080", "5001"]),
  ]
}

extension Proxy {
  fileprivate static let client = sidecar(
    "client", in: "shop", ip: "10.0.0.1", labels: ["app": "client"], locality: Locality(region: "eu", zone: "a"))

  /// Its agent answers its application's DNS queries.
  fileprivate static let capturing = {
    var proxy = client
    proxy.capturesDNS = true
    return proxy
  }()
}
