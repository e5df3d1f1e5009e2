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
  /// Names that stay in the table although their newest form could not be built, by the group that wants them.
  private var lastGood: [Group: Set<String>] = [:]

  init(type: TypeURL, identity: LayerIdentity) {
    self.type = type
    self.layer = ResourceSnapshot.Layer(identity: identity, table: ResourceTable())
  }

  var groupKeys: some Sequence<Group> { Set(groups.keys).union(lastGood.keys) }

  /// Makes `wanted` the inputs of the groups it names; other groups stay as they are. Resources whose inputs did not change are
  /// neither looked up nor built. All groups of one change are handed over together, so that a resource which moves from one
  /// group to another is never missing.
  /// - Returns: whether a resource changed, appeared or went.
  mutating func replace(
    _ wanted: [(group: Group, inputs: [Inputs])], memo: inout some ResourceBuilding<Inputs>, counts: inout BuildCounts
  ) -> Bool {
    var updates: [Resource] = []
    var removals: Set<String> = []
    var failed: [Group: Set<String>] = [:]
    var released: [Inputs] = []
    for (group, inputs) in wanted {
      let old = groups[group] ?? []
      if old.count == inputs.count, lastGood[group] == nil, zip(old, inputs).allSatisfy({ $0.inputs == $1 }) { continue }
      let (held, failures) = acquire(inputs, memo: &memo, counts: &counts)
      groups[group] = held.isEmpty ? nil : held
      updates += held.map(\.built.resource)
      removals.formUnion(old.map(\.built.resource.name))
      removals.formUnion(lastGood[group] ?? [])
      failed[group] = failures
      released += old.map(\.inputs)
    }
    removals.subtract(updates.map(\.name))
    for group in lastGood.keys { lastGood[group]?.subtract(updates.map(\.name)) }
    for (group, names) in failed {
      let kept = names.intersection(removals)
      lastGood[group] = kept.isEmpty ? nil : kept
    }
    for names in lastGood.values { removals.subtract(names) }
    for inputs in released { memo.release(inputs) }
    return !layer.table.apply(setting: updates, removing: removals.sorted()).isEmpty
  }

  /// - Returns: what could be built, and the names of what could not.
  private func acquire(
    _ inputs: [Inputs], memo: inout some ResourceBuilding<Inputs>, counts: inout BuildCounts
  ) -> (held: [Held], failed: Set<String>) {
    var held: [Held] = []
    var failed: Set<String> = []
    for input in inputs {
      do throws(BuildFailure) {
        held.append(Held(inputs: input, built: try memo.acquire(input, counts: &counts)))
      } catch {
        failed.insert(error.name)
        counts.failures.append(error)
      }
    }
    return (held, failed)
  }

  /// Like `replace`, and takes away the groups that are not named.
  mutating func replaceAll(
    _ wanted: [(group: Group, inputs: [Inputs])], memo: inout some ResourceBuilding<Inputs>, counts: inout BuildCounts
  ) -> Bool {
    let named = Set(wanted.map(\.group))
    let gone = groupKeys.filter { !named.contains($0) }
    return replace(wanted + gone.map { ($0, []) }, memo: &memo, counts: &counts)
  }

  /// Gives everything back; the lane must not be used afterwards.
  mutating func retire(memo: inout some ResourceBuilding<Inputs>) {
    for held in groups.values.joined() { memo.release(held.inputs) }
    groups = [:]
    lastGood = [:]
  }

  /// The objects behind a resource; slow, for diagnostics.
  func origins(of name: String) -> [ObjectKey]? {
    for held in groups.values.joined() where held.built.resource.name == name { return held.built.origins }
    return nil
  }
}
