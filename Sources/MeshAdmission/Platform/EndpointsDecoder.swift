import MeshAPI

/// Reads EndpointSlices and Endpoints, whose content stands beside `metadata`, not under `spec`.
enum EndpointsDecoder {
  static func slice(_ fields: FieldReader, labels: [String: String]) -> KubernetesEndpointSlice {
    var slice = KubernetesEndpointSlice()
    slice.addressType = fields.string("addressType") ?? "IPv4"
    slice.endpoints = fields.objects("endpoints") { endpoint($0) }
    slice.ports = fields.objects("ports") { port -> KubernetesEndpointSlice.Port in
      let result = KubernetesEndpointSlice.Port(
        name: port.string("name") ?? "", port: port.port("port"), protocol: port.string("protocol") ?? "TCP",
        appProtocol: port.string("appProtocol"))
      port.skipRest()
      return result
    }
    slice.serviceName = labels["kubernetes.io/service-name"] ?? ""
    return slice
  }

  private static func endpoint(_ fields: FieldReader) -> KubernetesEndpointSlice.Endpoint {
    var endpoint = KubernetesEndpointSlice.Endpoint(addresses: fields.strings("addresses"))
    _ = fields.object("conditions") { conditions -> Bool? in
      endpoint.ready = conditions.bool("ready")
      endpoint.serving = conditions.bool("serving")
      endpoint.terminating = conditions.bool("terminating")
      conditions.skipRest()
      return true
    }
    endpoint.hostname = fields.string("hostname")
    endpoint.nodeName = fields.string("nodeName")
    endpoint.zone = fields.string("zone")
    endpoint.target = target(fields)
    fields.skipRest()
    return endpoint
  }

  static func endpoints(_ fields: FieldReader) -> KubernetesEndpoints {
    var result = KubernetesEndpoints()
    result.subsets = fields.objects("subsets") { subset -> KubernetesEndpoints.Subset in
      var part = KubernetesEndpoints.Subset()
      part.addresses = subset.objects("addresses") { address($0) }
      part.notReadyAddresses = subset.objects("notReadyAddresses") { address($0) }
      part.ports = subset.objects("ports") { port($0) }
      subset.skipRest()
      return part
    }
    return result
  }

  private static func address(_ fields: FieldReader) -> KubernetesEndpoints.Address? {
    let ip = fields.requiredString("ip")
    var address = KubernetesEndpoints.Address(ip: ip ?? "")
    address.hostname = fields.string("hostname")
    address.nodeName = fields.string("nodeName")
    address.target = target(fields)
    fields.skipRest()
    return ip == nil ? nil : address
  }

  private static func port(_ fields: FieldReader) -> KubernetesEndpoints.Port? {
    let name = fields.string("name") ?? ""
    let number = fields.port("port")
    let transport = fields.string("protocol") ?? "TCP"
    let application = fields.string("appProtocol")
    if !fields.has("port") { fields.missing("port") }
    fields.skipRest()
    return number.map {
      KubernetesEndpoints.Port(name: name, port: $0, protocol: transport, appProtocol: application)
    }
  }

  private static func target(_ fields: FieldReader) -> TargetReference? {
    fields.object("targetRef") { reference in
      let result = TargetReference(
        kind: reference.string("kind") ?? "", namespace: reference.string("namespace") ?? "",
        name: reference.string("name") ?? "")
      reference.skipRest()
      return result
    }
  }
}
