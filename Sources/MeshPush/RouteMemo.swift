import EnvoyRendering
import MeshAPI
import MeshTranslation
import XDSResources

/// Route configurations and the virtual hosts that they are put together from.
///
/// A route configuration that nobody holds is assembled from the bytes of its virtual hosts, most of which somebody does hold: one
/// changed rule renders one virtual host, however many stand beside it.
struct RouteMemo: ResourceBuilding {
  private var virtualHosts = Memo<VirtualHostInputs> { (inputs) throws(BuildFailure) in
    let plan = inputs.plan()
    do throws(RenderingError) {
      return BuiltResource(resource: try plan.render(), origins: plan.origins)
    } catch {
      throw BuildFailure(type: .virtualHost, name: plan.name, origins: plan.origins, message: error.description)
    }
  }
  private var routes = Memo<RouteConfigurationInputs> { (inputs) throws(BuildFailure) in
    throw BuildFailure(type: .route, name: inputs.name, origins: [], message: "assembled, never built in one piece")
  }

  var count: Int { virtualHosts.count + routes.count }

  mutating func acquire(
    _ inputs: RouteConfigurationInputs, counts: inout BuildCounts
  ) throws(BuildFailure) -> BuiltResource {
    if let held = routes.use(inputs) {
      counts.countReused(.route)
      return held
    }
    var parts: [BuiltResource] = []
    for host in inputs.virtualHosts {
      do throws(BuildFailure) {
        parts.append(try virtualHosts.acquire(host, counts: &counts))
      } catch {
        for acquired in inputs.virtualHosts.prefix(parts.count) { virtualHosts.release(acquired) }
        throw BuildFailure(type: .route, name: inputs.name, origins: error.origins, message: error.message)
      }
    }
    do throws(RenderingError) {
      let resource = try RouteConfigurationAssembly(name: inputs.name, side: inputs.side).inline(parts.map(\.resource))
      let built = BuiltResource(resource: resource, origins: Self.origins(of: parts))
      counts.countBuilt(resource)
      routes.keep(built, for: inputs)
      return built
    } catch {
      for host in inputs.virtualHosts { virtualHosts.release(host) }
      throw BuildFailure(type: .route, name: inputs.name, origins: Self.origins(of: parts), message: error.description)
    }
  }

  private static func origins(of parts: [BuiltResource]) -> [ObjectKey] {
    var seen: Set<ObjectKey> = []
    return parts.flatMap(\.origins).filter { seen.insert($0).inserted }
  }

  mutating func release(_ inputs: RouteConfigurationInputs) {
    guard routes.releaseLast(inputs) else { return }
    for host in inputs.virtualHosts { virtualHosts.release(host) }
  }
}
