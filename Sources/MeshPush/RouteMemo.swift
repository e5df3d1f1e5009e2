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

  var count: Int { virtualHosts.count + routes.count + shells.count + members.count }

  mutating func acquire(
    _ inputs: RouteConfigurationInputs, counts: inout BuildCounts
  ) throws(BuildFailure) -> BuiltResource {
    if let held = routes.use(inputs) {
      counts.countReused(.route)
      return held
    }
    let parts = try acquireVirtualHosts(of: inputs, counts: &counts)
    do throws(RenderingError) {
      let assembly = RouteConfigurationAssembly(name: inputs.name, side: inputs.side)
      let built = BuiltResource(
        resource: try assembly.inline(parts.map(\.resource)), origins: Self.origins(of: parts))
      counts.countBuilt(built.resource)
      routes.keep(built, for: inputs)
      return built
    } catch {
      for host in inputs.virtualHosts { virtualHosts.release(host) }
      throw BuildFailure(type: .route, name: inputs.name, origins: Self.origins(of: parts), message: error.description)
    }
  }

  mutating func release(_ inputs: RouteConfigurationInputs) {
    guard routes.releaseLast(inputs) else { return }
    for host in inputs.virtualHosts { virtualHosts.release(host) }
  }

  private mutating func acquireVirtualHosts(
    of inputs: RouteConfigurationInputs, counts: inout BuildCounts
  ) throws(BuildFailure) -> [BuiltResource] {
    var parts: [BuiltResource] = []
    for host in inputs.virtualHosts {
      do throws(BuildFailure) {
        parts.append(try virtualHosts.acquire(host, counts: &counts))
      } catch {
        for acquired in inputs.virtualHosts.prefix(parts.count) { virtualHosts.release(acquired) }
        throw BuildFailure(type: .route, name: inputs.name, origins: error.origins, message: error.message)
      }
    }
    return parts
  }

  private static func build(_ inputs: VirtualHostInputs) throws(BuildFailure) -> BuiltResource {
    let plan = inputs.plan()
    do throws(RenderingError) {
      return BuiltResource(resource: try plan.render(), origins: plan.origins)
    } catch {
      throw BuildFailure(type: .virtualHost, name: plan.name, origins: plan.origins, message: error.description)
    }
  }

  private static func origins(of parts: [BuiltResource]) -> [ObjectKey] {
    var seen: Set<ObjectKey> = []
    return parts.flatMap(\.origins).filter { seen.insert($0).inserted }
  }
}
