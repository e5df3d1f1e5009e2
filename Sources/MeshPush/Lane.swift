import MeshAPI
import XDSResources

/// The resources of one type that a class of proxies has, in groups that are planned together (for example, all clusters of a
/// service), published as one layer.
struct Lane<Group: Hashable & Sendable, Inputs: Hashable & Sendable> {
  private struct Held {
    var inputs: Inputs
    var built: BuiltResource
  }

  let type: TypeURL
  private(set) var layer: ResourceSnapshot.Layer
  private var groups: [Group: [Held]] = [:]
  /// Names that stay in the table although their newest form could not be built.
  private var lastGood: Set<String> = []

  init(type: TypeURL, identity: LayerIdentity) {
    self.type = type
    self.layer = ResourceSnapshot.Layer(identity: identity, table: ResourceTable())
  }

  var groupKeys: some Sequence<Group> { groups.keys }

  /// Makes `wanted` the inputs of the groups it names; other groups stay as they are. Resources whose inputs did not change are
  /// neither looked up nor built. All groups of one change are handed over together, so that a resource which moves from one
  /// group to another is never missing.
  /// - Returns: whether a resource changed, appeared or went.
  mutating func replace(
    _ wanted: [(group: Group, inputs: [Inputs])], memo: inout some ResourceBuilding<Inputs>, counts: inout BuildCounts
  ) -> Bool {
    var updates: [Resource] = []
    var removals = lastGood
    var failed: Set<String> = []
    var released: [Inputs] = []
    for (group, inputs) in wanted {
      let old = groups[group] ?? []
      if old.count == inputs.count, zip(old, inputs).allSatisfy({ $0.inputs == $1 }) { continue }
      var held: [Held] = []
      for input in inputs {
        do throws(BuildFailure) {
          held.append(Held(inputs: input, built: try memo.acquire(input, counts: &counts)))
        } catch {
          failed.insert(error.name)
          counts.failures.append(error)
        }
      }
      groups[group] = held.isEmpty ? nil : held
      updates += held.map(\.built.resource)
      removals.formUnion(old.map(\.built.resource.name))
      released += old.map(\.inputs)
    }
    removals.subtract(updates.map(\.name))
    lastGood.formUnion(removals.intersection(failed))
    removals.subtract(failed)
    lastGood.subtract(updates.map(\.name))
    lastGood.subtract(removals)
    for inputs in released { memo.release(inputs) }
    return !layer.table.apply(setting: updates, removing: removals.sorted()).isEmpty
  }

  /// Like `replace`, and takes away the groups that are not named.
  mutating func replaceAll(
    _ wanted: [(group: Group, inputs: [Inputs])], memo: inout some ResourceBuilding<Inputs>, counts: inout BuildCounts
  ) -> Bool {
    let named = Set(wanted.map(\.group))
    let gone = groups.keys.filter { !named.contains($0) }
    return replace(wanted + gone.map { ($0, []) }, memo: &memo, counts: &counts)
  }

  /// Gives everything back; the lane must not be used afterwards.
  mutating func retire(memo: inout some ResourceBuilding<Inputs>) {
    for held in groups.values.joined() { memo.release(held.inputs) }
    groups = [:]
  }

  /// The objects behind a resource; slow, for diagnostics.
  func origins(of name: String) -> [ObjectKey]? {
    for held in groups.values.joined() where held.built.resource.name == name { return held.built.origins }
    return nil
  }
}
