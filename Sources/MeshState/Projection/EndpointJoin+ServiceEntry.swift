import MeshAPI
import MeshModel

extension EndpointJoin {
  /// The endpoints of one host of a ServiceEntry.
  func endpoints(of entry: Object<ServiceEntry>, host: Hostname) -> JoinedEndpoints {
    if let selector = entry.spec.workloadSelector { return selectedEndpoints(of: entry, selector: selector) }
    let isResolvedByName = entry.spec.resolution == .dns || entry.spec.resolution == .dnsRoundRobin
    if entry.spec.endpoints.isEmpty {
      return isResolvedByName ? hostEndpoint(of: entry, host: host) : JoinedEndpoints()
    }
    var joined = JoinedEndpoints()
    for (index, item) in entry.spec.endpoints.enumerated() {
      guard !item.address.isEmpty else {
        joined.findings.append(
          Finding(
            object: entry.key,
            diagnostic: Diagnostic(
              .warning, .endpointLeftOut, object: entry.key.description, path: "spec.endpoints[\(index)].address",
              message: "left out: it has no address, and no gateway to its network is known")))
        continue
      }
      var endpoint = inlineTemplate(item, entry: entry, index: index)
      if case .ip(let text) = endpoint.address { joined.addresses.insert(text) }
      joined.addAccount(endpoint.serviceAccount, in: endpoint.namespace)
      for port in entry.spec.ports {
        endpoint.servicePort = port.name
        endpoint.port = portNumber(of: endpoint.address, given: item.ports[port.name], port: port)
        joined.endpoints.append(endpoint)
      }
    }
    return joined
  }

  /// Pods and WorkloadEntries of the entry's namespace that its selector picks.
  private func selectedEndpoints(of entry: Object<ServiceEntry>, selector: [String: String]) -> JoinedEndpoints {
    var joined = JoinedEndpoints()
    defer { joined.endpoints = withoutDuplicates(joined.endpoints) }
    for pod in platform.pods(matching: selector, namespace: entry.namespace) where !pod.spec.isFinished {
      guard let address = pod.spec.podIPs.first else { continue }
      joined.addresses.formUnion(pod.spec.podIPs)
      joined.addAccount(pod.serviceAccount, in: pod.namespace)
      guard pod.spec.mayTakeTraffic else { continue }
      var endpoint = template(pod: pod)
      endpoint.address = .ip(address)
      for port in entry.spec.ports {
        endpoint.servicePort = port.name
        endpoint.port = pod.namedPorts[port.name] ?? port.targetPort ?? port.number
        joined.endpoints.append(endpoint)
      }
    }
    joined.append(registeredEndpoints(of: entry, selector: selector))
    return joined
  }

  /// Without endpoints, a host that is resolved by name is its own endpoint.
  private func hostEndpoint(of entry: Object<ServiceEntry>, host: Hostname) -> JoinedEndpoints {
    var joined = JoinedEndpoints()
    var endpoint = template(pod: nil)
    endpoint.address = .hostname(host.rawValue)
    endpoint.health = .unknown
    endpoint.workloadName = entry.name
    endpoint.namespace = entry.namespace
    for port in entry.spec.ports {
      endpoint.servicePort = port.name
      endpoint.port = port.targetPort ?? port.number
      joined.endpoints.append(endpoint)
    }
    return joined
  }

  private func inlineTemplate(_ item: ServiceEntry.Endpoint, entry: Object<ServiceEntry>, index: Int) -> Endpoint {
    template(item, workload: Workload(inline: item, entry: entry, index: index))
  }

  func portNumber(of address: Endpoint.Address, given: Int?, port: PortSpecification) -> Int {
    if case .unixSocket = address { return 0 }
    return given ?? port.targetPort ?? port.number
  }
}

extension Endpoint.Address {
  /// Reads an address as rules write it: `unix:///path`, an IP address, or a host name.
  init(rule text: String) {
    if text.hasPrefix("unix://") {
      self = .unixSocket(path: String(text.dropFirst("unix://".count)))
    } else if IPAddress.isValid(text) {
      self = .ip(text)
    } else {
      self = .hostname(text)
    }
  }
}

extension Workload {
  /// The workload that an endpoint written in a ServiceEntry stands for. Istio calls it after the entry and its place in the list.
  init(inline item: ServiceEntry.Endpoint, entry: Object<ServiceEntry>, index: Int) {
    self.init(described: item, name: "\(entry.name)-\(index)", namespace: entry.namespace, labels: item.labels)
  }
}
