import MeshAPI

/// Short ways to write the objects of a test's mesh. Digests follow the content, within one process.
enum MeshObjects {
  static func service(
    _ name: String, in namespace: String, ports: [KubernetesService.Port], selector: [String: String] = [:],
    ip: String? = nil, isHeadless: Bool = false
  ) -> MeshObject {
    var spec = KubernetesService()
    spec.isHeadless = isHeadless
    spec.ports = ports
    spec.selector = selector
    spec.clusterIPs = ip.map { [$0] } ?? []
    return .service(object(.service, name, in: namespace, spec))
  }

  /// One slice for all endpoints of a service; each address is backed by the pod of the same index where `pods` names any.
  static func slice(
    of service: String, in namespace: String, ports: [KubernetesEndpointSlice.Port], addresses: [String], pods: [String] = []
  ) -> MeshObject {
    var spec = KubernetesEndpointSlice()
    spec.serviceName = service
    spec.ports = ports
    spec.endpoints = addresses.enumerated().map { index, address in
      var endpoint = KubernetesEndpointSlice.Endpoint(addresses: [address])
      endpoint.ready = true
      if index < pods.count { endpoint.target = TargetReference(kind: "Pod", namespace: namespace, name: pods[index]) }
      return endpoint
    }
    return .endpointSlice(object(.endpointSlice, service, in: namespace, spec))
  }

  static func pod(
    _ name: String, in namespace: String, ip: String, labels: [String: String], node: String? = nil, account: String? = nil
  )
    -> MeshObject
  {
    var spec = KubernetesPod()
    spec.serviceAccountName = account
    spec.podIPs = [ip]
    spec.phase = "Running"
    spec.isReady = true
    spec.nodeName = node
    return .pod(object(.pod, name, in: namespace, labels: labels, spec))
  }

  static func virtualService(_ name: String, in namespace: String, _ spec: VirtualService) -> MeshObject {
    .virtualService(object(.virtualService, name, in: namespace, spec))
  }

  static func destinationRule(_ name: String, in namespace: String, _ spec: DestinationRule) -> MeshObject {
    .destinationRule(object(.destinationRule, name, in: namespace, spec))
  }

  static func peerAuthentication(_ name: String, in namespace: String, _ spec: PeerAuthentication) -> MeshObject {
    .peerAuthentication(object(.peerAuthentication, name, in: namespace, spec))
  }

  static func sidecar(_ name: String, in namespace: String, _ spec: Sidecar) -> MeshObject {
    .sidecar(object(.sidecar, name, in: namespace, spec))
  }

  static func envoyFilter(_ name: String, in namespace: String, _ spec: EnvoyFilter) -> MeshObject {
    .envoyFilter(object(.envoyFilter, name, in: namespace, spec))
  }

  static func gateway(_ name: String, in namespace: String, _ spec: Gateway) -> MeshObject {
    .gateway(object(.gateway, name, in: namespace, spec))
  }

  static func serviceEntry(_ name: String, in namespace: String, _ spec: ServiceEntry) -> MeshObject {
    .serviceEntry(object(.serviceEntry, name, in: namespace, spec))
  }

  static func workloadEntry(_ name: String, in namespace: String, _ spec: WorkloadEntry) -> MeshObject {
    .workloadEntry(object(.workloadEntry, name, in: namespace, spec))
  }

  static func secret(_ name: String, in namespace: String, _ spec: KubernetesSecret) -> MeshObject {
    .secret(object(.secret, name, in: namespace, spec))
  }

  static func configMap(_ name: String, in namespace: String, _ spec: KubernetesConfigMap) -> MeshObject {
    .configMap(object(.configMap, name, in: namespace, spec))
  }

  static func policy(_ name: String, in namespace: String, _ spec: AuthorizationPolicy) -> MeshObject {
    .authorizationPolicy(object(.authorizationPolicy, name, in: namespace, spec))
  }

  static func authentication(_ name: String, in namespace: String, _ spec: RequestAuthentication) -> MeshObject {
    .requestAuthentication(object(.requestAuthentication, name, in: namespace, spec))
  }

  private static func object<Spec: Hashable & Sendable>(
    _ kind: ObjectKind, _ name: String, in namespace: String, labels: [String: String] = [:], _ spec: Spec
  ) -> Object<Spec> {
    let words = [1, 2].map { salt in
      var hasher = Hasher()
      hasher.combine(salt)
      hasher.combine(kind)
      hasher.combine(labels)
      hasher.combine(spec)
      return UInt64(bitPattern: Int64(hasher.finalize()))
    }
    return Object(
      key: ObjectKey(kind: kind, namespace: namespace, name: name),
      metadata: ObjectMetadata(name: name, namespace: namespace, labels: labels), spec: spec,
      digest: ContentDigest(high: words[0], low: words[1]))
  }
}

extension VirtualService {
  /// Everything for `hosts` goes to `destination`, with a timeout that tells one version of the rule from another.
  init(_ hosts: [String], to destination: String, timeout: Duration) {
    var route = HTTPRoute()
    route.route = [HTTPRouteDestination(destination: Destination(host: destination))]
    route.timeout = timeout
    self.init(hosts: hosts, http: [route])
  }
}
