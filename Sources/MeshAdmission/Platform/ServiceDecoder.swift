import MeshAPI

/// Reads a Kubernetes Service's `spec`. Kubernetes objects were checked by an API server; what a mesh does not read is
/// left alone.
enum ServiceDecoder {
  static func decode(_ spec: FieldReader) -> KubernetesService {
    var service = KubernetesService()
    service.ports = spec.objects("ports") { port($0) }
    service.selector = spec.textMap("selector") ?? [:]
    service.type = spec.string("type") ?? "ClusterIP"
    let addresses = [spec.string("clusterIP")].compactMap { $0 } + spec.strings("clusterIPs")
    service.isHeadless = addresses.contains("None")
    var seen: Set<String> = []
    service.clusterIPs = addresses.filter { $0 != "None" && seen.insert($0).inserted }
    service.externalName = spec.string("externalName")
    service.publishNotReadyAddresses = spec.bool("publishNotReadyAddresses") ?? false
    service.internalTrafficPolicy = spec.string("internalTrafficPolicy")
    service.trafficDistribution = spec.string("trafficDistribution")
    spec.skipRest()
    check(service, in: spec)
    return service
  }

  private static func port(_ fields: FieldReader) -> KubernetesService.Port? {
    let name = fields.string("name") ?? ""
    let number = fields.port("port")
    let transport = fields.string("protocol") ?? "TCP"
    let application = fields.string("appProtocol")
    let target = targetPort(fields)
    if !fields.has("port") { fields.missing("port") }
    fields.skipRest()
    return number.map {
      KubernetesService.Port(
        name: name, port: $0, protocol: transport, appProtocol: application, targetPort: target)
    }
  }

  /// A number, or the name of a container's port.
  private static func targetPort(_ fields: FieldReader) -> KubernetesService.TargetPort? {
    guard let entry = fields.entry("targetPort") else { return nil }
    if case .string(let name) = entry.value.content { return name.isEmpty ? nil : .name(name) }
    guard let number = fields.integer("targetPort", in: 0...65535) else { return nil }
    return number == 0 ? nil : .number(number)
  }

  private static func check(_ service: KubernetesService, in spec: FieldReader) {
    if service.type == "ExternalName", service.externalName == nil {
      spec.missing("externalName")
    }
    for (index, address) in service.clusterIPs.enumerated() where !AddressRules.isIP(address) {
      let name = spec.has("clusterIPs") ? "clusterIPs" : "clusterIP"
      spec.report(
        .error, .invalidValue, name, item: spec.has("clusterIPs") ? index : nil, "\"\(address)\" is not an IP address")
    }
    var names: Set<String> = []
    for (index, port) in service.ports.enumerated() where service.ports.count > 1 {
      if !names.insert(port.name).inserted {
        spec.report(.error, .duplicateName, "ports", item: index, "the port name \"\(port.name)\" is used twice")
      }
    }
  }
}
