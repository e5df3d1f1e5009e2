import HashTreeCollections
import MeshAPI
package import MeshModel

/// The mesh as the fold knows it: the snapshot that readers get, and what the next change needs in order to cost no more than
/// itself. A value: copies share structure, and folding the same changes into equal values gives equal values.
package struct FoldedMesh: Sendable {
  package internal(set) var snapshot = MeshSnapshot()
  package let options: FoldOptions
  /// What the last fold looked at, so that its cost can be counted.
  package private(set) var lastWork = FoldWork()

  var platform = PlatformFacts()
  /// Objects that register a host: Kubernetes Services and ServiceEntries.
  var candidates = MultiIndex<ServiceKey, ObjectKey>()
  /// Services and ServiceEntries with a selector, by one of its labels (the alphabetically first).
  var selectors = MultiIndex<IndexedLabel, ObjectKey>()
  /// Services by the addresses that their endpoints claim, and the other way round.
  var claimants = MultiIndex<String, ServiceKey>()
  var claims: TreeDictionary<ServiceKey, Set<String>> = [:]
  /// ServiceEntries by the addresses of the endpoints that are written in them.
  var inlineEndpoints = MultiIndex<String, NamespacedName>()
  /// Addresses for services that have none.
  var automaticAddresses = AutomaticAddressTable()
  /// What was found out about the objects behind a service, and about its endpoints.
  var serviceFindings: TreeDictionary<ServiceKey, [Finding]> = [:]
  var endpointFindings: TreeDictionary<ServiceKey, [Finding]> = [:]

  /// Gateways and VirtualServices that stand for Ingresses, and those under such names that somebody wrote.
  var ingressObjects: Set<ObjectKey> = []
  var writtenLikeIngress: Set<ObjectKey> = []
  /// What was found out about Ingresses.
  var ingressFindings: [Finding] = []
  /// Whether services decide about what Ingresses mean.
  var ingressNamesPorts = false

  /// A mesh of which nothing is known.
  package init(options: FoldOptions = FoldOptions()) {
    self.options = options
  }

  /// The mesh that all these facts make, built from nothing.
  package init(folding facts: FactChanges, options: FoldOptions = FoldOptions()) {
    self.init(options: options)
    _ = fold(facts)
  }

  /// Takes in what changed among the objects in force. The work follows the change: objects that changed, what joins them, and
  /// nothing else.
  ///
  /// - Returns: What differs in the snapshot. The snapshot's generation grows by one where anything does.
  package mutating func fold(_ facts: FactChanges) -> ChangeSet {
    if let mesh = facts.meshConfig, mesh.domainSuffix != snapshot.mesh.value.domainSuffix, !platform.services.isEmpty {
      return refold(facts)
    }
    var pass = FoldPass()
    if let mesh = facts.meshConfig, mesh != snapshot.mesh.value {
      snapshot.mesh = Shared(mesh)
      pass.changes.meshConfig = true
    }
    if let keySets = facts.keySets, keySets != snapshot.keySets {
      snapshot.keySets = keySets
      pass.changes.keySets = true
    }
    for key in facts.removals { remove(key, &pass) }
    for object in facts.upserts { set(object, &pass) }
    refreshIngress(&pass)
    refreshServices(&pass)
    refreshEndpoints(&pass)
    refreshAddresses(&pass)
    lastWork = FoldWork(
      services: pass.services.count, endpoints: pass.endpoints.count, addresses: pass.addresses.count)
    if !pass.changes.isEmpty { snapshot.generation += 1 }
    return pass.changes
  }

  /// What the fold found out about objects: hosts that two of them register, endpoints and paths that are left out. Sorted.
  package var findings: [Finding] {
    let services = serviceFindings.sorted { $0.key < $1.key }.flatMap(\.value)
    return services + ingressFindings + endpointFindings.sorted { $0.key < $1.key }.flatMap(\.value)
  }

  /// The domain is in the name of every platform service, so another one makes another mesh.
  private mutating func refold(_ facts: FactChanges) -> ChangeSet {
    let old = snapshot
    var everything = self.facts
    let touched = Set(facts.upserts.map(\.key)).union(facts.removals)
    everything.upserts.removeAll { touched.contains($0.key) }
    everything.upserts += facts.upserts
    everything.meshConfig = facts.meshConfig
    everything.keySets = facts.keySets ?? old.keySets
    self = FoldedMesh(folding: everything, options: options)
    for name in old.namespaces.keys where !touched.contains(ObjectKey(kind: .namespace, namespace: "", name: name)) {
      snapshot.namespaces[name] = old.namespaces[name]
    }
    let changes = ChangeSet(from: old, to: snapshot)
    snapshot.generation = old.generation + (changes.isEmpty ? 0 : 1)
    return changes
  }

  /// All objects that were folded in, but for namespaces, of which only the labels are kept.
  private var facts: FactChanges {
    var objects: [MeshObject] = []
    objects += platform.services.sorted().map(MeshObject.service)
    objects += platform.slices.sorted().map(MeshObject.endpointSlice)
    objects += platform.endpoints.sorted().map(MeshObject.endpoints)
    objects += platform.pods.sorted().map(MeshObject.pod)
    objects += platform.nodes.sorted().map(MeshObject.node)
    objects += platform.workloadEntries.sorted().map(MeshObject.workloadEntry)
    objects += snapshot.virtualServices.sorted().filter { !ingressObjects.contains($0.key) }.map(MeshObject.virtualService)
    objects += snapshot.destinationRules.sorted().map(MeshObject.destinationRule)
    objects += snapshot.serviceEntries.sorted().map(MeshObject.serviceEntry)
    objects += snapshot.gateways.sorted().filter { !ingressObjects.contains($0.key) }.map(MeshObject.gateway)
    objects += snapshot.sidecars.sorted().map(MeshObject.sidecar)
    objects += snapshot.envoyFilters.sorted().map(MeshObject.envoyFilter)
    objects += snapshot.peerAuthentications.sorted().map(MeshObject.peerAuthentication)
    objects += snapshot.authorizationPolicies.sorted().map(MeshObject.authorizationPolicy)
    objects += snapshot.requestAuthentications.sorted().map(MeshObject.requestAuthentication)
    objects += snapshot.proxyConfigs.sorted().map(MeshObject.proxyConfig)
    objects += snapshot.telemetries.sorted().map(MeshObject.telemetry)
    objects += snapshot.wasmPlugins.sorted().map(MeshObject.wasmPlugin)
    objects += snapshot.trafficExtensions.sorted().map(MeshObject.trafficExtension)
    objects += snapshot.secrets.sorted().map(MeshObject.secret)
    objects += snapshot.configMaps.sorted().map(MeshObject.configMap)
    objects += platform.ingresses.sorted().map(MeshObject.ingress)
    objects += platform.ingressClasses.sorted().map(MeshObject.ingressClass)
    return FactChanges(upserts: objects)
  }
}

/// How much one fold looked at, whether it turned out to differ or not.
package struct FoldWork: Hashable, Sendable {
  /// Services whose definition was made anew.
  package var services = 0
  /// Services whose endpoints were joined anew.
  package var endpoints = 0
  /// Addresses whose workload and services were looked up anew.
  package var addresses = 0

  package init(services: Int = 0, endpoints: Int = 0, addresses: Int = 0) {
    self.services = services
    self.endpoints = endpoints
    self.addresses = addresses
  }
}

/// What one fold still has to look at, and what it has changed so far.
struct FoldPass {
  var services: Set<ServiceKey> = []
  var endpoints: Set<ServiceKey> = []
  var addresses: Set<String> = []
  /// Whether an Ingress or what decides about Ingresses changed.
  var ingress = false
  var changes = ChangeSet()
}
