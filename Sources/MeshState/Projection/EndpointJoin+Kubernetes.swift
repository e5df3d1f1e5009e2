import MeshAPI
import MeshModel

extension EndpointJoin {
  /// The endpoints of a Kubernetes Service: from its EndpointSlices, or from its Endpoints object where it has no slice.
  func endpoints(of service: Object<KubernetesService>) -> JoinedEndpoints {
    guard !service.spec.isAlias else { return JoinedEndpoints() }
    let name = NamespacedName(namespace: service.namespace, name: service.name)
    let slices = platform.slicesByService[name].compactMap { platform.slices[service.namespace, $0] }
    var joined = JoinedEndpoints()
    if !slices.isEmpty {
      for slice in slices { joined.append(endpoints(of: slice.spec, origin: slice.key, service: service)) }
    } else if let object = platform.endpoints[service.namespace, service.name] {
      for subset in object.spec.subsets {
        joined.append(endpoints(of: KubernetesEndpointSlice(subset), origin: object.key, service: service))
      }
    }
    joined.append(registeredEndpoints(of: service))
    joined.endpoints = withoutDuplicates(joined.endpoints)
    return joined
  }

  private func endpoints(
    of slice: KubernetesEndpointSlice, origin: ObjectKey, service: Object<KubernetesService>
  ) -> JoinedEndpoints {
    var joined = JoinedEndpoints()
    guard slice.addressType != "FQDN" else {
      joined.findings.append(leftOut(origin, path: "addressType", "slices of host names (FQDN) are not supported"))
      return joined
    }
    for (index, item) in slice.endpoints.enumerated() {
      joined.addresses.formUnion(item.addresses)
      for address in item.addresses {
        guard let pod = pod(at: address, target: item.target, namespace: origin.namespace) else { continue }
        joined.addAccount(pod.serviceAccount, in: pod.namespace)
      }
      guard let health = Endpoint.Health(of: item, service: service) else { continue }
      for address in item.addresses {
        // Kubernetes takes no others, but files may hold anything, and proxies would refuse all endpoints of the service.
        guard IPAddress.isValid(address) else {
          joined.findings.append(leftOut(origin, path: "endpoints[\(index)].addresses", "\"\(address)\" is no IP address"))
          continue
        }
        let pod = pod(at: address, target: item.target, namespace: origin.namespace)
        if pod == nil, let target = item.target, target.kind == "Pod" {
          joined.findings.append(
            leftOut(
              origin, path: "endpoints[\(index)].targetRef",
              "nobody knows the Pod \(target.name) behind \(address), so its labels and its place are unknown"))
          continue
        }
        var endpoint = template(pod: pod)
        endpoint.address = .ip(address)
        endpoint.health = health
        endpoint.hostname = hostname(of: pod, given: item.hostname, service: service)
        for port in slice.ports {
          guard let number = port.port, port.protocol.uppercased() != "SCTP" else { continue }
          endpoint.port = number
          endpoint.servicePort = port.name
          joined.endpoints.append(endpoint)
        }
      }
    }
    return joined
  }

  /// The pod that an endpoint names; an endpoint that names none may still lie on a pod of its own namespace.
  private func pod(at address: String, target: TargetReference?, namespace: String) -> Object<KubernetesPod>? {
    if let target, target.kind == "Pod" {
      return platform.pods[target.namespace.isEmpty ? namespace : target.namespace, target.name]
    }
    return platform.pods(at: address).first { $0.namespace == namespace }
  }

  private func hostname(
    of pod: Object<KubernetesPod>?, given: String?, service: Object<KubernetesService>
  ) -> String {
    guard let pod else { return given ?? "" }
    return pod.spec.subdomain == service.name ? pod.spec.hostname ?? pod.name : ""
  }

  /// While Kubernetes moves an endpoint from one slice to another it stands in both; the healthier one counts.
  func withoutDuplicates(_ endpoints: [Endpoint]) -> [Endpoint] {
    struct Place: Hashable {
      var port: String
      var address: Endpoint.Address
      var number: Int
    }
    var kept: [Endpoint] = []
    var indexByPlace: [Place: Int] = [:]
    for endpoint in endpoints {
      let place = Place(port: endpoint.servicePort, address: endpoint.address, number: endpoint.port)
      if let index = indexByPlace[place] {
        if endpoint.health.preference < kept[index].health.preference { kept[index] = endpoint }
      } else {
        indexByPlace[place] = kept.count
        kept.append(endpoint)
      }
    }
    return kept
  }

  private func leftOut(_ object: ObjectKey, path: String, _ reason: String) -> Finding {
    Finding(
      object: object,
      diagnostic: Diagnostic(
        .warning, .endpointLeftOut, object: object.description, path: path, message: "left out: \(reason)"))
  }
}

extension Endpoint.Health {
  /// The label by which a service asks for its draining endpoints to be kept for sessions that they serve.
  private static let persistentSessionLabel = "istio.io/persistent-session"

  /// nil where the endpoint must not be sent at all. Not-ready endpoints are sent only where the service prefers close ones, since
  /// proxies then need to know how much of a place is down.
  fileprivate init?(of item: KubernetesEndpointSlice.Endpoint, service: Object<KubernetesService>) {
    let mayTerminate = item.terminating ?? true
    let hasSessions = !(service.metadata.labels[Self.persistentSessionLabel] ?? "").isEmpty
    if item.ready ?? true {
      self = .healthy
    } else if service.spec.publishNotReadyAddresses && item.terminating != true {
      self = .healthy
    } else if hasSessions && (item.serving ?? true) && mayTerminate {
      self = .draining
    } else if mayTerminate || !service.prefersCloseEndpoints {
      return nil
    } else {
      self = .unhealthy
    }
  }

  fileprivate var preference: Int {
    switch self {
    case .healthy: 0
    case .unknown: 1
    case .draining: 2
    case .unhealthy: 3
    }
  }
}

extension Object<KubernetesService> {
  fileprivate var prefersCloseEndpoints: Bool {
    Service.trafficDistribution(spec.trafficDistribution, annotations: metadata.annotations) != nil
  }
}

extension KubernetesEndpointSlice {
  /// One subset of an Endpoints object says the same as a slice.
  fileprivate init(_ subset: KubernetesEndpoints.Subset) {
    self.init()
    ports = subset.ports.map {
      Port(name: $0.name, port: $0.port, protocol: $0.protocol, appProtocol: $0.appProtocol)
    }
    endpoints = subset.addresses.map { Endpoint($0, ready: true) } + subset.notReadyAddresses.map { Endpoint($0, ready: false) }
  }
}

extension KubernetesEndpointSlice.Endpoint {
  fileprivate init(_ address: KubernetesEndpoints.Address, ready: Bool) {
    self.init(addresses: [address.ip])
    self.ready = ready
    terminating = false
    hostname = address.hostname
    nodeName = address.nodeName
    target = address.target
  }
}
