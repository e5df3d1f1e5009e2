import HashTreeCollections
import MeshAPI
import MeshModel
import MeshTranslation

/// What is wrong with services, and with subsets of them.
struct ServiceAnalyzer {
  let snapshot: MeshSnapshot

  func findings() -> [Diagnostic] {
    snapshot.services.sorted { $0.key < $1.key }.flatMap { ports(of: $0.value) }
      + snapshot.serviceEntries.sorted().flatMap(missingAddresses) + snapshot.destinationRules.sorted().flatMap(emptySubsets)
  }

  // MARK: Ports

  private func ports(of service: Shared<Service>) -> [Diagnostic] {
    guard service.registry == .kubernetes else { return [] }
    return service.ports.enumerated().compactMap { index, port in
      let path = "spec.ports[\(service.portPositions.isEmpty ? index : service.portPositions[index])].name"
      if case .alias = service.resolution {
        guard port.protocol == .automatic || port.name == "tcp" else { return nil }
        return Diagnostic(
          .warning, "external-name-port", object: service.origin.description, path: path,
          message: "the port \(port.number) of an ExternalName says by no name what is spoken there, so it may take connections "
            + "that are for others",
          suggestion: "name it http-..., grpc-..., tls-... or the like, or write appProtocol")
      }
      guard port.protocol == .automatic else { return nil }
      return Diagnostic(
        .note, "unnamed-protocol", object: service.origin.description, path: path,
        message: "the port \(port.number) says by no name what is spoken there; proxies guess by the first bytes",
        suggestion: "name it http-..., grpc-..., tcp-... or the like, or write appProtocol")
    }
  }

  /// Ports on which bytes say nothing about who is meant, so that only an address can (Istio's rule).
  private func missingAddresses(_ entry: Object<ServiceEntry>) -> [Diagnostic] {
    guard entry.spec.addresses.isEmpty else { return [] }
    let ports = entry.spec.ports.filter { port in
      let spoken = PortProtocol(named: port.protocol) ?? .automatic
      return spoken == .tcp || spoken == .automatic
    }
    guard !ports.isEmpty else { return [] }
    let numbers = ports.map { String($0.number) }.joined(separator: ", ")
    let hosts = entry.spec.hosts.joined(separator: ", ")
    let given =
      entry.spec.resolution == .none
      ? "proxies" : "proxies whose applications do not learn an automatic address (by DNS capture)"
    return [
      Diagnostic(
        .warning, "addresses-required", object: entry.key.description, path: "spec.addresses",
        message: "without addresses, \(given) cannot tell connections to port \(numbers) of \(hosts) from others",
        suggestion: "write addresses")
    ]
  }

  // MARK: Subsets

  /// Subsets whose labels no endpoint has.
  private func emptySubsets(_ object: Object<DestinationRule>) -> [Diagnostic] {
    let host = RuleNames(namespace: object.namespace, domainSuffix: snapshot.mesh.domainSuffix).host(object.spec.host)
    guard !host.isWildcard else { return [] }
    let endpoints = (snapshot.namespacesByHost[host] ?? []).flatMap { namespace in
      snapshot.endpoints[ServiceKey(hostname: host, namespace: namespace)]?.endpoints ?? []
    }
    guard !endpoints.isEmpty else { return [] }
    return object.spec.subsets.enumerated().compactMap { index, subset in
      guard !subset.labels.isEmpty, !endpoints.contains(where: { $0.labels.contains(all: subset.labels) }) else { return nil }
      let labels = subset.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
      return Diagnostic(
        .warning, "empty-subset", object: object.key.description, path: "spec.subsets[\(index)]",
        message: "no endpoint of \(host) has the labels \(labels); requests for the subset \(subset.name) fail")
    }
  }
}
