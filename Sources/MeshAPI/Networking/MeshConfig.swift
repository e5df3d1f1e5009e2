/// Istio `MeshConfig.IngressControllerMode`.
package enum IngressControllerMode: String, Hashable, Sendable, CaseIterable {
  /// None that is told by an annotation or the mode alone.
  case off = "OFF"
  /// Those that name no class, too.
  case `default` = "DEFAULT"
  /// Those that name the mesh's class.
  case strict = "STRICT"
}

/// The part of Istio's `MeshConfig` (istio.mesh.v1alpha1) that is in effect.
package struct MeshConfig: Hashable, Sendable {
  /// The trust domain of the mesh's own identities.
  package var trustDomain = "cluster.local"
  /// Trust domains whose identities count as the mesh's own.
  package var trustDomainAliases: [String] = []
  /// The namespace whose rules are defaults for the whole mesh.
  package var rootNamespace = "istio-system"
  /// The DNS suffix of platform services.
  package var domainSuffix = "cluster.local"
  package var outboundTrafficPolicy: OutboundTrafficPolicy = .allowAny
  /// Whether sidecars reach their application by loopback, not by the address that was asked for (`inboundTrafficPolicy`).
  package var inboundUsesLoopback = false
  package var connectTimeout: Duration = .seconds(10)
  package var tcpKeepalive: TCPKeepalive?
  /// How often names are resolved whose answers say nothing about that.
  package var dnsRefreshRate: Duration = .seconds(60)
  /// Whether plain HTTP is spoken as HTTP/2 inside of the mesh where no rule says otherwise (`h2UpgradePolicy`).
  package var upgradesToHTTP2 = false
  /// How statistics call clusters, with `%SERVICE%` and the like in it; empty for the clusters' own names.
  package var inboundClusterStatName = ""
  package var outboundClusterStatName = ""
  package var httpConnections = HTTPConnectionSettings()
  /// Zero means that sniffing may wait for ever (Istio's default).
  package var protocolDetectionTimeout: Duration = .zero
  /// Empty: no access log. `/dev/stdout` is Envoy's standard output.
  package var accessLogFile = ""
  package var accessLogFormat = ""
  package var accessLogEncodingJSON = false
  package var localityLbSetting: LocalityLoadBalancerSetting?
  package var defaultServiceExportTo: [String] = []
  package var defaultVirtualServiceExportTo: [String] = []
  package var defaultDestinationRuleExportTo: [String] = []
  package var defaultHttpRetryPolicy: HTTPRetry?
  /// Whether destinations that can speak mutual TLS get it where no rule says otherwise.
  package var enableAutoMtls = true
  /// Services that rules name; each name once.
  package var extensionProviders: [ExtensionProvider] = []
  /// TLS between workloads of the mesh.
  package var meshMTLS: MeshTLSSettings?
  /// TLS with the world outside; `minProtocolVersion` counts for servers of Gateways alone.
  package var tlsDefaults: MeshTLSSettings?
  /// Which Ingresses are the mesh's business where no IngressClass says so.
  package var ingressControllerMode: IngressControllerMode = .strict
  /// The value of the annotation `kubernetes.io/ingress.class` that Ingresses of the mesh carry.
  package var ingressClass = "istio"
  /// The value of the label `istio` of the gateways that serve Ingresses; empty means that of `ingressService`.
  package var ingressSelector = ""
  package var ingressService = "istio-ingressgateway"
  /// The port on which sidecars take captured outbound traffic.
  package var proxyListenPort = 15001
  /// The port on which sidecars take captured inbound traffic.
  package var proxyInboundListenPort = 15006
  /// The namespaces that are read from a cluster: those that one of these selects, or all where there are none.
  package var discoverySelectors: [NamespaceSelector] = []

  package init() {}
}
