import HashTreeCollections
import MeshAPI
package import MeshModel
package import MeshPush

/// The debug faces that show what the mesh knows: services and their endpoints.
package struct RegistryFaces: Sendable {
  let snapshot: MeshSnapshot
  /// What one proxy sees; nil for everything.
  let view: ProxyView?

  package init(snapshot: MeshSnapshot, view: ProxyView? = nil) {
    self.snapshot = snapshot
    self.view = view
  }

  /// `/debug/registryz`: every service. The `Attributes` member keeps the form that Istio's tools read.
  package func registryz(host: String?) -> DebugJSON {
    .array(
      services(host).map { service in
        [
          "hostname": .string(service.hostname.rawValue),
          "Attributes": [
            "Name": .string(service.name), "Namespace": .string(service.namespace),
            "Labels": .object(service.labels.mapValues { .string($0) }),
            "LabelSelectors": .object(service.selector.mapValues { .string($0) }),
          ],
          "registry": .string(service.registry == .kubernetes ? "Kubernetes" : "ServiceEntry"),
          "addresses": .strings(service.addresses),
          "automaticAddresses": .strings(service.automaticAddresses),
          "ports": .array(service.ports.map(Self.port)),
          "resolution": .string(Self.name(of: service.resolution)),
          "meshExternal": .bool(service.isMeshExternal),
          "exportTo": service.exportTo.map { .strings($0) } ?? .null,
          "origin": .string(service.origin.description),
          "endpoints": .int(snapshot.endpoints[service.key]?.endpoints.count ?? 0),
        ]
      })
  }

  /// `/debug/endpointz`: the endpoints of every service.
  package func endpointz(host: String?) -> DebugJSON {
    .array(
      services(host).map { service in
        [
          "hostname": .string(service.hostname.rawValue),
          "namespace": .string(service.namespace),
          "endpoints": .array((snapshot.endpoints[service.key]?.endpoints ?? []).map(Self.endpoint)),
        ]
      })
  }

  private func services(_ host: String?) -> [Shared<Service>] {
    snapshot.services.values
      .filter { service in
        (host == nil || service.hostname.rawValue == host || service.name == host)
          && view?.services.contains(service.key) ?? true
      }
      .sorted { $0.key < $1.key }
  }

  private static func port(_ port: ServicePort) -> DebugJSON {
    [
      "name": .string(port.name), "port": .int(port.number),
      "protocol": .string(port.protocol == .automatic ? "auto" : port.protocol.rawValue),
      "targetPort": port.targetPort.map { .int($0) } ?? .optional(port.targetPortName),
    ]
  }

  private static func endpoint(_ endpoint: Endpoint) -> DebugJSON {
    let address =
      switch endpoint.address {
      case .ip(let text), .hostname(let text): text
      case .unixSocket(let path): "unix://\(path)"
      }
    return [
      "address": .string(address), "port": .int(endpoint.port), "servicePort": .string(endpoint.servicePort),
      "labels": .object(endpoint.labels.mapValues { .string($0) }),
      "locality": .string(endpoint.locality.description),
      "health": .string("\(endpoint.health)"),
      "weight": .int(endpoint.weight ?? 1),
      "workload": .string(endpoint.workloadName),
      "serviceAccount": .string(endpoint.serviceAccount),
    ]
  }

  private static func name(of resolution: Service.Resolution) -> String {
    switch resolution {
    case .clientSide: "ClientSideLB"
    case .dns: "DNS"
    case .dnsRoundRobin: "DNSRoundRobin"
    case .dynamicDNS: "DynamicDNS"
    case .passthrough: "Passthrough"
    case .alias(let target): "Alias(\(target))"
    }
  }
}
