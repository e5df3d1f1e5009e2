/// A proxy that asks for configuration, as its node id and metadata describe it.
package struct Proxy: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable {
    case sidecar
    /// A gateway.
    case router
  }
  package enum InterceptionMode: String, Hashable, Sendable {
    case redirect = "REDIRECT"
    case tproxy = "TPROXY"
    /// Nothing is captured: only listeners that Sidecar rules bind are opened.
    case none = "NONE"
  }

  /// `TYPE~IP~WORKLOAD.NAMESPACE~DNSDOMAIN`.
  package var id: String
  package var kind: Kind
  /// At least one; the node id's address first, then `INSTANCE_IPS`.
  package var addresses: [String]
  /// The third part of the node id, without the namespace.
  package var workloadName: String
  package var namespace: String
  /// `NAMESPACE.svc.cluster.local`.
  package var dnsDomain: String
  package var labels: [String: String]
  package var locality: Locality
  package var network: String
  package var clusterID: String
  package var nodeName: String
  package var serviceAccount: String
  package var interceptionMode: InterceptionMode
  /// As the proxy's agent calls it, for example `1.30.3`; empty when unknown.
  package var istioVersion: String
  /// Whether virtual hosts may be sent to it as resources of their own.
  package var takesVirtualHosts: Bool
  /// Whether its agent gives it certificates of the mesh. A proxy without any gets plain-text listeners and clusters alone.
  package var hasCertificates: Bool
  /// The texts of the node's metadata, by their keys; long ones are left out.
  package var metadata: [String: String]
  /// Whether its agent answers its application's DNS queries.
  package var capturesDNS = false
  /// Whether the proxy proved its namespace and its service account.
  package var isAuthenticated = false
  /// Whether secrets may be given to it; follows from what is known of its workload (`MeshSnapshot.completing`).
  package var mayHaveSecrets = false

  package init(
    id: String, kind: Kind, addresses: [String], workloadName: String = "", namespace: String, dnsDomain: String = "",
    labels: [String: String] = [:], locality: Locality = Locality(), network: String = "", clusterID: String = "",
    nodeName: String = "", serviceAccount: String = "", interceptionMode: InterceptionMode = .redirect,
    istioVersion: String = "", takesVirtualHosts: Bool = false, hasCertificates: Bool = true,
    metadata: [String: String] = [:]
  ) {
    self.id = id
    self.kind = kind
    self.addresses = addresses
    self.workloadName = workloadName
    self.namespace = namespace
    self.dnsDomain = dnsDomain
    self.labels = labels
    self.locality = locality
    self.network = network
    self.clusterID = clusterID
    self.nodeName = nodeName
    self.serviceAccount = serviceAccount
    self.interceptionMode = interceptionMode
    self.istioVersion = istioVersion
    self.takesVirtualHosts = takesVirtualHosts
    self.hasCertificates = hasCertificates
    self.metadata = metadata
  }
}
