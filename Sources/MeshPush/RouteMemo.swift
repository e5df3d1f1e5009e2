import EnvoyRendering
import MeshAPI
import MeshTranslation
import XDSResources

/// Route configurations and the virtual hosts that they are put together from.
///
/// A route configuration that nobody holds is assembled from the bytes of its virtual hosts, most of which somebody does hold: one
/// changed rule renders one virtual host, however many stand beside it.
struct RouteMemo: ResourceBuilding {
  /// Virtual hosts as members of a route configuration: their bytes under the member's name.
  var members = Memo<RouteLanes.Member> { (member) throws(BuildFailure) in try RouteMemo.build(member) }
  /// Route configurations whose virtual hosts come apart.
  var shells = Memo<RouteLanes.Shell> { (shell) throws(BuildFailure) in
    do throws(RenderingError) {
      let assembly = RouteConfigurationAssembly(name: shell.name, side: shell.side)
      return BuiltResource(try assembly.onDemand(applying: shell.patches), planOrigins: [], patches: shell.patches)
    } catch {
      throw BuildFailure(type: .route, name: shell.name, origins: [], message: error.description)
    }
  }
  private var virtualHosts = Memo<Patched<VirtualHostInputs>> { (inputs) throws(BuildFailure) in
    try Builders.build(.virtualHost, inputs)
  }
  private var routes = Memo<PatchedRoutes> { (inputs) throws(BuildFailure) in
    throw BuildFailure(type: .route, name: inputs.name, origins: [], message: "assembled, never built in one piece")
  }
  /// The virtual hosts that the entries of `routes` hold.
  private var parts: [ObjectIdentifier: [MemoEntry<Patched<VirtualHostInputs>>]] = [:]

  var problems: [PatchProblem: Int] {
    [virtualHosts.problems, routes.problems, shells.problems, members.problems].reduce(into: [:]) {
      $0.merge($1, uniquingKeysWith: +)
    }
  }

  var count: Int { virtualHosts.count + routes.count + shells.count + members.count }

  mutating func acquire(
    _ inputs: PatchedRoutes, counts: inout BuildCounts
  ) throws(BuildFailure) -> MemoEntry<PatchedRoutes> {
    if let held = routes.use(inputs) {
      counts.countReused(.route)
      return held
    }
    let hosts = try acquireVirtualHosts(of: inputs, counts: &counts)
    do throws(RenderingError) {
      let assembly = RouteConfigurationAssembly(name: inputs.name, side: inputs.side)
      let built = BuiltResource(
        try assembly.inline(hosts.map(\.built.resource), applying: inputs.patches), planOrigins: [], patches: inputs.patches,
        parts: hosts.map(\.built))
      counts.countBuilt(built.resource)
      // The inputs that the virtual hosts are held under, rather than equal ones beside them.
      let shared = PatchedRoutes(
        name: inputs.name, side: inputs.side, patches: inputs.patches, virtualHosts: hosts.map(\.inputs))
      let entry = routes.keep(built, for: shared)
      parts[ObjectIdentifier(entry)] = hosts
      return entry
    } catch {
      for host in hosts { virtualHosts.release(host) }
      let origins = BuiltResource.origins(of: hosts.map(\.built))
      throw BuildFailure(type: .route, name: inputs.name, origins: origins, message: error.description)
    }
  }

  mutating func release(_ entry: MemoEntry<PatchedRoutes>) {
    guard routes.releaseLast(entry) else { return }
    for host in parts.removeValue(forKey: ObjectIdentifier(entry)) ?? [] { virtualHosts.release(host) }
  }

  private mutating func acquireVirtualHosts(
    of inputs: PatchedRoutes, counts: inout BuildCounts
  ) throws(BuildFailure) -> [MemoEntry<Patched<VirtualHostInputs>>] {
    var hosts: [MemoEntry<Patched<VirtualHostInputs>>] = []
    hosts.reserveCapacity(inputs.virtualHosts.count)
    for host in inputs.virtualHosts {
      do throws(BuildFailure) {
        hosts.append(try virtualHosts.acquire(host, counts: &counts))
      } catch {
        for acquired in hosts { virtualHosts.release(acquired) }
        throw BuildFailure(type: .route, name: inputs.name, origins: error.origins, message: error.message)
      }
    }
    return hosts
  }

  private static func build(_ member: RouteLanes.Member) throws(BuildFailure) -> BuiltResource {
    let assembly = RouteConfigurationAssembly(name: member.route, side: member.side)
    do throws(RenderingError) {
      switch member.host {
      case .added(let patch):
        return BuiltResource(try assembly.member(adding: patch), planOrigins: [], patches: [patch])
      case .planned(let inputs, let patches):
        let plan = inputs.plan()
        return BuiltResource(try assembly.member(plan, applying: patches), planOrigins: plan.origins, patches: patches)
      }
    } catch {
      throw BuildFailure(
        type: .virtualHost, name: "\(member.route)/\(member.host.name)", origins: member.host.origins,
        message: error.description)
    }
  }
}

extension Patched<VirtualHostInputs> {
  fileprivate var name: String {
    switch self {
    case .added(let patch): patch.patch.value?.name ?? ""
    case .planned(let inputs, _): inputs.name
    }
  }

  fileprivate var origins: [ObjectKey] {
    switch self {
    case .added(let patch): [patch.filter]
    case .planned(let inputs, let patches): EnvoyPatch.origins(of: patches) + inputs.plan().origins
    }
  }
}
