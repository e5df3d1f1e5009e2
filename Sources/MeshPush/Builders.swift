import EnvoyRendering
import MeshAPI
import MeshTranslation
import XDSResources

/// All memo tables of the push engine: one for each kind of inputs.
struct Builders {
  var clusters = Memo<Patched<ClusterInputs>> { (inputs) throws(BuildFailure) in try Builders.build(.cluster, inputs) }
  var loadAssignments = Memo<LoadAssignmentInputs> { (inputs) throws(BuildFailure) in try Builders.build(.endpoint, inputs) }
  var listeners = Memo<Patched<ListenerInputs>> { (inputs) throws(BuildFailure) in try Builders.build(.listener, inputs) }
  var extensions = Memo<EnvoyPatch> { (patch) throws(BuildFailure) in
    BuiltResource(resource: patch.resource(.extensionConfig), origins: [patch.filter])
  }
  var routes = RouteMemo()
  var secrets = Memo<SecretInputs> { (inputs) throws(BuildFailure) in try Builders.build(.secret, inputs) }
  var nameTables = Memo<NameTable> { (table) throws(BuildFailure) in try Builders.build(.nameTable, table) }
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

  static func build<Inputs: PlanInputs>(
    _ type: TypeURL, _ inputs: Patched<Inputs>
  ) throws(BuildFailure) -> BuiltResource where Inputs.Plan: EnvoyPatchable {
    switch inputs {
    case .added(let patch):
      return BuiltResource(resource: patch.resource(type), origins: [patch.filter])
    case .planned(let inputs, let patches):
      let plan = inputs.plan()
      do throws(RenderingError) {
        return BuiltResource(try plan.render(applying: patches), planOrigins: plan.origins, patches: patches)
      } catch {
        let origins = EnvoyPatch.origins(of: patches) + plan.origins
        throw BuildFailure(type: type, name: plan.name, origins: origins, message: error.description)
      }
    }
  }

  /// How many different resources are held.
  var count: Int {
    clusters.count + loadAssignments.count + listeners.count + extensions.count + routes.count + secrets.count
      + nameTables.count
  }

  /// Patches that were left out of what is held, and out of how many resources.
  var problems: [PatchProblem: Int] {
    [clusters.problems, listeners.problems, routes.problems].reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) }
  }

  mutating func takeCounts() -> BuildCounts {
    defer { counts = BuildCounts(keepingNames: counts.names != nil) }
    return counts
  }
}
