import HashTreeCollections
import MeshAPI
import MeshModel
import MeshTranslation

/// What is wrong with services, and with subsets of them.
struct ServiceAnalyzer {
  let snapshot: MeshSnapshot

  func findings() -> [Diagnostic] {
    snapshot.services.sorted { $0.key < $1.key }.flatMap { ports(of: $0.value) }
      + snapshot.destinationRules.sorted().flatMap(emptySubsets)
  }

  // MARK: Ports

  private func ports(of service: Shared<Service>) -> [Diagnostic] {
    service.ports.enumerated().compactMap { index, port in
      switch service.registry {
      case .kubernetes:
        guard port.protocol == .automatic else { return nil }
        return Diagnostic(
          .note, "unnamed-protocol", object: service.origin.description, path: "spec.ports[\(index)].name",
          message: "the port \(port.number) says by no name what is spoken there; proxies guess by the first bytes",
          suggestion: "name it http-..., grpc-..., tcp-... or the like, or write appProtocol")
      case .serviceEntry:
        // Without an address there is nothing that tells the service from others on this port.
        guard service.addresses.isEmpty, !port.protocol.isHTTP, !port.protocol.isTLS, port.protocol != .udp,
          case .passthrough = service.resolution
        else { return nil }
        return Diagnostic(
          .warning, "addresses-required", object: service.origin.description, path: "spec.addresses",
          message: "without addresses proxies cannot tell connections to port \(port.number) of \(service.hostname) from others",
          suggestion: "write addresses")
      }
    }
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
