package import MeshAPI
import MeshModel

/// A route configuration with the patches that may change it.
package struct PatchedRoutes: Hashable, Sendable {
  package var name: String
  package var side: RouteConfigurationInputs.Side
  /// Patches of the configuration itself.
  package var patches: [EnvoyPatch]
  /// In the order in which they are sent.
  package var virtualHosts: [Patched<VirtualHostInputs>]

  package init(
    name: String, side: RouteConfigurationInputs.Side, patches: [EnvoyPatch], virtualHosts: [Patched<VirtualHostInputs>]
  ) {
    self.name = name
    self.side = side
    self.patches = patches
    self.virtualHosts = virtualHosts
  }
}

/// What a patch's match asks of a route configuration.
package struct RouteFacts: Hashable, Sendable {
  private static let inboundPrefix = "inbound|"

  /// Whether an inbound route configuration may be called so.
  static func isInbound(_ name: String) -> Bool { name.hasPrefix(inboundPrefix) || name == ClusterName.inboundPassthrough }

  package var name: String
  /// nil where the name tells none.
  package var port: Int?
  /// For gateways.
  package var portName = ""
  package var gateway = ""
  /// For gateways: the ports of servers that lead here.
  package var servicePorts: Set<Int> = []

  /// A sidecar's route configuration.
  package init(named name: String) {
    self.name = name
    if name.hasPrefix(Self.inboundPrefix) {
      let parts = name.split(separator: "|", omittingEmptySubsequences: false)
      port = parts.count > 1 ? Int(parts[1]) : nil
    } else {
      port = Int(name)
    }
  }

  /// A gateway's: of plain text, all servers of the listener have it; of TLS that ends there, one has.
  init(named name: String, of gateway: MergedGateway) {
    self.name = name
    guard let (listener, servers) = gateway.servers(of: name), let server = servers.first else { return }
    let port: Int
    if listener.kind == .http {
      port = listener.port
    } else {
      port = server.settings.port.number
      portName = server.settings.port.name
      self.gateway = server.gatewayName
    }
    self.port = port
    for listener in gateway.listeners where listener.port == port {
      servicePorts.formUnion(listener.servers.map(\.settings.port.number))
    }
  }

  /// Whether a patch's match fits, as far as it is about the configuration as a whole.
  package func fit(_ match: EnvoyFilter.RouteMatch, in context: EnvoyFilter.Context) -> Bool {
    if let wanted = match.name, wanted != name { return false }
    if context == .gateway {
      if let wanted = match.portName, wanted != portName { return false }
      if let wanted = match.gateway, wanted != gateway { return false }
      guard let wanted = match.port else { return true }
      return servicePorts.isEmpty ? wanted == port : servicePorts.contains(wanted)
    }
    return match.port.map { $0 == port } ?? true
  }
}

extension EnvoyPatchSet {
  /// A sidecar's outbound route configurations with the patches that may change them.
  package func outboundRoutes(_ inputs: [RouteConfigurationInputs]) -> [PatchedRoutes] {
    inputs.map { routes($0, in: .sidecarOutbound, RouteFacts(named: $0.name)) }
  }

  /// A gateway's route configurations with the patches that may change them.
  package func gatewayRoutes(_ inputs: [RouteConfigurationInputs], of gateway: MergedGateway) -> [PatchedRoutes] {
    inputs.map { routes($0, in: .gateway, RouteFacts(named: $0.name, of: gateway)) }
  }

  private func routes(
    _ inputs: RouteConfigurationInputs, in context: EnvoyFilter.Context, _ facts: @autoclosure () -> RouteFacts
  ) -> PatchedRoutes {
    var result = PatchedRoutes(name: inputs.name, side: inputs.side, patches: [], virtualHosts: [])
    let facts = routes.isEmpty ? nil : facts()
    let fitting = routes.filter { $0.applies(to: context) && facts?.fit($0.patch.route, in: context) == true }
    guard !fitting.isEmpty else {
      result.virtualHosts = inputs.virtualHosts.map { .planned($0, []) }
      return result
    }
    result.patches = fitting.filter { $0.patch.applyTo == .routeConfiguration }
    var names: Set<String> = []
    result.virtualHosts = inputs.virtualHosts.compactMap { host in
      guard let patches = Self.patches(of: host, among: fitting) else { return nil }
      names.insert(host.name)
      return .planned(host, patches)
    }
    let added = Self.added(fitting.filter { $0.patch.applyTo == .virtualHost && $0.patch.operation == .add }, names)
    result.virtualHosts += added.map { .added($0) }
    return result
  }

  /// Unlike other resources, a virtual host is added on whatever side its configuration is.
  private static func added(_ patches: [EnvoyPatch], _ taken: Set<String>) -> [EnvoyPatch] {
    var names = taken
    return patches.filter { names.insert($0.patch.value?.name ?? "").inserted }
  }

  /// nil where the virtual host is removed.
  private static func patches(of host: VirtualHostInputs, among patches: [EnvoyPatch]) -> [EnvoyPatch]? {
    let name = host.name
    // Domains are the plan's to say, and it is asked only where some patch wants to know.
    var domains: [String]?
    func fits(_ match: EnvoyFilter.RouteMatch) -> Bool {
      if let wanted = match.virtualHost, wanted != name { return false }
      guard let wanted = match.domain else { return true }
      let known = domains ?? host.plan().domains
      domains = known
      return known.contains(wanted)
    }
    var chosen: [EnvoyPatch] = []
    for patch in patches where patch.patch.applyTo == .virtualHost {
      if patch.patch.operation == .add {
        if patch.patch.value?.name == name { chosen.append(patch) }
      } else if fits(patch.patch.route) {
        if patch.patch.operation == .remove { return nil }
        chosen.append(patch)
      }
    }
    // A virtual host that is changed may have another name afterwards.
    let isChanged = !chosen.isEmpty
    chosen += patches.filter { $0.patch.applyTo == .httpRoute && (isChanged || fits($0.patch.route)) }
    return chosen
  }
}
