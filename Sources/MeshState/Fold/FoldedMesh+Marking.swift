import MeshAPI
import MeshModel

/// Marking: which services and addresses a fact may have changed. Called before and after a fact is filed, so that what depended on
/// the old version is looked at, too.
extension FoldedMesh {
  /// The service that a Kubernetes Service of this name is, or would be.
  func serviceKey(of name: NamespacedName) -> ServiceKey {
    ServiceKey(
      kubernetesService: name.name, namespace: name.namespace, domainSuffix: snapshot.mesh.value.domainSuffix)
  }

  func mark(slice key: ObjectKey, _ pass: inout FoldPass) {
    guard let slice = platform.slices[key.namespace, key.name] else { return }
    pass.endpoints.insert(serviceKey(of: slice.serviceName))
  }

  func mark(endpointsObject key: ObjectKey, _ pass: inout FoldPass) {
    pass.endpoints.insert(serviceKey(of: NamespacedName(namespace: key.namespace, name: key.name)))
  }

  func mark(entry: Object<ServiceEntry>, _ pass: inout FoldPass) {
    pass.services.formUnion(entry.serviceKeys)
    pass.endpoints.formUnion(entry.serviceKeys)
    pass.addresses.formUnion(entry.spec.inlineAddresses)
  }

  func mark(podsOn node: String, _ pass: inout FoldPass) {
    for pod in platform.podsByNode[node] {
      mark(pod: ObjectKey(kind: .pod, namespace: pod.namespace, name: pod.name), &pass)
    }
  }

  func mark(pod key: ObjectKey, _ pass: inout FoldPass) {
    guard let pod = platform.pods[key.namespace, key.name] else { return }
    pass.addresses.formUnion(pod.spec.podIPs)
    for service in platform.services(dependingOn: pod) { pass.endpoints.insert(serviceKey(of: service)) }
    for owner in owners(of: pod) where owner.kind == .serviceEntry { mark(endpointsOf: owner, &pass) }
  }

  /// Services find WorkloadEntries by their selectors alone: nobody lists these.
  func mark(workloadEntry key: ObjectKey, _ pass: inout FoldPass) {
    guard let entry = platform.workloadEntries[key.namespace, key.name] else { return }
    if let address = entry.ownAddress { pass.addresses.insert(address) }
    for owner in owners(of: entry.workloadLabels, in: key.namespace) { mark(endpointsOf: owner, &pass) }
  }

  private func mark(endpointsOf owner: ObjectKey, _ pass: inout FoldPass) {
    if owner.kind == .service {
      pass.endpoints.insert(serviceKey(of: NamespacedName(namespace: owner.namespace, name: owner.name)))
    } else if let entry = snapshot.serviceEntries[owner.namespace, owner.name] {
      pass.endpoints.formUnion(entry.serviceKeys)
    }
  }

  /// The Services and ServiceEntries whose selectors pick a pod, sorted.
  func owners(of pod: Object<KubernetesPod>) -> [ObjectKey] { owners(of: pod.metadata.labels, in: pod.namespace) }

  private func owners(of labels: [String: String], in namespace: String) -> [ObjectKey] {
    var owners: Set<ObjectKey> = []
    for (key, value) in labels {
      for owner in selectors[IndexedLabel(namespace: namespace, key: key, value: value)] {
        if selector(of: owner)?.selects(labels) == true { owners.insert(owner) }
      }
    }
    return owners.sorted()
  }

  private func selector(of owner: ObjectKey) -> [String: String]? {
    if owner.kind == .serviceEntry {
      return snapshot.serviceEntries[owner.namespace, owner.name]?.spec.workloadSelector
    }
    return platform.services[owner.namespace, owner.name]?.spec.effectiveSelector
  }
}
