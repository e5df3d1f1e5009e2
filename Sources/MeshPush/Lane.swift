import MeshAPI
import XDSResources

/// The resources of one type that a class of proxies has, in groups that are planned together (for example, all clusters of a
/// service), published as one layer.
struct Lane<Group: Hashable & Sendable, Inputs: Hashable & Sendable> {
  let type: TypeURL
  private(set) var layer: ResourceSnapshot.Layer
  private var groups: [Group: [MemoEntry<Inputs>]] = [:]
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
    var released: [MemoEntry<Inputs>] = []
    var kept: [ArraySlice<MemoEntry<Inputs>>] = []
    for (group, inputs) in wanted {
      let old = groups[group] ?? []
      let (start, end) = lastGood[group] == nil ? Self.common(old, inputs) : (0, 0)
      let (gone, new) = (old[start..<(old.count - end)], inputs[start..<(inputs.count - end)])
      if gone.isEmpty, new.isEmpty, lastGood[group] == nil { continue }
      let (held, failures) = acquire(new, memo: &memo, counts: &counts)
      let all = old[..<start] + held + old[(old.count - end)...]
      groups[group] = all.isEmpty ? nil : Array(all)
      updates += held.map(\.built.resource)
      removals.formUnion(gone.map(\.name))
      removals.formUnion(lastGood[group] ?? [])
      failed[group] = failures
      released += gone
      kept += [old[..<start], old[(old.count - end)...]]
    }
    removals.subtract(updates.map(\.name))
    if !removals.isEmpty { for entries in kept { removals.subtract(entries.map(\.name)) } }
    for group in lastGood.keys { lastGood[group]?.subtract(updates.map(\.name)) }
    for (group, names) in failed {
      let kept = names.intersection(removals)
      lastGood[group] = kept.isEmpty ? nil : kept
    }
    for names in lastGood.values { removals.subtract(names) }
    for entry in released { memo.release(entry) }
    return !layer.table.apply(setting: updates, removing: removals.sorted()).isEmpty
  }

  /// How many entries at the start and at the end stay: most changes concern one of a thousand.
  private static func common(_ old: [MemoEntry<Inputs>], _ inputs: [Inputs]) -> (start: Int, end: Int) {
    let limit = min(old.count, inputs.count)
    var start = 0
    while start < limit, old[start].inputs == inputs[start] { start += 1 }
    var end = 0
    while end < limit - start, old[old.count - 1 - end].inputs == inputs[inputs.count - 1 - end] { end += 1 }
    return (start, end)
  }

  /// - Returns: what could be built, and the names of what could not.
  private func acquire(
    _ inputs: ArraySlice<Inputs>, memo: inout some ResourceBuilding<Inputs>, counts: inout BuildCounts
  ) -> (held: [MemoEntry<Inputs>], failed: Set<String>) {
    var held: [MemoEntry<Inputs>] = []
    var failed: Set<String> = []
    for input in inputs {
      do throws(BuildFailure) {
        held.append(try memo.acquire(input, counts: &counts))
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
    for entry in groups.values.joined() { memo.release(entry) }
    groups = [:]
    lastGood = [:]
  }

  /// The objects behind a resource; slow, for diagnostics.
  func origins(of name: String) -> [ObjectKey]? {
    for entry in groups.values.joined() where entry.name == name { return entry.built.origins }
    return nil
  }
}
