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
  var members = Memo<RouteLanes.Member> { (member) throws(BuildFailure) in
    let assembly = RouteConfigurationAssembly(name: member.shell.name, side: member.shell.side)
    let plan = member.host.plan()
    do throws(RenderingError) {
      return BuiltResource(resource: try assembly.member(plan), origins: plan.origins)
    } catch {
      throw BuildFailure(
        type: .virtualHost, name: "\(member.shell.name)/\(plan.name)", origins: plan.origins, message: error.description)
    }
  }
  /// Route configurations whose virtual hosts come apart.
  var shells = Memo<RouteLanes.Shell> { (shell) throws(BuildFailure) in
    do throws(RenderingError) {
      let assembly = RouteConfigurationAssembly(name: shell.name, side: shell.side)
      return BuiltResource(resource: try assembly.onDemand(), origins: [])
    } catch {
      throw BuildFailure(type: .route, name: shell.name, origins: [], message: error.description)
    }
  }
  private var virtualHosts = Memo<VirtualHostInputs> { (inputs) throws(BuildFailure) in try RouteMemo.build(inputs) }
  private var routes = Memo<RouteConfigurationInputs> { (inputs) throws(BuildFailure) in
    throw BuildFailure(type: .route, name: inputs.name, origins: [], message: "assembled, never built in one piece")
  }
  /// The virtual hosts that the entries of `routes` hold.
  private var parts: [ObjectIdentifier: [MemoEntry<VirtualHostInputs>]] = [:]

  var count: Int { virtualHosts.count + routes.count + shells.count + members.count }

  mutating func acquire(
    _ inputs: RouteConfigurationInputs, counts: inout BuildCounts
  ) throws(BuildFailure) -> MemoEntry<RouteConfigurationInputs> {
    if let held = routes.use(inputs) {
      counts.countReused(.route)
      return held
    }
    let hosts = try acquireVirtualHosts(of: inputs, counts: &counts)
    do throws(RenderingError) {
      let assembly = RouteConfigurationAssembly(name: inputs.name, side: inputs.side)
      let built = BuiltResource(
        resource: try assembly.inline(hosts.map(\.built.resource)), parts: hosts.map(\.built))
      counts.countBuilt(built.resource)
      // The inputs that the virtual hosts are held under, rather than equal ones beside them.
      let shared = RouteConfigurationInputs(name: inputs.name, side: inputs.side, virtualHosts: hosts.map(\.inputs))
      let entry = routes.keep(built, for: shared)
      parts[ObjectIdentifier(entry)] = hosts
      return entry
    } catch {
      for host in hosts { virtualHosts.release(host) }
      let origins = BuiltResource.origins(of: hosts.map(\.built))
      throw BuildFailure(type: .route, name: inputs.name, origins: origins, message: error.description)
    }
  }

  mutating func release(_ entry: MemoEntry<RouteConfigurationInputs>) {
    guard routes.releaseLast(entry) else { return }
    for host in parts.removeValue(forKey: ObjectIdentifier(entry)) ?? [] { virtualHosts.release(host) }
  }

  private mutating func acquireVirtualHosts(
    of inputs: RouteConfigurationInputs, counts: inout BuildCounts
  ) throws(BuildFailure) -> [MemoEntry<VirtualHostInputs>] {
    var hosts: [MemoEntry<VirtualHostInputs>] = []
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

  private static func build(_ inputs: VirtualHostInputs) throws(BuildFailure) -> BuiltResource {
    let plan = inputs.plan()
    do throws(RenderingError) {
      return BuiltResource(resource: try plan.render(), origins: plan.origins)
    } catch {
      throw BuildFailure(type: .virtualHost, name: plan.name, origins: plan.origins, message: error.description)
    }
  }
}
