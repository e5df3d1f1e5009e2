/// The kinds of objects that the mesh understands, whichever source they come from.
///
/// The raw value is the `kind` that users write. API versions of one kind (`v1`, `v1beta1`, `v1alpha3`) are one kind here.
package enum ObjectKind: String, Hashable, Sendable, CaseIterable, Comparable {
  case virtualService = "VirtualService"
  case destinationRule = "DestinationRule"
  case serviceEntry = "ServiceEntry"
  case gateway = "Gateway"
  case sidecar = "Sidecar"
  case workloadEntry = "WorkloadEntry"
  case workloadGroup = "WorkloadGroup"
  case envoyFilter = "EnvoyFilter"
  case peerAuthentication = "PeerAuthentication"
  case authorizationPolicy = "AuthorizationPolicy"
  case requestAuthentication = "RequestAuthentication"
  case proxyConfig = "ProxyConfig"
  case telemetry = "Telemetry"
  case wasmPlugin = "WasmPlugin"
  case trafficExtension = "TrafficExtension"
  case namespace = "Namespace"
  case service = "Service"
  case endpointSlice = "EndpointSlice"
  case endpoints = "Endpoints"
  case pod = "Pod"
  case serviceAccount = "ServiceAccount"
  case node = "Node"
  case secret = "Secret"
  case configMap = "ConfigMap"
  case ingress = "Ingress"
  case ingressClass = "IngressClass"

  /// The API group: `networking.istio.io`, `security.istio.io`, `discovery.k8s.io` ..., or empty for the Kubernetes core group.
  package var group: String {
    switch self {
    case .virtualService, .destinationRule, .serviceEntry, .gateway, .sidecar, .workloadEntry, .workloadGroup, .envoyFilter,
      .proxyConfig:
      "networking.istio.io"
    case .peerAuthentication, .authorizationPolicy, .requestAuthentication: "security.istio.io"
    case .telemetry: "telemetry.istio.io"
    case .wasmPlugin, .trafficExtension: "extensions.istio.io"
    case .endpointSlice: "discovery.k8s.io"
    case .ingress, .ingressClass: "networking.k8s.io"
    case .namespace, .service, .endpoints, .pod, .serviceAccount, .node, .secret, .configMap: ""
    }
  }

  /// Whether the kind is one of Istio's, whose objects people write by hand.
  package var isRule: Bool { group.hasSuffix(".istio.io") }

  /// Whether objects of this kind say who may do what.
  package var isSecurityRule: Bool { group == "security.istio.io" }

  /// Whether objects of this kind live outside namespaces.
  package var isClusterScoped: Bool {
    switch self {
    case .namespace, .node, .ingressClass: true
    default: false
    }
  }

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
