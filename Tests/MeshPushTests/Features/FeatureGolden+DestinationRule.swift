import MeshModel
import XDSResources

extension FeatureGolden {
  static let destinationRules = [
    FeatureGolden(
      name: "destination-rule-connections", proxies: [("client", .client)], types: [.cluster], names: ["|cart."]),
    FeatureGolden(
      name: "destination-rule-balancers", proxies: [("client", .client)], types: [.cluster, .route], names: ["|cart", "8080"]),
    FeatureGolden(
      name: "destination-rule-localities", proxies: [("client", .client)], types: [.cluster, .endpoint], names: ["|cart"]),
    FeatureGolden(
      name: "destination-rule-tls", proxies: [("client", .client), ("other", .other), ("gateway", .gateway)], types: [.cluster],
      names: ["|api"]),
    FeatureGolden(
      name: "destination-rule-tunnel", proxies: [("client", .client)], types: [.listener], names: ["10.96.0."]),
  ]
}

extension Proxy {
  fileprivate static let client = sidecar(
    "client", in: "shop", ip: "10.0.0.1", labels: ["app": "client", "version": "v1"], locality: Locality(region: "eu", zone: "a"))
  fileprivate static let other = sidecar("other", in: "shop", ip: "10.0.0.2", labels: ["app": "other"])
  fileprivate static let gateway = router("egress", in: "shop", ip: "10.0.0.3", labels: ["istio": "egressgateway"])
}
