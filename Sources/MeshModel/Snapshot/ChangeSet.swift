package import MeshAPI

/// What differs between a snapshot and the one before it. Everything a reader must look at again is named here.
package struct ChangeSet: Sendable, Hashable {
  /// Rules (VirtualService, DestinationRule, Gateway, Sidecar, EnvoyFilter, PeerAuthentication, AuthorizationPolicy,
  /// RequestAuthentication) and certificates (Secret, ConfigMap) that were set, replaced or removed.
  package var rules: Set<ObjectKey> = []
  /// Services whose definition changed, appeared or went.
  package var services: Set<ServiceKey> = []
  /// Services whose endpoints changed. Those that proxies resolve by name carry them in their clusters.
  package var endpoints: Set<ServiceKey> = []
  /// Services whose endpoints are other peers than before: other accounts, or another ability to speak mutual TLS.
  package var peers: Set<ServiceKey> = []
  /// Addresses whose workload or whose list of services changed: the inbound side of the proxy there.
  package var addresses: Set<String> = []
  package var namespaces: Set<String> = []
  package var meshConfig = false
  /// Whether a key set was fetched, replaced or given up.
  package var keySets = false

  package init() {}

  package var isEmpty: Bool {
    rules.isEmpty && services.isEmpty && endpoints.isEmpty && peers.isEmpty && addresses.isEmpty && namespaces.isEmpty
      && !meshConfig && !keySets
  }

  /// Whether no rule, service or setting changed: what is known of those still holds.
  package var concernsOnlyEndpoints: Bool { rules.isEmpty && services.isEmpty && namespaces.isEmpty && !meshConfig && !keySets }

  /// Adds what a later change changed.
  package mutating func formUnion(_ later: ChangeSet) {
    rules.formUnion(later.rules)
    services.formUnion(later.services)
    endpoints.formUnion(later.endpoints)
    peers.formUnion(later.peers)
    addresses.formUnion(later.addresses)
    namespaces.formUnion(later.namespaces)
    meshConfig = meshConfig || later.meshConfig
    keySets = keySets || later.keySets
  }
}
