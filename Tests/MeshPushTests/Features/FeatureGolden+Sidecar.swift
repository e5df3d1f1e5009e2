import MeshModel
import XDSResources

extension FeatureGolden {
  static let sidecars = [
    FeatureGolden(
      name: "sidecar-selection",
      proxies: [
        ("selected", .sidecar("selected", in: "shop", ip: "10.0.0.1", labels: ["app": "selected"])),
        ("namespace", .sidecar("namespace", in: "shop", ip: "10.0.0.2", labels: ["app": "other"])),
        ("root", .sidecar("root", in: "lab", ip: "10.0.0.3", labels: ["app": "selected"])),
      ],
      types: [.cluster, .route, .listener], names: ["outbound|", "8080", "block_all", "virtualOutbound"]),
    FeatureGolden(
      name: "sidecar-egress",
      proxies: [
        ("client", .sidecar("client", in: "shop", ip: "10.0.0.1")),
        ("uncaptured", .sidecar("uncaptured", in: "shop", ip: "10.0.0.2", mode: .none)),
      ],
      types: [.listener, .route], names: ["/run/mesh.sock", "8080", "8081", "9080", "9081", "3128"]),
    FeatureGolden(
      name: "sidecar-ingress",
      proxies: [("server", .sidecar("server", in: "shop", ip: "10.0.0.1", labels: ["app": "server"]))],
      types: [.listener, .cluster], names: ["inbound|", "virtualInbound", "_9001", "_9002", "_9003"]),
    FeatureGolden(
      name: "sidecar-inbound",
      proxies: [("server", .sidecar("server", in: "shop", ip: "10.0.0.1", labels: ["app": "server"]))],
      types: [.listener, .cluster], names: ["inbound|", "virtualInbound"]),
  ]
}
