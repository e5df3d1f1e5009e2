import MeshAPI
import MeshModel

/// Short ways to write objects in tests. Digests follow the content, within one process.
enum Fixture {
  static func object<Spec: Hashable & Sendable>(
    _ kind: ObjectKind, _ name: String, in namespace: String = "shop", labels: [String: String] = [:],
    annotations: [String: String] = [:], created: Int64? = nil, _ spec: Spec
  ) -> Object<Spec> {
    let metadata = ObjectMetadata(
      name: name, namespace: namespace, labels: labels, annotations: annotations, creationTimestamp: created)
    let key = ObjectKey(kind: kind, namespace: kind.isClusterScoped ? "" : namespace, name: name)
    let words = [1, 2].map { salt in
      var hasher = Hasher()
      hasher.combine(salt)
      hasher.combine(key)
      hasher.combine(metadata)
      hasher.combine(spec)
      return UInt64(bitPattern: Int64(hasher.finalize()))
    }
    return Object(key: key, metadata: metadata, spec: spec, digest: ContentDigest(high: words[0], low: words[1]))
  }

  static func service(
    _ name: String, in namespace: String = "shop", ports: [KubernetesService.Port] = [.init(name: "http", port: 80)],
    selector: [String: String] = [:], ip: String? = "10.96.0.1", labels: [String: String] = [:],
    annotations: [String: String] = [:], edit: (inout KubernetesService) -> Void = { _ in }
  ) -> MeshObject {
    var spec = KubernetesService()
    spec.ports = ports
    spec.selector = selector
    spec.clusterIPs = ip.map { [$0] } ?? []
    edit(&spec)
    return .service(object(.service, name, in: namespace, labels: labels, annotations: annotations, spec))
  }

  static func pod(
    _ name: String, in namespace: String = "shop", ip: String, labels: [String: String] = [:], node: String? = "node-1",
    edit: (inout KubernetesPod) -> Void = { _ in }
  ) -> MeshObject {
    var spec = KubernetesPod()
    spec.podIPs = [ip]
    spec.nodeName = node
    spec.phase = "Running"
    spec.isReady = true
    edit(&spec)
    return .pod(object(.pod, name, in: namespace, labels: labels, spec))
  }

  static func node(_ name: String, region: String, zone: String, subZone: String? = nil) -> MeshObject {
    var labels = ["topology.kubernetes.io/region": region, "topology.kubernetes.io/zone": zone]
    labels["topology.istio.io/subzone"] = subZone
    return .node(object(.node, name, in: "", labels: labels, KubernetesNode()))
  }

  static func slice(
    _ name: String, of service: String, in namespace: String = "shop",
    ports: [KubernetesEndpointSlice.Port] = [.init(name: "http", port: 8080)],
    _ endpoints: [KubernetesEndpointSlice.Endpoint], edit: (inout KubernetesEndpointSlice) -> Void = { _ in }
  ) -> MeshObject {
    var spec = KubernetesEndpointSlice()
    spec.serviceName = service
    spec.ports = ports
    spec.endpoints = endpoints
    edit(&spec)
    return .endpointSlice(object(.endpointSlice, name, in: namespace, spec))
  }

  static func endpoint(
    _ address: String, pod: String? = nil, in namespace: String = "shop", ready: Bool? = true, serving: Bool? = nil,
    terminating: Bool? = nil
  ) -> KubernetesEndpointSlice.Endpoint {
    var endpoint = KubernetesEndpointSlice.Endpoint(addresses: [address])
    endpoint.ready = ready
    endpoint.serving = serving
    endpoint.terminating = terminating
    endpoint.target = pod.map { TargetReference(kind: "Pod", namespace: namespace, name: $0) }
    return endpoint
  }

  static func serviceEntry(
    _ name: String, in namespace: String = "shop", hosts: [String], created: Int64? = nil,
    ports: [PortSpecification] = [PortSpecification(number: 80, name: "http", protocol: "HTTP")],
    resolution: ServiceEntry.Resolution = .static, endpoints: [ServiceEntry.Endpoint] = [],
    edit: (inout ServiceEntry) -> Void = { _ in }
  ) -> MeshObject {
    var spec = ServiceEntry(hosts: hosts)
    spec.ports = ports
    spec.resolution = resolution
    spec.endpoints = endpoints
    edit(&spec)
    return .serviceEntry(object(.serviceEntry, name, in: namespace, created: created, spec))
  }

  static func inline(
    _ address: String, ports: [String: Int] = [:], labels: [String: String] = [:], locality: String? = nil,
    weight: Int? = nil
  ) -> ServiceEntry.Endpoint {
    var endpoint = ServiceEntry.Endpoint(address: address)
    endpoint.ports = ports
    endpoint.labels = labels
    endpoint.locality = locality
    endpoint.weight = weight
    return endpoint
  }

  static func workloadEntry(
    _ name: String, in namespace: String = "shop", address: String, labels: [String: String] = [:],
    edit: (inout WorkloadEntry) -> Void = { _ in }
  ) -> MeshObject {
    var spec = WorkloadEntry(address: address)
    spec.labels = labels
    edit(&spec)
    return .workloadEntry(object(.workloadEntry, name, in: namespace, spec))
  }

  static func virtualService(_ name: String, in namespace: String = "shop", host: String) -> MeshObject {
    .virtualService(object(.virtualService, name, in: namespace, VirtualService(hosts: [host])))
  }

  static func namespace(_ name: String, labels: [String: String] = [:]) -> MeshObject {
    .namespace(object(.namespace, name, in: "", labels: labels, KubernetesNamespace()))
  }

  static func key(_ name: String, in namespace: String = "shop") -> ServiceKey {
    ServiceKey(hostname: Hostname("\(name).\(namespace).svc.cluster.local"), namespace: namespace)
  }
}
