import MeshModel
import XDSResources

extension FeatureGolden {
  static let gateways = [
    FeatureGolden(
      name: "gateway-http", proxies: [("edge", .edge)], types: [.listener, .route], names: ["0.0.0.0_8080", "http.8080"]),
    FeatureGolden(
      name: "gateway-tls", proxies: [("edge", .edge)], types: [.listener, .route], names: ["0.0.0.0_8443", "https."]),
    FeatureGolden(
      name: "gateway-connections", proxies: [("edge", .edge)], types: [.listener],
      names: ["0.0.0.0_15443", "0.0.0.0_9000", "127.0.0.1_9001", "/run/edge.sock"]),
    FeatureGolden(
      name: "ingress", proxies: [("edge", .edge)], types: [.listener, .route], names: ["0.0.0.0_80", "0.0.0.0_443", "http"]),
  ]
}

extension Proxy {
  fileprivate static let edge = router("edge", in: "istio-system", ip: "10.0.0.3", labels: ["istio": "ingressgateway"])
}
