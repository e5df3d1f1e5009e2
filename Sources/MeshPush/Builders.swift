import EnvoyRendering
import MeshTranslation
import XDSResources

/// All memo tables of the push engine: one for each kind of inputs.
struct Builders {
  var clusters = Memo<ClusterInputs> { (inputs) throws(BuildFailure) in try Builders.build(.cluster, inputs) }
  var loadAssignments = Memo<LoadAssignmentInputs> { (inputs) throws(BuildFailure) in try Builders.build(.endpoint, inputs) }
  var listeners = Memo<ListenerInputs> { (inputs) throws(BuildFailure) in try Builders.build(.listener, inputs) }
  var routes = RouteMemo()
  /// What was built since the last reading.
  var counts: BuildCounts

  init(keepingNames: Bool) { counts = BuildCounts(keepingNames: keepingNames) }

  private static func build<Inputs: PlanInputs>(
    _ type: TypeURL, _ inputs: Inputs
  ) throws(BuildFailure) -> BuiltResource where Inputs.Plan: EnvoyRenderable {
    let plan = inputs.plan()
    do throws(RenderingError) {
      return BuiltResource(resource: try plan.render(), origins: plan.origins)
    } catch {
      throw BuildFailure(type: type, name: plan.name, origins: plan.origins, message: error.description)
    }
  }

  /// How many different resources are held.
  var count: Int { clusters.count + loadAssignments.count + listeners.count + routes.count }

  mutating func takeCounts() -> BuildCounts {
    defer { counts = BuildCounts(keepingNames: counts.names != nil) }
    return counts
  }
}
