package import MeshAPI
package import MeshModel

/// The rules of one snapshot, made ready for reading: names resolved, delegates merged, indexed by who may see them.
///
/// Made once for each snapshot, from the one before it: what did not change is carried over by reference, so one changed
/// VirtualService costs one resolution.
package struct ResolvedRules: Sendable {
  package let mesh: Shared<MeshConfig>
  let virtualServices: VirtualServiceIndex
  let destinationRules: DestinationRuleIndex
  let sidecars: SidecarIndex
  let gateways: GatewayIndex
  let security: SecurityIndex
  let envoyFilters: EnvoyFilterIndex
  let services: ServiceIndex
  package let peerAuthentications: PeerAuthenticationIndex
  /// The label keys by which some rule tells proxies apart (`sourceLabels`, selectors, failover priorities).
  package let relevantLabels: Set<String>
  /// Whether the node that a proxy runs on decides about its endpoints.
  package let needsNode: Bool

  package init(snapshot: MeshSnapshot, previous: ResolvedRules? = nil) {
    mesh = snapshot.mesh
    virtualServices = VirtualServiceIndex(snapshot: snapshot, previous: previous?.virtualServices)
    destinationRules = DestinationRuleIndex(snapshot: snapshot, previous: previous?.destinationRules)
    sidecars = SidecarIndex(snapshot: snapshot, previous: previous?.sidecars)
    gateways = GatewayIndex(snapshot: snapshot, previous: previous?.gateways)
    security = SecurityIndex(snapshot: snapshot, previous: previous?.security)
    envoyFilters = EnvoyFilterIndex(snapshot: snapshot, previous: previous?.envoyFilters)
    services = ServiceIndex(snapshot: snapshot, previous: previous?.services)
    peerAuthentications = PeerAuthenticationIndex(snapshot: snapshot, previous: previous?.peerAuthentications)
    relevantLabels = virtualServices.labelKeys.union(destinationRules.labelKeys).union(sidecars.labelKeys)
      .union(gateways.labelKeys).union(envoyFilters.labelKeys)
    needsNode = services.keepsTrafficOnNode || destinationRules.labelKeys.contains("kubernetes.io/hostname")
  }

  /// The class that a proxy belongs to under these rules.
  package func scopeKey(for proxy: Proxy) -> ScopeKey {
    ScopeKey(
      proxy: proxy, relevantLabels: relevantLabels, needsNode: needsNode, needsVersion: envoyFilters.needsVersion,
      metadataKeys: envoyFilters.metadataKeys)
  }

  /// The Sidecar object that shapes a proxy's configuration; nil where none does, and for gateways.
  package func sidecar(for key: ScopeKey) -> Object<Sidecar>? {
    key.kind == .sidecar ? sidecars.sidecar(namespace: key.namespace, labels: key.labels) : nil
  }
}
