/// Who a proxy is: what its node id, its locality and its metadata tell the control plane.
///
/// The shapes are those of Istio's agent, so that either control plane understands either agent.
package struct ProxyNode: Sendable, Hashable {
  /// What a proxy does in the mesh.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Beside one workload, for its inbound and outbound traffic.
    case sidecar
    /// A gateway: traffic of others passes through it.
    case router
  }

  /// How the workload's traffic gets to the proxy (`INTERCEPTION_MODE`).
  package enum InterceptionMode: String, Sendable, Hashable, CaseIterable {
    /// Redirected by the kernel's address translation; the client's address is lost.
    case redirect = "REDIRECT"
    /// Handed over transparently; the client's address stays.
    case transparent = "TPROXY"
    /// Not captured: applications talk to the proxy's listeners themselves.
    case none = "NONE"
  }

  /// Where the proxy runs; empty parts are unknown.
  package struct Locality: Sendable, Hashable {
    package var region: String
    package var zone: String
    package var subzone: String

    /// Creates a locality.
    package init(region: String = "", zone: String = "", subzone: String = "") {
      (self.region, self.zone, self.subzone) = (region, zone, subzone)
    }

    /// Reads `REGION[/ZONE[/SUBZONE]]`, or the same with dots, as labels (which allow no slash) spell it.
    package init?(parsing text: String) {
      let separator: Character = text.contains("/") ? "/" : "."
      let parts = text.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
      guard let region = parts.first, !region.isEmpty, parts.count <= 3 else { return nil }
      self.init(region: region, zone: parts.dropFirst().first ?? "", subzone: parts.dropFirst(2).first ?? "")
    }
  }

  /// What the proxy does.
  package var kind: Kind
  /// The workload's addresses, the one of the node id first. Never empty in a resolved node.
  package var addresses: [String]
  /// The instance's name (a pod's name), unique in its namespace.
  package var name: String
  package var namespace: String
  /// The search domain of the workload, normally `NAMESPACE.svc.cluster.local`.
  package var dnsDomain: String
  /// The name that all instances of the workload share (a deployment's name).
  package var workloadName: String
  /// The controller that owns the instance, as an opaque text.
  package var owner: String?
  package var serviceAccount: String?
  package var labels: [String: String]
  package var locality: Locality?
  /// The cluster (of machines) that the workload runs in.
  package var clusterID: String
  /// The network that the workload's addresses belong to.
  package var network: String?
  package var meshID: String?
  package var interceptionMode: InterceptionMode?
  /// The release of Istio whose node contract this agent keeps.
  package var istioVersion: String
  /// Further metadata, passed on as it is. A key that the fields above set as well yields to them.
  package var extraMetadata: [String: JSONValue]

  /// `TYPE~IP~NAME.NAMESPACE~DNSDOMAIN`.
  package var id: String {
    "\(kind.rawValue)~\(addresses.first ?? "")~\(name).\(namespace)~\(dnsDomain)"
  }

  /// Whether the workload has IPv6 addresses only.
  package var isIPv6Only: Bool { addresses.allSatisfy(IPAddress.isIPv6) }
}
