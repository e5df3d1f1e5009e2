import MeshAPI
import MeshModel

extension PlatformFacts {
  /// Where a pod is: what its own label says, else what its node's labels say.
  func locality(of pod: Object<KubernetesPod>) -> Locality {
    if let own = Locality(workloadLabels: pod.metadata.labels) { return own }
    return pod.spec.nodeName.flatMap { nodes["", $0] }.map { Locality(nodeLabels: $0.metadata.labels) } ?? Locality()
  }

  /// The pods at an address, the likeliest owner first: pods with an address of their own before those that borrow their node's,
  /// then by namespace and name. Pods that have come to their end are not among them.
  func pods(at address: String) -> [Object<KubernetesPod>] {
    let found = podsByAddress[address].compactMap { pods[$0.namespace, $0.name] }
    return found.count < 2 ? found : found.filter { !$0.spec.hostNetwork } + found.filter(\.spec.hostNetwork)
  }

  /// The pods of a namespace that a selector picks, by name; one without labels picks none.
  func pods(matching selector: [String: String], namespace: String) -> [Object<KubernetesPod>] {
    let labels = selector.map { IndexedLabel(namespace: namespace, key: $0.key, value: $0.value) }
    guard let rarest = labels.min(by: { podsByLabel.count(for: $0) < podsByLabel.count(for: $1) }) else { return [] }
    return podsByLabel[rarest].compactMap { pods[namespace, $0] }.filter { selector.selects($0.metadata.labels) }
  }

  /// The WorkloadEntries of a namespace that a selector picks, by name; one without labels picks none.
  func workloadEntries(matching selector: [String: String], namespace: String) -> [Object<WorkloadEntry>] {
    let labels = selector.map { IndexedLabel(namespace: namespace, key: $0.key, value: $0.value) }
    let rarest = labels.min { workloadEntriesByLabel.count(for: $0) < workloadEntriesByLabel.count(for: $1) }
    guard let rarest else { return [] }
    return workloadEntriesByLabel[rarest].compactMap { workloadEntries[namespace, $0] }
      .filter { selector.selects($0.workloadLabels) }
  }

  /// The names of the services whose endpoints may depend on a pod: because they name it, or one of its addresses.
  func services(dependingOn pod: Object<KubernetesPod>) -> Set<NamespacedName> {
    let name = NamespacedName(namespace: pod.namespace, name: pod.name)
    let objects = endpointObjectsByPod[name] + pod.spec.podIPs.flatMap { endpointObjectsByAddress[$0] }
    return Set(objects.compactMap(service(of:)))
  }

  private func service(of endpointObject: ObjectKey) -> NamespacedName? {
    if endpointObject.kind == .endpoints {
      return NamespacedName(namespace: endpointObject.namespace, name: endpointObject.name)
    }
    return slices[endpointObject.namespace, endpointObject.name]?.serviceName
  }
}
