/// A service account of the platform: the mesh's identities are made of it.
package struct WorkloadAccount: Hashable, Sendable, Comparable {
  package var namespace: String
  package var name: String

  package init(namespace: String, name: String) {
    self.namespace = namespace
    self.name = name
  }

  /// The SPIFFE id in a trust domain, as Istio writes it.
  package func spiffeID(in trustDomain: String) -> String { "spiffe://\(trustDomain)/ns/\(namespace)/sa/\(name)" }

  package static func < (left: Self, right: Self) -> Bool { (left.namespace, left.name) < (right.namespace, right.name) }
}

/// What the endpoints of one service are, all together, as peers of mutual TLS. Clusters depend on it, so it holds only what changes
/// far less often than the endpoints themselves.
package struct ServicePeers: Hashable, Sendable {
  /// The accounts that the endpoints run as, also those of endpoints that get no traffic yet; sorted, no duplicates.
  package var accounts: [WorkloadAccount]
  /// Names of the service's ports behind which every endpoint speaks mutual TLS; sorted. A port without endpoints is not among them.
  package var capablePorts: [String]

  package init(accounts: [WorkloadAccount] = [], capablePorts: [String] = []) {
    self.accounts = accounts
    self.capablePorts = capablePorts
  }

  package var isEmpty: Bool { accounts.isEmpty && capablePorts.isEmpty }
}

extension Endpoint {
  /// The label by which a workload tells that its proxy speaks mutual TLS (Istio's; injection and registration set it).
  private static let capabilityLabel = "security.istio.io/tlsMode"

  /// Whether a proxy in front of the workload speaks mutual TLS: as the workload's label tells, else as the rule that wrote the
  /// endpoint lets one think.
  package var speaksMutualTLS: Bool { labels[Self.capabilityLabel].map { $0 == "istio" } ?? isWrittenPeer }
}
