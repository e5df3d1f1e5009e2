package import MeshAPI
package import MeshModel

extension Service {
  /// The service that one host of a ServiceEntry stands for. Nothing of the entry's endpoints is in it.
  package init(serviceEntry object: Object<ServiceEntry>, host: Hostname) {
    let spec = object.spec
    self.init(
      key: ServiceKey(hostname: host, namespace: object.namespace), registry: .serviceEntry, name: object.name,
      ports: spec.ports.map(ServicePort.init(rule:)).filter { spec.resolution != .dynamicDNS || $0.protocol.carriesNames },
      addresses: spec.addresses.map(Service.withoutFullMask),
      resolution: Resolution(spec.resolution), isMeshExternal: spec.location == .meshExternal,
      exportTo: spec.exportTo.isEmpty ? nil : spec.exportTo, labels: object.metadata.labels,
      selector: spec.workloadSelector ?? [:], subjectAltNames: spec.subjectAltNames,
      trafficDistribution: Service.trafficDistribution(nil, annotations: object.metadata.annotations),
      creationTimestamp: object.metadata.creationTimestamp ?? 0, origin: object.key)
    guard Self.wantsAutomaticAddress(host, of: object) else { return }
    automaticAddresses = spec.givenAddresses.filter { Hostname($0.host) == host }.map(\.address)
  }

  /// Whether the mesh finds addresses for the hosts of the entry (Istio's rule): it writes none, its proxies do not forward to where
  /// connections were going, and nobody asked to leave it alone. Names below a wildcard are looked up by proxies only with
  /// DYNAMIC_DNS; otherwise connections to an address would not tell which name they are for.
  static func wantsAutomaticAddress(_ host: Hostname, of object: Object<ServiceEntry>) -> Bool {
    let spec = object.spec
    return spec.addresses.isEmpty && spec.resolution != .none && (!host.isWildcard || spec.resolution == .dynamicDNS)
      && object.metadata.labels["networking.istio.io/enable-autoallocate-ip"]?.lowercased() != "false"
  }

  /// A block of one address is that address.
  private static func withoutFullMask(_ address: String) -> String {
    let mask = address.contains(":") ? "/128" : "/32"
    return address.hasSuffix(mask) ? String(address.dropLast(mask.count)) : address
  }
}

extension Service.Resolution {
  fileprivate init(_ resolution: ServiceEntry.Resolution) {
    switch resolution {
    case .none: self = .passthrough
    case .static: self = .clientSide
    case .dns: self = .dns
    case .dnsRoundRobin: self = .dnsRoundRobin
    case .dynamicDNS: self = .dynamicDNS
    }
  }
}

extension ServicePort {
  fileprivate init(rule port: PortSpecification) {
    self.init(
      name: port.name, number: port.number, protocol: PortProtocol(named: port.protocol) ?? .automatic,
      targetPort: port.targetPort ?? port.number)
  }
}
