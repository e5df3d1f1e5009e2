import MeshAPI
import MeshModel

/// Platform objects as they were admitted, and the indexes by which they find each other. Joined by nobody yet.
struct PlatformFacts: Sendable, Equatable {
  private(set) var services = ObjectTable<KubernetesService>()
  private(set) var slices = ObjectTable<KubernetesEndpointSlice>()
  private(set) var endpoints = ObjectTable<KubernetesEndpoints>()
  private(set) var pods = ObjectTable<KubernetesPod>()
  private(set) var nodes = ObjectTable<KubernetesNode>()
  private(set) var workloadEntries = ObjectTable<WorkloadEntry>()
  private(set) var ingresses = ObjectTable<KubernetesIngress>()
  private(set) var ingressClasses = ObjectTable<KubernetesIngressClass>()

  /// Names of EndpointSlices by the service that they are for.
  private(set) var slicesByService = MultiIndex<NamespacedName, String>()
  /// EndpointSlices and Endpoints objects by the pods that they name.
  private(set) var endpointObjectsByPod = MultiIndex<NamespacedName, ObjectKey>()
  /// EndpointSlices and Endpoints objects by the addresses in them.
  private(set) var endpointObjectsByAddress = MultiIndex<String, ObjectKey>()
  private(set) var podsByNode = MultiIndex<String, NamespacedName>()
  /// Without pods that have come to their end.
  private(set) var podsByAddress = MultiIndex<String, NamespacedName>()
  private(set) var podsByLabel = MultiIndex<IndexedLabel, String>()
  private(set) var workloadEntriesByLabel = MultiIndex<IndexedLabel, String>()
  private(set) var workloadEntriesByAddress = MultiIndex<String, NamespacedName>()

  init() {}

  mutating func set(_ object: Object<KubernetesService>) { services.set(object) }
  mutating func removeService(_ key: ObjectKey) { services.remove(namespace: key.namespace, name: key.name) }
  mutating func set(_ object: Object<KubernetesNode>) { nodes.set(object) }
  mutating func set(_ object: Object<KubernetesIngress>) { ingresses.set(object) }
  mutating func removeIngress(_ key: ObjectKey) { ingresses.remove(namespace: key.namespace, name: key.name) }
  mutating func set(_ object: Object<KubernetesIngressClass>) { ingressClasses.set(object) }
  mutating func removeIngressClass(_ key: ObjectKey) { ingressClasses.remove(namespace: key.namespace, name: key.name) }
  mutating func removeNode(_ key: ObjectKey) { nodes.remove(namespace: key.namespace, name: key.name) }

  mutating func set(_ object: Object<KubernetesEndpointSlice>) {
    removeSlice(object.key)
    slices.set(object)
    slicesByService.insert(object.name, for: object.serviceName)
    for endpoint in object.spec.endpoints { file(endpoint.addresses, endpoint.target, under: object.key) }
  }

  mutating func removeSlice(_ key: ObjectKey) {
    guard let old = slices[key.namespace, key.name] else { return }
    slices.remove(namespace: key.namespace, name: key.name)
    slicesByService.remove(key.name, for: old.serviceName)
    for endpoint in old.spec.endpoints { unfile(endpoint.addresses, endpoint.target, from: key) }
  }

  mutating func set(_ object: Object<KubernetesEndpoints>) {
    removeEndpoints(object.key)
    endpoints.set(object)
    for address in object.spec.allAddresses { file([address.ip], address.target, under: object.key) }
  }

  mutating func removeEndpoints(_ key: ObjectKey) {
    guard let old = endpoints[key.namespace, key.name] else { return }
    endpoints.remove(namespace: key.namespace, name: key.name)
    for address in old.spec.allAddresses { unfile([address.ip], address.target, from: key) }
  }

  mutating func set(_ object: Object<KubernetesPod>) {
    removePod(object.key)
    pods.set(object)
    let name = NamespacedName(namespace: object.namespace, name: object.name)
    if let node = object.spec.nodeName { podsByNode.insert(name, for: node) }
    for label in object.indexedLabels { podsByLabel.insert(object.name, for: label) }
    guard !object.spec.isFinished else { return }
    for address in object.spec.podIPs { podsByAddress.insert(name, for: address) }
  }

  mutating func removePod(_ key: ObjectKey) {
    guard let old = pods[key.namespace, key.name] else { return }
    pods.remove(namespace: key.namespace, name: key.name)
    let name = NamespacedName(namespace: key.namespace, name: key.name)
    if let node = old.spec.nodeName { podsByNode.remove(name, for: node) }
    for label in old.indexedLabels { podsByLabel.remove(key.name, for: label) }
    for address in old.spec.podIPs { podsByAddress.remove(name, for: address) }
  }

  mutating func set(_ object: Object<WorkloadEntry>) {
    removeWorkloadEntry(object.key)
    workloadEntries.set(object)
    for label in object.workloadLabels.indexed(in: object.namespace) { workloadEntriesByLabel.insert(object.name, for: label) }
    let name = NamespacedName(namespace: object.namespace, name: object.name)
    if let address = object.ownAddress { workloadEntriesByAddress.insert(name, for: address) }
  }

  mutating func removeWorkloadEntry(_ key: ObjectKey) {
    guard let old = workloadEntries[key.namespace, key.name] else { return }
    workloadEntries.remove(namespace: key.namespace, name: key.name)
    for label in old.workloadLabels.indexed(in: key.namespace) { workloadEntriesByLabel.remove(key.name, for: label) }
    let name = NamespacedName(namespace: key.namespace, name: key.name)
    if let address = old.ownAddress { workloadEntriesByAddress.remove(name, for: address) }
  }

  private mutating func file(_ addresses: [String], _ target: TargetReference?, under key: ObjectKey) {
    for address in addresses { endpointObjectsByAddress.insert(key, for: address) }
    if let pod = podName(target, namespace: key.namespace) { endpointObjectsByPod.insert(key, for: pod) }
  }

  private mutating func unfile(_ addresses: [String], _ target: TargetReference?, from key: ObjectKey) {
    for address in addresses { endpointObjectsByAddress.remove(key, for: address) }
    if let pod = podName(target, namespace: key.namespace) { endpointObjectsByPod.remove(key, for: pod) }
  }

  private func podName(_ target: TargetReference?, namespace: String) -> NamespacedName? {
    guard let target, target.kind == "Pod" else { return nil }
    return NamespacedName(namespace: target.namespace.isEmpty ? namespace : target.namespace, name: target.name)
  }
}

extension Object<KubernetesEndpointSlice> {
  /// The service that the slice is for.
  var serviceName: NamespacedName { NamespacedName(namespace: namespace, name: spec.serviceName) }
}

extension KubernetesEndpoints {
  fileprivate var allAddresses: [Address] { subsets.flatMap { $0.addresses + $0.notReadyAddresses } }
}

extension Object<KubernetesPod> {
  fileprivate var indexedLabels: [IndexedLabel] { metadata.labels.indexed(in: namespace) }
}

extension Object<WorkloadEntry> {
  /// Where a proxy beside the workload may call from; nil for names and sockets.
  var ownAddress: String? { IPAddress.isValid(spec.address) ? spec.address : nil }
}

extension [String: String] {
  fileprivate func indexed(in namespace: String) -> [IndexedLabel] {
    map { IndexedLabel(namespace: namespace, key: $0.key, value: $0.value) }
  }
}
