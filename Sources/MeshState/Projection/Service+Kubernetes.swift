package import MeshAPI
package import MeshModel

extension Service {
  /// The service that a Kubernetes Service stands for. SCTP ports are left out: proxies do not carry them.
  package init(kubernetes object: Object<KubernetesService>, domainSuffix: String) {
    let spec = object.spec
    self.init(
      key: ServiceKey(kubernetesService: object.name, namespace: object.namespace, domainSuffix: domainSuffix),
      registry: .kubernetes, name: object.name,
      ports: spec.ports.filter(\.isCarried).map(ServicePort.init(kubernetes:)),
      addresses: spec.isHeadless || spec.isAlias ? [] : spec.clusterIPs,
      resolution: Service.resolution(of: spec), isMeshExternal: spec.isAlias, isHeadless: spec.isHeadless,
      exportTo: Service.visibility(annotations: object.metadata.annotations), labels: object.metadata.labels,
      selector: spec.selector, isNodeLocal: spec.internalTrafficPolicy == "Local",
      trafficDistribution: Service.trafficDistribution(
        spec.trafficDistribution, annotations: object.metadata.annotations),
      creationTimestamp: object.metadata.creationTimestamp ?? 0, origin: object.key)
    if !spec.ports.allSatisfy(\.isCarried) { portPositions = spec.ports.indices.filter { spec.ports[$0].isCarried } }
  }

  private static func resolution(of spec: KubernetesService) -> Resolution {
    if spec.isAlias, let name = spec.externalName { return .alias(of: Hostname(name)) }
    return spec.isHeadless ? .passthrough : .clientSide
  }

  private static func visibility(annotations: [String: String]) -> [String]? {
    guard let text = annotations["networking.istio.io/exportTo"], !text.isEmpty else { return nil }
    return Set(text.split(separator: ",").map { $0.trimmed }).sorted()
  }

  /// The spec's value where it is one that a mesh knows, else the annotation's, in the spec's spelling; nil for no preference.
  static func trafficDistribution(_ spec: String?, annotations: [String: String]) -> String? {
    let known = ["PreferClose", "PreferSameZone", "PreferSameNode"]
    if let spec, known.contains(spec) { return spec }
    let annotation = annotations["networking.istio.io/traffic-distribution"]?.lowercased()
    return known.first { $0.lowercased() == annotation }
  }
}

extension ServiceKey {
  /// `NAME.NAMESPACE.svc.DOMAIN`.
  package init(kubernetesService name: String, namespace: String, domainSuffix: String) {
    self.init(hostname: Hostname("\(name).\(namespace).svc.\(domainSuffix)"), namespace: namespace)
  }
}

extension ServicePort {
  fileprivate init(kubernetes port: KubernetesService.Port) {
    self.init(name: port.name, number: port.port, protocol: PortProtocol(kubernetes: port))
    switch port.targetPort {
    case .number(let number): targetPort = number
    case .name(let name): targetPortName = name
    case nil: targetPort = port.port
    }
  }
}

extension KubernetesService {
  /// Whether the service is only another name for something.
  var isAlias: Bool { type == "ExternalName" && !(externalName ?? "").isEmpty }
}

extension KubernetesService.Port {
  /// Whether proxies can carry the port's transport.
  var isCarried: Bool { `protocol`.uppercased() != "SCTP" }
}

extension Substring {
  /// Without blanks at either end.
  fileprivate var trimmed: String {
    var text = self
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
