import MeshAPI
import MeshModel

/// WorkloadEntries as endpoints of what selects them.
extension EndpointJoin {
  /// The WorkloadEntries that a ServiceEntry's selector picks. An entry's own ports come first, by the names of the ServiceEntry's.
  func registeredEndpoints(of entry: Object<ServiceEntry>, selector: [String: String]) -> JoinedEndpoints {
    let isResolvedByName = entry.spec.resolution == .dns || entry.spec.resolution == .dnsRoundRobin
    var joined = JoinedEndpoints()
    for workload in platform.workloadEntries(matching: selector, namespace: entry.namespace) {
      guard var endpoint = registered(workload, mayBeName: isResolvedByName, &joined) else { continue }
      for port in entry.spec.ports {
        endpoint.servicePort = port.name
        endpoint.port = workload.spec.ports[port.name] ?? port.targetPort ?? port.number
        joined.endpoints.append(endpoint)
      }
    }
    return joined
  }

  /// The WorkloadEntries that a Kubernetes Service's selector picks. A named target port is looked up among the entry's ports; a
  /// numbered one gives way to the entry's port of the service port's name.
  func registeredEndpoints(of service: Object<KubernetesService>) -> JoinedEndpoints {
    var joined = JoinedEndpoints()
    for workload in platform.workloadEntries(matching: service.spec.selector, namespace: service.namespace) {
      guard var endpoint = registered(workload, mayBeName: false, &joined) else { continue }
      for port in service.spec.ports where port.isCarried {
        guard let number = workload.spec.port(for: port) else { continue }
        endpoint.servicePort = port.name
        endpoint.port = number
        joined.endpoints.append(endpoint)
      }
    }
    return joined
  }

  /// The endpoint of a workload, still without port; nil where nothing can be sent to it.
  private func registered(
    _ object: Object<WorkloadEntry>, mayBeName: Bool, _ joined: inout JoinedEndpoints
  ) -> Endpoint? {
    let workload = Workload(entry: object)
    let endpoint = template(object.spec, workload: workload)
    if let reason = reasonToLeaveOut(object.spec.address, endpoint.address, mayBeName: mayBeName) {
      joined.findings.append(
        Finding(
          object: object.key,
          diagnostic: Diagnostic(
            .warning, .endpointLeftOut, object: object.key.description, path: "spec.address", message: "left out: \(reason)")))
      return nil
    }
    if case .ip(let address) = endpoint.address { joined.addresses.insert(address) }
    joined.addAccount(endpoint.serviceAccount, in: endpoint.namespace)
    return object.spec.isHealthy ? endpoint : nil
  }

  private func reasonToLeaveOut(_ written: String, _ address: Endpoint.Address, mayBeName: Bool) -> String? {
    if written.isEmpty { return "it has no address, and no gateway to its network is known" }
    switch address {
    case .ip: return nil
    case .hostname: return mayBeName ? nil : "a host name can be looked up by ServiceEntries with resolution DNS alone"
    case .unixSocket: return "a unix socket can be an endpoint of a ServiceEntry only where it is written there"
    }
  }

  /// An endpoint that an object describes, still without port.
  func template(_ entry: WorkloadEntry, workload: Workload) -> Endpoint {
    let network = entry.network ?? workload.labels[TopologyLabel.network] ?? options.network
    return Endpoint(
      address: Endpoint.Address(rule: entry.address), port: 0, servicePort: "",
      labels: workload.labels.withTopology(
        locality: workload.locality, clusterID: options.clusterID, network: network, nodeName: ""),
      locality: workload.locality, weight: entry.weight, network: network, clusterID: options.clusterID,
      health: .unknown, serviceAccount: workload.serviceAccount, isWrittenPeer: !workload.serviceAccount.isEmpty,
      workloadName: workload.name, namespace: workload.namespace)
  }
}

extension WorkloadEntry {
  /// Where the workload listens for a port of a Kubernetes Service; nil where it has no port of the name that is asked for.
  fileprivate func port(for port: KubernetesService.Port) -> Int? {
    switch port.targetPort {
    case .name(let name): ports[name]
    case .number(let number): ports[port.name] ?? number
    case nil: ports[port.name] ?? port.port
    }
  }
}

extension Workload {
  /// The workload that a WorkloadEntry registers; it is called after the object.
  init(entry object: Object<WorkloadEntry>) {
    self.init(described: object.spec, name: object.name, namespace: object.namespace, labels: object.workloadLabels)
  }

  init(described entry: WorkloadEntry, name: String, namespace: String, labels: [String: String]) {
    let written = entry.locality.flatMap { $0.isEmpty ? nil : Locality($0) }
    self.init(
      name: name, namespace: namespace, addresses: [entry.address], labels: labels,
      serviceAccount: entry.serviceAccount ?? "",
      locality: written ?? Locality(workloadLabels: labels) ?? Locality())
  }
}
