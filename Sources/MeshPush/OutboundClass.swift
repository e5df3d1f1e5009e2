import HashTreeCollections
import MeshAPI
import MeshModel
import MeshTranslation
import XDSResources

/// What all proxies with one `ScopeKey` share: their scope, and the resources that follow from it alone. Those are clusters and load
/// assignments, and for sidecars the outbound listeners and routes too (a gateway's are in its `GatewayClass`).
struct OutboundClass {
  enum ClusterGroup: Hashable, Sendable {
    case defaults
    case service(ServiceKey)
    /// Those that EnvoyFilters add.
    case added
  }
  /// Listeners are planned together: which ports exist decides on the wildcard ones.
  struct AllListeners: Hashable, Sendable {}

  private(set) var scope: ProxyScope
  private var clusters: Lane<ClusterGroup, Patched<ClusterInputs>>
  private var endpoints: Lane<ServiceKey, LoadAssignmentInputs>
  private var listeners: Lane<AllListeners, Patched<ListenerInputs>>
  private var extensions: Lane<AllListeners, EnvoyPatch>
  private var routes: RouteLanes
  private var secrets: Lane<AllListeners, SecretInputs>
  private var nameTable: Lane<AllListeners, NameTable>
  /// The credentials that clusters name; groups without any are left out.
  private var credentials: [ClusterGroup: Set<CredentialName>] = [:]
  /// How many proxies are in the class.
  var members = 0

  init(scope: ProxyScope, snapshot: MeshSnapshot, identities: inout LayerIdentities, builders: inout Builders) {
    self.scope = scope
    clusters = Lane(type: .cluster, identity: identities.next())
    endpoints = Lane(type: .endpoint, identity: identities.next())
    listeners = Lane(type: .listener, identity: identities.next())
    extensions = Lane(type: .extensionConfig, identity: identities.next())
    routes = RouteLanes(apart: scope.key.takesVirtualHosts, identities: &identities)
    secrets = Lane(type: .secret, identity: identities.next())
    nameTable = Lane(type: .nameTable, identity: identities.next())
    _ = replanAll(snapshot: snapshot, builders: &builders)
  }

  func layer(of type: TypeURL) -> ResourceSnapshot.Layer? {
    switch type {
    case .cluster: clusters.layer
    case .endpoint: endpoints.layer
    case .listener: listeners.layer
    case .extensionConfig: extensions.layer
    case .secret: secrets.layer
    case .nameTable: nameTable.layer
    default: routes.layer(of: type)
    }
  }

  func origins(of type: TypeURL, _ name: String) -> [ObjectKey]? {
    switch type {
    case .cluster: clusters.origins(of: name)
    case .endpoint: endpoints.origins(of: name)
    case .listener: listeners.origins(of: name)
    case .extensionConfig: extensions.origins(of: name)
    case .secret: secrets.origins(of: name)
    default: routes.origins(of: type, name)
    }
  }

  /// Follows a change of endpoints alone: nothing but the load assignments of these services is planned again, and the clusters of
  /// those whose endpoints are written into the cluster (DNS), or are other peers than before.
  ///
  /// The pods of a headless service are called by their own addresses, so its endpoints decide about listeners, too.
  mutating func updateEndpoints(
    of changed: Set<ServiceKey>, peers: Set<ServiceKey>, snapshot: MeshSnapshot, builders: inout Builders
  ) -> Bool {
    let affected = changed.union(peers).sorted().compactMap { key in
      scope.servicesByHost[key.hostname].flatMap { $0.key == key ? $0 : nil }
    }
    guard !affected.isEmpty else { return false }
    let inClusters = affected.filter { $0.value.writesEndpointsIntoClusters || peers.contains($0.key) }
    let a = endpoints.replace(
      affected.map { ($0.key, loadAssignments(of: $0, snapshot)) }, memo: &builders.loadAssignments,
      counts: &builders.counts)
    let b = replaceClusters(inClusters.map { (.service($0.key), clusterInputs(of: $0, snapshot)) }, builders: &builders)
    let c =
      affected.contains { OutboundListeners.dependsOnEndpoints($0.value) }
      && replanListeners(snapshot: snapshot, builders: &builders)
    let d =
      affected.contains { NameTable.dependsOnEndpoints($0.value) } && replanNameTable(snapshot: snapshot, builders: &builders)
    return a || b || c || d
  }

  /// Follows a change of services, rules or settings: takes a new scope and plans again what may depend on what differs.
  mutating func update(
    to next: ProxyScope, changes: ChangeSet, snapshot: MeshSnapshot, builders: inout Builders
  ) -> Bool {
    let previous = scope
    scope = next
    guard !changes.meshConfig, previous.sidecar == next.sidecar, previous.outboundTrafficPolicy == next.outboundTrafficPolicy,
      previous.ledOnHosts == next.ledOnHosts
    else { return replanAll(snapshot: snapshot, builders: &builders) }
    // Another patch of clusters may be about any of them, and most of them will turn out to be the same.
    let patchesDiffer = previous.patches.clusters != next.patches.clusters
    var services = servicesToReplan(from: previous, changes: changes, snapshot: snapshot)
    if patchesDiffer { services.formUnion(scope.services.map(\.key)) }
    let a = replanClusters(of: services, snapshot: snapshot, builders: &builders)
    let b =
      (previous.patches.listeners != next.patches.listeners
        || OutboundListeners.mayDiffer(from: previous, to: next, changes: changes))
      && replanListeners(snapshot: snapshot, builders: &builders)
    let c = replanRoutes(builders: &builders)
    let d = previous.patches.extensions != next.patches.extensions && replanExtensions(builders: &builders)
    // Which Gateways choose a router decides, too.
    let kinds: Set<ObjectKind> = [.secret, .configMap, .gateway]
    let e = changes.rules.contains { kinds.contains($0.kind) } && replanSecrets(builders: &builders)
    let f =
      (previous.view !== next.view || !services.isEmpty) && replanNameTable(snapshot: snapshot, builders: &builders)
    return a || b || c || d || e || f
  }

  mutating func retire(builders: inout Builders) {
    clusters.retire(memo: &builders.clusters)
    endpoints.retire(memo: &builders.loadAssignments)
    listeners.retire(memo: &builders.listeners)
    extensions.retire(memo: &builders.extensions)
    routes.retire(builders: &builders)
    secrets.retire(memo: &builders.secrets)
    nameTable.retire(memo: &builders.nameTables)
  }

  /// Services that came, went, changed, got other endpoints or another policy.
  private func servicesToReplan(
    from previous: ProxyScope, changes: ChangeSet, snapshot: MeshSnapshot
  ) -> Set<ServiceKey> {
    var affected = changes.services.union(changes.endpoints).union(changes.peers)
    let rulesChanged = changes.rules.contains { $0.kind == .destinationRule }
    if scope.view === previous.view {
      affected = affected.filter { scope.servicesByHost[$0.hostname]?.key == $0 }
    } else {
      let visible = Set(scope.services.map(\.key))
      affected.formIntersection(visible.union(previous.services.map(\.key)))
      affected.formUnion(visible.symmetricDifference(previous.services.map(\.key)))
      // Of services that rules alone lead to, a scope has the ports that the rules name.
      for service in scope.services where previous.servicesByHost[service.hostname] != service { affected.insert(service.key) }
    }
    if rulesChanged {
      for service in scope.services
      where previous.destinationRules.rule(for: service.value) != scope.destinationRules.rule(for: service.value) {
        affected.insert(service.key)
      }
    }
    if changes.rules.contains(where: { $0.kind == .peerAuthentication }) {
      affected.formUnion(servicesOfOtherPeers(than: previous, snapshot: snapshot))
    }
    return affected
  }

  /// Services some of whose endpoints take other connections than before: those of a namespace in which a PeerAuthentication changed
  /// that matters to clients.
  private func servicesOfOtherPeers(than previous: ProxyScope, snapshot: MeshSnapshot) -> Set<ServiceKey> {
    var known: [String: Bool] = [:]
    func matters(_ namespace: String) -> Bool {
      if let answer = known[namespace] { return answer }
      let answer = scope.peerAuthentications.mattersToClients(of: namespace, otherThan: previous.peerAuthentications)
      known[namespace] = answer
      return answer
    }
    let affected = scope.services.filter { service in
      matters(service.namespace)
        || (snapshot.endpoints[service.key]?.endpoints ?? []).contains { matters($0.namespace) }
    }
    return Set(affected.map(\.key))
  }

  private mutating func replanAll(snapshot: MeshSnapshot, builders: inout Builders) -> Bool {
    var keys = Set(scope.services.map(\.key))
    keys.formUnion(endpoints.groupKeys)
    for case .service(let key) in clusters.groupKeys { keys.insert(key) }
    let a = replanClusters(of: keys, snapshot: snapshot, builders: &builders)
    let b = replanListeners(snapshot: snapshot, builders: &builders)
    let c = replanRoutes(builders: &builders)
    let d = replanExtensions(builders: &builders)
    let e = replanSecrets(builders: &builders)
    let f = replanNameTable(snapshot: snapshot, builders: &builders)
    return a || b || c || d || e || f
  }

  /// The clusters that do not come from services.
  private var otherClusters: [(ClusterGroup, [Patched<ClusterInputs>])] {
    let patches = scope.patches.value
    let defaults = patches.clusters(OutboundClusters.defaults(in: scope), of: scope.key.kind)
    let added = patches.addedClusters(in: scope.key.kind == .router ? .gateway : .sidecarOutbound) { scope.hasCluster(named: $0) }
    return [(.defaults, defaults), (.added, added)]
  }

  /// What EnvoyFilters add for filters that ask for their configuration by name; of several with one name, the first.
  private mutating func replanExtensions(builders: inout Builders) -> Bool {
    var names: Set<String> = []
    let wanted = scope.patches.extensions.filter { names.insert($0.patch.value?.name ?? "").inserted }
    return extensions.replace([(AllListeners(), wanted)], memo: &builders.extensions, counts: &builders.counts)
  }

  /// The clusters and endpoints of some services, and the clusters of no service: together, since a patch may take the name of one for
  /// the other.
  private mutating func replanClusters(
    of keys: Set<ServiceKey>, snapshot: MeshSnapshot, builders: inout Builders
  ) -> Bool {
    var clusterGroups = otherClusters
    var endpointGroups: [(ServiceKey, [LoadAssignmentInputs])] = []
    for key in keys.sorted() {
      let service = scope.servicesByHost[key.hostname].flatMap { $0.key == key ? $0 : nil }
      clusterGroups.append((.service(key), service.map { clusterInputs(of: $0, snapshot) } ?? []))
      endpointGroups.append((key, service.map { loadAssignments(of: $0, snapshot) } ?? []))
    }
    let a = replaceClusters(clusterGroups, builders: &builders)
    let b = endpoints.replace(endpointGroups, memo: &builders.loadAssignments, counts: &builders.counts)
    return a || b
  }

  /// Also sees to the secrets that these clusters name.
  private mutating func replaceClusters(
    _ wanted: [(group: ClusterGroup, inputs: [Patched<ClusterInputs>])], builders: inout Builders
  ) -> Bool {
    let a = clusters.replace(wanted, memo: &builders.clusters, counts: &builders.counts)
    var differs = false
    for (group, inputs) in wanted {
      let names = Set(inputs.flatMap(\.credentials))
      guard names != credentials[group] ?? [] else { continue }
      credentials[group] = names.isEmpty ? nil : names
      differs = true
    }
    let b = differs && replanSecrets(builders: &builders)
    return a || b
  }

  private mutating func replanSecrets(builders: inout Builders) -> Bool {
    let names = credentials.values.reduce(into: Set()) { $0.formUnion($1) }
    return secrets.replace([(AllListeners(), scope.clientSecrets(names))], memo: &builders.secrets, counts: &builders.counts)
  }

  private mutating func replanNameTable(snapshot: MeshSnapshot, builders: inout Builders) -> Bool {
    let table = NameTable(in: scope) { snapshot.endpoints[$0] }
    return nameTable.replace(
      [(AllListeners(), table.map { [$0] } ?? [])], memo: &builders.nameTables, counts: &builders.counts)
  }

  private mutating func replanListeners(snapshot: MeshSnapshot, builders: inout Builders) -> Bool {
    guard scope.key.kind == .sidecar else { return false }
    let inputs = OutboundListeners.inputs(in: scope) { snapshot.endpoints[$0] }
    let patched = scope.patches.value.listeners(inputs, in: .sidecarOutbound)
    return listeners.replace([(AllListeners(), patched)], memo: &builders.listeners, counts: &builders.counts)
  }

  private mutating func replanRoutes(builders: inout Builders) -> Bool {
    guard scope.key.kind == .sidecar else { return false }
    let wanted = OutboundRoutes.names(in: scope).compactMap { OutboundRoutes.inputs(named: $0, in: scope) }
    return routes.replaceAll(scope.patches.value.outboundRoutes(wanted), builders: &builders)
  }

  private func clusterInputs(of service: Shared<Service>, _ snapshot: MeshSnapshot) -> [Patched<ClusterInputs>] {
    let inputs = OutboundClusters.inputs(
      for: service, endpoints: snapshot.endpoints[service.key], peers: snapshot.peers[service.key], in: scope)
    return scope.patches.value.clusters(inputs, of: scope.key.kind)
  }

  private func loadAssignments(of service: Shared<Service>, _ snapshot: MeshSnapshot) -> [LoadAssignmentInputs] {
    LoadAssignments.inputs(for: service, endpoints: snapshot.endpoints[service.key], in: scope)
  }
}
