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
    /// The route configuration that answers requests; nil where none are read.
    package var routeName: String?

    /// How VirtualServices name the Gateway: `namespace/name`.
    package var gatewayName: String { "\(gateway.namespace)/\(gateway.name)" }
    package var origin: Origin { Origin(gateway.key, path: "spec.servers[\(index)]") }

    /// The TLS server names of the hosts, sorted; empty where they stand for every name.
    package var serverNames: [String] {
      let names = Set(hosts.map(\.name.rawValue))
      return names.contains("*") ? [] : names.sorted()
    }
  }

  /// What the servers of a listener have in common.
  package enum Kind: Hashable, Sendable {
    /// Plain-text HTTP: all servers answer together.
    case http
    /// TLS: the server name tells servers apart.
    case tls
    /// Bytes: there is one server.
    case bytes
  }

  /// One address and port, with the servers that share it.
  package struct Listener: Hashable, Sendable {
    /// Where the workload listens: the target port of the server's port.
    package var port: Int
    /// An address or `unix:///path`; nil for all interfaces.
    package var bind: String?
    package var kind: Kind
    /// In the order of precedence of their Gateways; at least one.
    package var servers: [Server]

    /// The route configuration of plain-text HTTP: `http.PORT`, with `.BIND` where an address is given.
    package var routeName: String? { kind == .http ? servers.first?.routeName : nil }
  }

  /// A server that is left out because another one was there first.
  package struct Conflict: Hashable, Sendable {
    package var origin: Origin
    /// The server that is served instead.
    package var winner: Origin
    /// What they cannot share, in words.
    package var reason: String
  }

  /// Sorted by port and bind.
  package var listeners: [Listener]
  package var conflicts: [Conflict]

  /// - Parameter view: what the gateway workload serves; it decides which target port a server's port stands for.
  package init(gateways: [Object<Gateway>], view: WorkloadView) {
    var merger = GatewayMerger(view: view)
    for gateway in gateways {
      for (index, settings) in gateway.spec.servers.enumerated() { merger.add(settings, at: index, of: gateway) }
    }
    listeners = merger.listeners
    conflicts = merger.conflicts
  }

  /// All servers that are served.
  package var servers: [Server] { listeners.flatMap(\.servers) }

  /// The listener and the servers that a route configuration is for; nil where none has it.
  func servers(of routeName: String) -> (listener: Listener, servers: [Server])? {
    for listener in listeners {
      let servers = listener.servers.filter { $0.routeName == routeName }
      if !servers.isEmpty { return (listener, listener.kind == .http ? listener.servers : servers) }
    }
    return nil
  }
}
