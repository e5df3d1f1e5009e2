package import MeshAPI
package import MeshModel

/// What an agent that answers its application's DNS queries tells it of the mesh's names: inputs and plan are the same, since there
/// is nothing left to decide.
package struct NameTable: PlanInputs, PlanNode {
  /// What one name means.
  package struct Entry: Hashable, Sendable {
    /// Lower case; may begin with `*.`.
    package var host: String
    /// At least one.
    package var addresses: [String]
    package var registry: Service.Registry
    /// For names of the platform: what stands before the namespace, and the namespace.
    package var shortName: String
    package var namespace: String
  }

  /// A proxy has one table.
  package static let name = "names"

  /// Sorted by host, one for each.
  package var entries: [Entry]

  package var name: String { Self.name }
  package var origins: [ObjectKey] { [] }
  package func plan() -> NameTable { self }

  /// The names of all services that proxies see; nil where nobody asks them.
  /// - Parameter endpoints: the endpoints of a service; asked for only where `dependsOnEndpoints` is true.
  package init?(in scope: ProxyScope, endpoints: (ServiceKey) -> Shared<ServiceEndpoints>?) {
    guard scope.key.capturesDNS else { return nil }
    var entries: [String: Entry] = [:]
    for service in scope.services.map(\.value) {
      guard Self.dependsOnEndpoints(service) else {
        // A block of addresses is no answer.
        let addresses = service.addresses(forIPv6: scope.key.isIPv6Only).filter { !$0.contains("/") }
        if !addresses.isEmpty { entries[service.hostname.rawValue] = Entry(service, addresses: addresses) }
        continue
      }
      let reached = Self.reached(endpoints(service.key)?.value.endpoints ?? [], of: service, in: scope)
      let pods = Dictionary(grouping: reached.filter { !$0.name.isEmpty }, by: \.name).mapValues { $0.map(\.address) }
      for (pod, addresses) in pods {
        let entry = Entry(pod: pod, of: service, addresses: addresses)
        if entries[entry.host] == nil { entries[entry.host] = entry }
      }
      if !reached.isEmpty { entries[service.hostname.rawValue] = Entry(service, addresses: reached.map(\.address)) }
    }
    self.entries = entries.values.sorted { $0.host < $1.host }
  }

  /// Whether the names of a service stand for its endpoints: it has no address of its own.
  package static func dependsOnEndpoints(_ service: Service) -> Bool {
    service.registry == .kubernetes && service.resolution == .passthrough && service.addresses.isEmpty
  }

  /// The endpoints that an application can call by their addresses, each once, with the names of their pods: those of the proxy's
  /// network that are up. Any port will do, so the first is taken (Istio's choice).
  private static func reached(
    _ endpoints: [Endpoint], of service: Service, in scope: ProxyScope
  ) -> [(address: String, name: String)] {
    guard let port = service.ports.first else { return [] }
    var seen: Set<String> = []
    return endpoints.compactMap { endpoint in
      guard endpoint.servicePort == port.name, case .ip(let address) = endpoint.address,
        endpoint.health == .healthy || endpoint.health == .unknown,
        endpoint.network.isEmpty || scope.key.network.isEmpty || endpoint.network == scope.key.network,
        seen.insert(address).inserted
      else { return nil }
      return (address, endpoint.hostname)
    }
  }
}

extension NameTable.Entry {
  fileprivate init(_ service: Service, addresses: [String]) {
    let isPlatform = service.registry == .kubernetes
    self.init(
      host: service.hostname.rawValue, addresses: addresses, registry: service.registry,
      shortName: isPlatform ? service.name : "", namespace: isPlatform ? service.namespace : "")
  }

  /// A pod of a headless service: it is called `POD.SERVICE`.
  fileprivate init(pod: String, of service: Service, addresses: [String]) {
    self.init(
      host: "\(pod).\(service.hostname)".lowercased(), addresses: addresses, registry: service.registry,
      shortName: "\(pod).\(service.name)", namespace: service.namespace)
  }
}
