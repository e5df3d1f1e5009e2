package import MeshAPI
package import MeshModel

/// All Gateway objects that select one gateway workload, merged by the ports on which the workload listens.
package struct MergedGateway: Hashable, Sendable {
  /// One server of a Gateway object.
  package struct Server: Hashable, Sendable {
    /// A host of the server; nil namespace: VirtualServices of any namespace may bind it.
    package struct Host: Hashable, Sendable {
      package var namespace: String?
      package var name: Hostname
    }
    package var gateway: Object<Gateway>
    /// The place in the Gateway's list.
    package var index: Int
    package var settings: Gateway.Server
    package var hosts: [Host]

    /// How VirtualServices name the Gateway: `namespace/name`.
    package var gatewayName: String { "\(gateway.namespace)/\(gateway.name)" }
    package var origin: Origin { Origin(gateway.key, path: "spec.servers[\(index)]") }
  }

  /// One address and port, with the servers that share it.
  package struct Listener: Hashable, Sendable {
    /// Where the workload listens: the target port of the server's port.
    package var port: Int
    /// An address or `unix:///path`; nil for all interfaces.
    package var bind: String?
    /// The route configuration's name: `http.PORT`, with `.BIND` where an address is given.
    package var routeName: String
    /// In the order of precedence of their Gateways.
    package var servers: [Server]
  }

  /// Sorted by port and bind.
  package var listeners: [Listener]

  /// - Parameter view: what the gateway workload serves; it decides which target ports a server's port stands for.
  package init(gateways: [Object<Gateway>], view: WorkloadView) {
    var merged: [Key: [Server]] = [:]
    for gateway in gateways {
      var names: Set<String> = []
      for (index, settings) in gateway.spec.servers.enumerated() {
        // Names are unique within a Gateway; only the first server of a name counts (Istio's rule).
        if let name = settings.name, !name.isEmpty, !names.insert(name).inserted { continue }
        guard PortProtocol(named: settings.port.protocol)?.isHTTP ?? false else { continue }
        let server = Server(
          gateway: gateway, index: index, settings: settings,
          hosts: Self.hosts(settings.hosts, owner: gateway.namespace))
        for port in Self.targetPorts(of: settings.port.number, in: view) {
          merged[Key(port: port, bind: settings.bind ?? ""), default: []].append(server)
        }
      }
    }
    listeners = merged.keys.sorted().map { key in
      Listener(
        port: key.port, bind: key.bind.isEmpty ? nil : key.bind,
        routeName: "http.\(key.port)" + (key.bind.isEmpty ? "" : ".\(key.bind)"), servers: merged[key] ?? [])
    }
  }

  private struct Key: Hashable, Comparable {
    var port: Int
    var bind: String
    static func < (left: Self, right: Self) -> Bool { (left.port, left.bind) < (right.port, right.bind) }
  }

  /// `namespace/host`; `.` is the Gateway's namespace, `*` any. `*/*` takes in everything, and then it is the only host.
  private static func hosts(_ entries: [String], owner: String) -> [Server.Host] {
    if entries.contains("*/*") { return [Server.Host(namespace: nil, name: "*")] }
    return entries.map { entry in
      let parts = entry.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2 else { return Server.Host(namespace: nil, name: Hostname(entry)) }
      let namespace = parts[0] == "." ? owner : parts[0]
      return Server.Host(namespace: namespace == "*" ? nil : namespace, name: Hostname(parts[1]))
    }
  }

  /// A server names a port of the service in front of the gateway; where no service of the workload has it, the workload
  /// listens on the port itself.
  private static func targetPorts(of port: Int, in view: WorkloadView) -> [Int] {
    let untranslated = "experimental.istio.io/disable-gateway-port-translation"
    if view.instances.contains(where: { $0.service.labels[untranslated] != nil }) { return [port] }
    let targets = Set(view.instances.filter { $0.port.number == port }.map(\.targetPort))
    return targets.isEmpty ? [port] : targets.sorted()
  }
}
