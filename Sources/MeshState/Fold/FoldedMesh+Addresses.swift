import HashTreeCollections
import MeshAPI
import MeshModel

/// The inbound side: who lives at an address, and what is served there.
extension FoldedMesh {
  mutating func refreshAddresses(_ pass: inout FoldPass) {
    for address in pass.addresses {
      let pods = platform.pods(at: address)
      let workload =
        pods.first.map { podWorkload($0, beside: pods.dropFirst()) } ?? registeredWorkload(at: address)
        ?? inlineWorkload(at: address)
      let services = services(at: address, pods: pods)
      let known = snapshot.workloads[address]?.value
      if known != workload {
        snapshot.podAddressCount += (workload?.isPod == true ? 1 : 0) - (known?.isPod == true ? 1 : 0)
        snapshot.workloads[address] = workload.map { Shared($0) }
        pass.changes.addresses.insert(address)
      }
      if snapshot.servicesByAddress[address] ?? [] != services {
        snapshot.servicesByAddress[address] = services.isEmpty ? nil : services
        pass.changes.addresses.insert(address)
      }
    }
  }

  private func podWorkload(
    _ pod: Object<KubernetesPod>, beside others: ArraySlice<Object<KubernetesPod>>
  ) -> Workload {
    let neighbours = others.map { WorkloadAccount(namespace: $0.namespace, name: $0.serviceAccount) }
    return Workload(
      name: pod.workloadName, namespace: pod.namespace, addresses: pod.spec.podIPs, labels: pod.metadata.labels,
      serviceAccount: pod.serviceAccount, locality: platform.locality(of: pod), nodeName: pod.spec.nodeName ?? "",
      namedPorts: pod.namedPorts, isPod: true, neighbours: neighbours.sorted())
  }

  /// A WorkloadEntry; of several at one address the first by namespace and name.
  private func registeredWorkload(at address: String) -> Workload? {
    let name = platform.workloadEntriesByAddress[address].first
    return name.flatMap { platform.workloadEntries[$0.namespace, $0.name] }.map(Workload.init(entry:))
  }

  /// An endpoint that a ServiceEntry writes; of several at one address the first by namespace, name and place in the list.
  private func inlineWorkload(at address: String) -> Workload? {
    for name in inlineEndpoints[address] {
      guard let entry = snapshot.serviceEntries[name.namespace, name.name],
        let index = entry.spec.endpoints.firstIndex(where: { $0.address == address })
      else { continue }
      return Workload(inline: entry.spec.endpoints[index], entry: entry, index: index)
    }
    return nil
  }

  /// Platform services go by their selectors, so that a pod that nobody lists as an endpoint yet already knows what it serves; only
  /// where none selects the pod do lists of endpoints count. What ServiceEntries claim is added in any case.
  private func services(at address: String, pods: [Object<KubernetesPod>]) -> [ServiceKey] {
    var services: Set<ServiceKey> = []
    for owner in pods.flatMap(owners(of:)) where owner.kind == .service {
      services.insert(serviceKey(of: NamespacedName(namespace: owner.namespace, name: owner.name)))
    }
    let isSelected = !services.isEmpty
    for key in claimants[address] {
      let isPlatform = snapshot.services[key]?.value.registry == .kubernetes
      if !isPlatform || !isSelected || services.contains(key) { services.insert(key) }
    }
    return services.filter { snapshot.services[$0] != nil }.sorted()
  }
}
