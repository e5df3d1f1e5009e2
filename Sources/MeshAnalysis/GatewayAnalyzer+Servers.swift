import HashTreeCollections
import MeshAPI
import MeshModel
import MeshTranslation

/// Servers, and server names of connections, that a gateway does not serve because others were there first.
extension GatewayAnalyzer {
  // MARK: Servers

  func unserved() -> [Diagnostic] {
    var known: Set<Origin> = []
    return groups().flatMap { group in
      // Ports are compared as they are written: which ones a service in front translates is for each workload to say.
      MergedGateway(gateways: group, view: WorkloadView(namespace: "", mesh: snapshot.mesh)).conflicts
    }.compactMap { conflict in
      guard known.insert(conflict.origin).inserted else { return nil }
      return Diagnostic(
        .warning, "unserved-server", object: conflict.origin.object.description, path: conflict.origin.path,
        message: "the server is not served: \(conflict.winner.object) comes first with \(conflict.winner.path), and "
          + conflict.reason,
        suggestion: "give it a port or hosts of its own")
    }
  }

  /// Gateways that one proxy may serve together: those that select a workload that is known, and those with one selector.
  private func groups() -> [[Object<Gateway>]] {
    let gateways = snapshot.gateways.sorted()
    let selectors = Set(gateways.map(\.spec.selector))
    // Labels that nobody asks for tell no workloads apart.
    let keys = Set(selectors.flatMap(\.keys))
    let workloads = Set(snapshot.workloads.values.map { $0.labels.filter { keys.contains($0.key) } })
    let groups = Set(
      workloads.union(selectors).map { labels in
        gateways.indices.filter { labels.contains(all: gateways[$0].spec.selector) }
      })
    return groups.sorted { $0.lexicographicallyPrecedes($1) }.map { $0.map { gateways[$0] } }
  }

  // MARK: Server names

  private struct ServerName: Hashable {
    var gateway: ObjectKey
    var port: Int
    var name: String
  }

  /// Server names that an older VirtualService has at the same port of the same Gateway.
  func takenServerNames() -> [Diagnostic] {
    var owners: [ServerName: ObjectKey] = [:]
    return snapshot.virtualServices.sorted().flatMap { object in
      object.spec.tls.enumerated().flatMap { index, route in
        route.match.enumerated().flatMap { position, match -> [Diagnostic] in
          let places = ports(of: match, in: object)
          return match.sniHosts.enumerated().compactMap { place, name in
            let path = "spec.tls[\(index)].match[\(position)].sniHosts[\(place)]"
            return claim(places.map { ServerName(gateway: $0, port: $1, name: name.lowercased()) }, for: object, path, &owners)
          }
        }
      }
    }
  }

  private func claim(
    _ names: [ServerName], for object: Object<VirtualService>, _ path: String, _ owners: inout [ServerName: ObjectKey]
  ) -> Diagnostic? {
    var taken: (name: ServerName, owner: ObjectKey)?
    for name in names {
      if let owner = owners[name], owner != object.key { taken = taken ?? (name, owner) }
      owners[name] = owners[name] ?? object.key
    }
    return taken.map { taken in
      Diagnostic(
        .warning, "conflicting-server-names", object: object.key.description, path: path,
        message: "\(taken.owner) comes first and takes the connections for \(taken.name.name) at the port \(taken.name.port) "
          + "of \(taken.name.gateway); there, this name has no effect",
        suggestion: "keep one of them")
    }
  }

  /// The ports at which TLS passes through Gateways and the match counts.
  private func ports(of match: ConnectionMatch, in object: Object<VirtualService>) -> [(gateway: ObjectKey, port: Int)] {
    let names = RuleNames(namespace: object.namespace, domainSuffix: snapshot.mesh.domainSuffix)
    let hosts = object.spec.hosts.flatMap { [names.host($0), Hostname($0)] }
    let gateways = match.gateways.isEmpty ? object.spec.gateways : match.gateways
    return gateways.flatMap { written -> [(gateway: ObjectKey, port: Int)] in
      let parts = names.gateway(written).split(separator: "/").map(String.init)
      guard parts.count == 2, let gateway = snapshot.gateways[parts[0], parts[1]] else { return [] }
      return gateway.spec.servers.compactMap { server in
        guard server.tls?.mode == .passthrough, match.port == nil || match.port == server.port.number else { return nil }
        let served = server.hosts.compactMap { host(of: $0, gateway: gateway, for: object.namespace) }
        return served.contains { served in hosts.contains { served.overlaps($0) } } ? (gateway.key, server.port.number) : nil
      }
    }
  }
}
