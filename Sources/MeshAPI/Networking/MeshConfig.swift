/// The part of Istio's `MeshConfig` (istio.mesh.v1alpha1) that is in effect so far.
package struct MeshConfig: Hashable, Sendable {
  package var trustDomain = "cluster.local"
  /// The namespace whose rules are defaults for the whole mesh.
  package var rootNamespace = "istio-system"
  /// The DNS suffix of platform services.
  package var domainSuffix = "cluster.local"
  package var outboundTrafficPolicy: OutboundTrafficPolicy = .allowAny
  package var connectTimeout: Duration = .seconds(10)
  package var tcpKeepalive: TCPKeepalive?
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
  /// Automatic mutual TLS has no effect before the mesh has an identity; kept so that it can be reported.
  package var enableAutoMtls = true
  /// The port on which sidecars take captured outbound traffic.
  package var proxyListenPort = 15001
  /// The port on which sidecars take captured inbound traffic.
  package var proxyInboundListenPort = 15006

  package init() {}
}
