package import MeshModel

/// What decides which outbound configuration a proxy gets: proxies with equal keys share all of it.
package struct ScopeKey: Hashable, Sendable {
  package var kind: Proxy.Kind
  package var namespace: String
  package var dnsDomain: String
  /// The proxy's labels, reduced to the keys that some selector or `sourceLabels` of the mesh names.
  package var labels: [String: String]
  /// For endpoints: where the proxy is.
  package var locality: Locality
  package var network: String
  package var clusterID: String
  /// Only where some service keeps traffic on its node; empty otherwise.
  package var nodeName: String
  package var interceptionMode: Proxy.InterceptionMode
  /// Whether the proxy's addresses are all IPv6 (its wildcard listeners then bind `::`).
  package var isIPv6Only: Bool
  /// Whether the proxy's agent answers its application's DNS queries: it gets a name table, and uses automatic addresses.
  package var capturesDNS: Bool
  package var takesVirtualHosts: Bool
  /// Whether the proxy can speak mutual TLS.
  package var hasCertificates: Bool
  /// Only where some EnvoyFilter asks for versions; empty otherwise.
  package var proxyVersion: String
  /// The proxy's node metadata, reduced to the keys that some EnvoyFilter names.
  package var metadata: [String: String]
  /// Whether secrets may be given to the proxy.
  package var mayHaveSecrets: Bool

  package init(
    proxy: Proxy, relevantLabels: Set<String>, needsNode: Bool, needsVersion: Bool = false, metadataKeys: Set<String> = []
  ) {
    kind = proxy.kind
    namespace = proxy.namespace
    dnsDomain = proxy.dnsDomain
    labels = proxy.labels.filter { relevantLabels.contains($0.key) }
    locality = proxy.locality
    network = proxy.network
    clusterID = proxy.clusterID
    nodeName = needsNode ? proxy.nodeName : ""
    interceptionMode = proxy.interceptionMode
    isIPv6Only = !proxy.addresses.isEmpty && proxy.addresses.allSatisfy { $0.contains(":") }
    // A gateway has no applications.
    capturesDNS = proxy.capturesDNS && proxy.kind == .sidecar
    takesVirtualHosts = proxy.takesVirtualHosts
    hasCertificates = proxy.hasCertificates
    proxyVersion = needsVersion ? proxy.istioVersion : ""
    metadata = metadataKeys.isEmpty ? [:] : proxy.metadata.filter { metadataKeys.contains($0.key) }
    mayHaveSecrets = proxy.mayHaveSecrets
  }

  /// Of which family the automatic addresses are that the proxy uses; nil where it uses none.
  var automaticAddresses: AddressFamily? { capturesDNS ? (isIPv6Only ? .ipv6 : .ipv4) : nil }
}
