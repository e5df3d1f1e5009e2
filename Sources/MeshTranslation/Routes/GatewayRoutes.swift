import MeshAPI
import MeshModel

/// Decides a gateway's route configurations.
package enum GatewayRoutes {
  /// The names of the route configurations that a gateway's listeners ask for, sorted.
  package static func names(in gateway: MergedGateway) -> [String] {
    Set(gateway.servers.compactMap(\.routeName)).sorted()
  }

  /// The inputs of the route configuration `named`; nil where no listener has it.
  package static func inputs(
    named name: String, of gateway: MergedGateway, in scope: ProxyScope
  ) -> RouteConfigurationInputs? {
    guard let (listener, servers) = gateway.servers(of: name) else { return nil }
    var hosts = GatewayVirtualHosts(scope: scope)
    for server in servers { hosts.add(server) }
    guard !hosts.isEmpty else {
      // A configuration without virtual hosts would be refused; this one answers 404 to everything.
      let port = servers.first?.settings.port.number ?? listener.port
      let blackHole = VirtualHostInputs(title: "blackhole", port: port, domains: .any, content: .rules([]))
      return RouteConfigurationInputs(name: name, virtualHosts: [blackHole])
    }
    return RouteConfigurationInputs(name: name, virtualHosts: hosts.inputs)
  }
}

/// Collects the hosts of the servers that share one listener.
private struct GatewayVirtualHosts {
  private struct Entry {
    var bindings: [RuleBinding] = []
    /// The port of the first server that has the host; part of the name.
    var port: Int
    var requiresTLS = false
  }
  /// Hosts with equal keys share a virtual host.
  private struct Sharing: Hashable {
    var bindings: [RuleBinding]
    var requiresTLS: Bool
  }

  private let scope: ProxyScope
  private let destinations: DestinationReader
  private var entries: [Hostname: Entry] = [:]

  init(scope: ProxyScope) {
    self.scope = scope
    destinations = DestinationReader(scope: scope, view: scope.view, readsPorts: true)
  }

  var isEmpty: Bool { entries.isEmpty }

  mutating func add(_ server: MergedGateway.Server) {
    let port = server.settings.port.number
    let name = server.gatewayName
    for rule in scope.gatewayVirtualServices where rule.gateways.contains(name) {
      let hosts = Self.common(server.hosts, rule)
      let client = RouteClient(gateway: name, namespace: scope.key.namespace, labels: scope.key.labels)
      guard !hosts.isEmpty, rule.hasRoutes(for: client, port: port) else { continue }
      let binding = RuleBinding(
        rule: rule, client: rule.reduced(client), port: port, facts: destinations.facts(of: rule, port: port))
      for host in hosts {
        var entry = entries[host] ?? Entry(port: port)
        // Servers of several Gateways may bring one rule twice.
        let isKnown = entry.bindings.contains { $0.port == port && $0.rule == rule }
        if !isKnown || rule.tellsGatewaysApart { entry.bindings.append(binding) }
        if server.settings.httpsRedirect { entry.requiresTLS = true }
        entries[host] = entry
      }
    }
    // A host without rules is redirected all the same.
    guard server.settings.httpsRedirect else { return }
    for host in server.hosts { entries[host.name, default: Entry(port: port)].requiresTLS = true }
  }

  /// Hosts with the same routes share a virtual host under the name of the most specific one. Sorted by name.
  var inputs: [VirtualHostInputs] {
    var groups: [Sharing: [Hostname]] = [:]
    for (host, entry) in entries {
      groups[Sharing(bindings: entry.bindings, requiresTLS: entry.requiresTLS), default: []].append(host)
    }
    return groups.compactMap { sharing, hosts -> VirtualHostInputs? in
      let hosts = hosts.sorted()
      guard let first = hosts.first, let port = entries[first]?.port else { return nil }
      return VirtualHostInputs(
        title: first.rawValue, port: port, domains: .hosts(hosts), content: .rules(sharing.bindings),
        defaultRetries: scope.mesh.value.defaultHttpRetryPolicy, requiresTLS: sharing.requiresTLS)
    }.sorted { $0.name < $1.name }
  }

  /// The hosts that a server and a VirtualService have in common: of two that overlap, the narrower one.
  private static func common(_ serverHosts: [MergedGateway.Server.Host], _ rule: ResolvedVirtualService) -> [Hostname] {
    var hosts: [Hostname] = []
    for listed in serverHosts where listed.namespace == nil || listed.namespace == rule.object.namespace {
      for bound in rule.hosts {
        let narrower = bound.covers(listed.name) ? listed.name : listed.name.covers(bound) ? bound : nil
        if let narrower, !hosts.contains(narrower) { hosts.append(narrower) }
      }
    }
    return hosts
  }
}
