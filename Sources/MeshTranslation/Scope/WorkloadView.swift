import HashTreeCollections
package import MeshAPI
package import MeshModel

/// What the inbound side of a sidecar depends on: sidecars with equal views share all of their inbound clusters and listeners.
///
/// The workload's own address is not part of it unless something is bound to it, so all replicas of a workload have one view.
package struct WorkloadView: Hashable, Sendable {
  /// One port of a service that the workload serves.
  package struct Instance: Hashable, Sendable {
    package var service: Shared<Service>
    package var port: ServicePort
    /// Where the workload listens.
    package var targetPort: Int
    /// The pool that a DestinationRule for the service asks for on this port: the receiving side must be able to take what
    /// the sending side may send.
    package var connectionPool: ConnectionPoolSettings?
    /// The DestinationRule that `connectionPool` comes from; nil where no rule has a policy for the service.
    package var destinationRule: ObjectKey?

    package init(
      service: Shared<Service>, port: ServicePort, targetPort: Int, connectionPool: ConnectionPoolSettings? = nil,
      destinationRule: ObjectKey? = nil
    ) {
      self.service = service
      self.port = port
      self.targetPort = targetPort
      self.connectionPool = connectionPool
      self.destinationRule = destinationRule
    }
  }

  package var namespace: String
  package var mesh: Shared<MeshConfig>
  package var interceptionMode: Proxy.InterceptionMode
  /// Whether the proxy's addresses are all IPv6.
  package var isIPv6Only: Bool
  /// Services in Istio's order (the oldest first, then by host), the ports of each as the service lists them.
  package var instances: [Instance]
  /// The Sidecar object in force, where it says anything about the inbound side.
  package var sidecar: ObjectKey?
  /// The ingress listeners in force, as written.
  package var ingress: [Sidecar.Ingress]
  package var inboundConnectionPool: ConnectionPoolSettings?
  /// Which connections the workload takes; nil where its proxy has no certificates, so that it takes plain text alone.
  package var peerPolicy: PeerPolicy?
  /// The proxy's addresses, the first one first, where an ingress listener binds or forwards to them; empty otherwise.
  package var ownAddresses: [String]
  /// What security filters stand before everything that comes in.
  package var security: Shared<SecurityInputs>
  /// The EnvoyFilters in force for the inbound side of a sidecar.
  package var patches = EnvoyPatchSet.none

  package init(
    namespace: String, mesh: Shared<MeshConfig>, interceptionMode: Proxy.InterceptionMode = .redirect,
    isIPv6Only: Bool = false, instances: [Instance] = [], sidecar: ObjectKey? = nil, ingress: [Sidecar.Ingress] = [],
    inboundConnectionPool: ConnectionPoolSettings? = nil, peerPolicy: PeerPolicy? = nil, ownAddresses: [String] = [],
    security: Shared<SecurityInputs> = SecurityInputs.none
  ) {
    self.namespace = namespace
    self.mesh = mesh
    self.interceptionMode = interceptionMode
    self.isIPv6Only = isIPv6Only
    self.instances = instances
    self.sidecar = sidecar
    self.ingress = ingress
    self.inboundConnectionPool = inboundConnectionPool
    self.peerPolicy = peerPolicy
    self.ownAddresses = ownAddresses
    self.security = security
  }

  /// Whether captured inbound traffic for ports without a listener of their own goes on to the workload.
  package var capturesInbound: Bool { interceptionMode != .none }
}

extension WorkloadView {
  /// The view of one proxy.
  /// - Parameter rules: made from `snapshot`.
  package init(proxy: Proxy, snapshot: MeshSnapshot, rules: ResolvedRules) {
    // Without labels, the lookup never finds a rule that is for some clients only.
    let lookup = DestinationRuleLookup(index: rules.destinationRules, namespace: proxy.namespace, labels: [:])
    self.init(
      proxy: proxy, snapshot: snapshot, sidecar: rules.sidecar(for: rules.scopeKey(for: proxy)),
      peers: rules.peerAuthentications, rule: { lookup.rule(for: $0.value)?.value })
    if proxy.kind == .sidecar { patches = rules.envoyFilters.inboundPatches(for: rules.scopeKey(for: proxy)) }
    security = rules.security.inputs(namespace: proxy.namespace, labels: snapshot.labels(of: proxy))
  }

  /// Reads what a proxy serves from the snapshot.
  ///
  /// - Parameters:
  ///   - sidecar: the Sidecar object in force for the proxy.
  ///   - peers: which connections workloads take.
  ///   - rule: the DestinationRule for a service as the proxy's namespace sees it, without regard to workload selectors (they are
  ///     for clients alone).
  package init(
    proxy: Proxy, snapshot: MeshSnapshot, sidecar: Object<Sidecar>?, peers: PeerAuthenticationIndex,
    rule: (Shared<Service>) -> MergedDestinationRule?
  ) {
    let ingress = sidecar?.spec.ingress ?? []
    let pool = sidecar?.spec.inboundConnectionPool
    let needsAddresses = ingress.contains { $0.usesOwnAddress(interceptionMode: proxy.interceptionMode) }
    self.init(
      namespace: proxy.namespace, mesh: snapshot.mesh, interceptionMode: proxy.interceptionMode,
      isIPv6Only: !proxy.addresses.isEmpty && proxy.addresses.allSatisfy { $0.contains(":") },
      instances: Self.instances(of: proxy, in: snapshot, rule: rule),
      sidecar: ingress.isEmpty && pool == nil ? nil : sidecar?.key, ingress: ingress, inboundConnectionPool: pool,
      // What a gateway takes is for its Gateway objects to say.
      peerPolicy: proxy.hasCertificates && proxy.kind == .sidecar
        ? peers.policy(namespace: proxy.namespace, labels: snapshot.labels(of: proxy)) : nil,
      ownAddresses: needsAddresses ? proxy.addresses : [])
  }

  /// Services of the proxy's own namespace alone, and endpoints of its own account: an address is what the proxy says.
  private static func instances(
    of proxy: Proxy, in snapshot: MeshSnapshot, rule: (Shared<Service>) -> MergedDestinationRule?
  ) -> [Instance] {
    let keys = Set(proxy.addresses.flatMap { snapshot.servicesByAddress[$0] ?? [] })
    let services = keys.filter { $0.namespace == proxy.namespace }.compactMap { snapshot.services[$0] }.sorted {
      ($0.creationTimestamp, $0.key) < ($1.creationTimestamp, $1.key)
    }
    return services.flatMap { service in
      let rule = rule(service)
      let targets = targets(of: service, for: proxy, in: snapshot)
      return service.ports.flatMap { port in instances(of: service, port: port, targets: targets(port), rule: rule) }
    }
  }

  /// Where the proxy's workload listens for each port of a service that it serves.
  private static func targets(
    of service: Shared<Service>, for proxy: Proxy, in snapshot: MeshSnapshot
  ) -> (ServicePort) -> [Int] {
    let own = Set(proxy.addresses.map(Endpoint.Address.ip))
    let listed = snapshot.endpoints[service.key]?.endpoints.filter { own.contains($0.address) } ?? []
    // A Pod that nobody lists yet was found by the service's selector.
    if listed.isEmpty, service.registry == .kubernetes, let pod = snapshot.workload(of: proxy)?.value, pod.isPod,
      pod.neighbours.isEmpty
    {
      return { pod.target(of: $0).map { [$0] } ?? [] }
    }
    let endpoints = listed.filter { proxy.mayRun(as: $0.serviceAccount) }
    return { port in endpoints.filter { $0.servicePort == port.name }.map(\.port) }
  }

  private static func instances(
    of service: Shared<Service>, port: ServicePort, targets: [Int], rule: MergedDestinationRule?
  ) -> [Instance] {
    let policy = rule?.trafficPolicy.map { PortPolicy($0, port: port.number) }
    return Set(targets).sorted().map { target in
      Instance(
        service: service, port: port, targetPort: target, connectionPool: policy?.connectionPool,
        destinationRule: policy == nil ? nil : rule?.objects.first?.key)
    }
  }
}

extension Workload {
  /// Where a Pod listens for a service's port; nil where none of its containers has a port of the name that the service says.
  fileprivate func target(of port: ServicePort) -> Int? {
    port.targetPort ?? port.targetPortName.flatMap { namedPorts[$0] }
  }
}

extension Sidecar.Ingress {
  /// Whether the listener is bound to the proxy's own address, or sends on to it.
  func usesOwnAddress(interceptionMode: Proxy.InterceptionMode) -> Bool {
    let isBound = captureMode == .none || (captureMode == .default && interceptionMode == .none)
    if isBound && (bind ?? "").isEmpty { return true }
    guard let endpoint = defaultEndpoint else { return false }
    return endpoint.hasPrefix("0.0.0.0:") || endpoint.hasPrefix("[::]:")
  }
}
