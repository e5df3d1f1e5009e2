import HashTreeCollections
import MeshAPI
import MeshModel
import MeshTranslation

/// What is wrong across Gateways and the VirtualServices that name them.
struct GatewayAnalyzer {
  let snapshot: MeshSnapshot

  func findings() -> [Diagnostic] {
    unselected() + conflicts() + unserved() + takenServerNames() + snapshot.virtualServices.sorted().flatMap(missingHosts)
  }

  // MARK: Selectors

  /// Gateways whose selector fits no workload that is known.
  private func unselected() -> [Diagnostic] {
    let workloads = Set(snapshot.workloads.values.map(\.labels))
    // Proxies may be known by nothing but their connection: without any Pod nothing can be said.
    guard !workloads.isEmpty else { return [] }
    return snapshot.gateways.sorted().compactMap { object in
      let selector = object.spec.selector
      guard !selector.isEmpty, !workloads.contains(where: { $0.contains(all: selector) }) else { return nil }
      let labels = selector.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
      return Diagnostic(
        .note, "unselected-gateway", object: object.key.description, path: "spec.selector",
        message: "no workload that is known has the labels \(labels); only a proxy that connects with them serves this Gateway")
    }
  }

  // MARK: Conflicts

  private struct Claim: Hashable {
    var port: Int
    var bind: String?
    var host: Hostname
  }

  /// Gateways for the same proxies that claim one host on one port.
  private func conflicts() -> [Diagnostic] {
    var groups: [[String: String]: [Object<Gateway>]] = [:]
    for object in snapshot.gateways.sorted() { groups[object.spec.selector, default: []].append(object) }
    return groups.values.filter { $0.count > 1 }.flatMap { objects -> [Diagnostic] in
      var owners: [Claim: Object<Gateway>] = [:]
      var findings: [Diagnostic] = []
      for object in objects {
        for (index, server) in object.spec.servers.enumerated() where !isShared(server, of: object) {
          for (position, host) in server.hosts.enumerated() {
            let name = Hostname(String(host.split(separator: "/").last ?? ""))
            let claim = Claim(port: server.port.number, bind: server.bind, host: name)
            if let owner = owners[claim], owner.key != object.key {
              findings.append(
                Diagnostic(
                  .warning, "conflicting-gateways", object: object.key.description,
                  path: "spec.servers[\(index)].hosts[\(position)]",
                  message: "\(owner.key) serves \(name) on port \(server.port.number) of the same proxies, too",
                  suggestion: "keep one of them"))
            } else {
              owners[claim] = object
            }
          }
        }
      }
      return findings
    }
  }

  /// Ingresses take all plain requests together.
  private func isShared(_ server: Gateway.Server, of object: Object<Gateway>) -> Bool {
    server.tls == nil && object.name.contains(KubernetesIngress.generatedName)
  }

  // MARK: Hosts of routes

  /// Hosts of a VirtualService that a Gateway which it names does not serve.
  private func missingHosts(_ object: Object<VirtualService>) -> [Diagnostic] {
    let names = RuleNames(namespace: object.namespace, domainSuffix: snapshot.mesh.domainSuffix)
    return object.spec.gateways.enumerated().flatMap { index, written -> [Diagnostic] in
      let parts = names.gateway(written).split(separator: "/").map(String.init)
      guard parts.count == 2, let gateway = snapshot.gateways[parts[0], parts[1]] else { return [] }
      let served = gateway.spec.servers.flatMap(\.hosts).compactMap { host(of: $0, gateway: gateway, for: object.namespace) }
      let missing = object.spec.hosts.filter { written in
        let host = names.host(written)
        return !served.contains { $0.overlaps(host) || $0.overlaps(Hostname(written)) }
      }
      guard !missing.isEmpty else { return [] }
      return [
        Diagnostic(
          .warning, "host-not-in-gateway", object: object.key.description, path: "spec.gateways[\(index)]",
          message: "the Gateway \(gateway.namespace)/\(gateway.name) serves \(missing.joined(separator: ", ")) on no port to "
            + "routes of the namespace \(object.namespace); there, these routes have no effect",
          suggestion: "add it to the hosts of a server")
      ]
    }
  }

  /// The host of a server as routes of a namespace see it; nil where the server is not for them.
  func host(of written: String, gateway: Object<Gateway>, for namespace: String) -> Hostname? {
    let parts = written.split(separator: "/", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return Hostname(written) }
    let isFor = parts[0] == "*" || parts[0] == namespace || (parts[0] == "." && gateway.namespace == namespace)
    return isFor ? Hostname(parts[1]) : nil
  }
}
