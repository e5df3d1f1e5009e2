import EnvoyRendering
import XDSResources

/// Hands out built resources under the inputs that they are built from.
protocol ResourceBuilding<Inputs> {
  associatedtype Inputs: Hashable & Sendable

  /// The resource for `inputs`, built now unless somebody holds it; each `acquire` that succeeds is paired with one `release`.
  mutating func acquire(_ inputs: Inputs, counts: inout BuildCounts) throws(BuildFailure) -> MemoEntry<Inputs>
  mutating func release(_ entry: MemoEntry<Inputs>)
}

/// A built resource, the inputs that it was built from, and how many hold it.
///
/// Lanes hold entries, so what twenty classes have in common is there once, inputs included. Entries never leave the push engine.
final class MemoEntry<Inputs: Hashable & Sendable> {
  let inputs: Inputs
  let built: BuiltResource
  fileprivate var users = 1

  fileprivate init(inputs: Inputs, built: BuiltResource) {
    self.inputs = inputs
    self.built = built
  }

  var name: String { built.resource.name }
}

/// Built resources under the inputs that they were built from, shared by all classes that have equal inputs.
///
/// Entries are counted by their users and leave with the last one. Owned by the push engine alone.
struct Memo<Inputs: Hashable & Sendable>: ResourceBuilding {
  private var entries: [Inputs: MemoEntry<Inputs>] = [:]
  /// Patches that were left out of what is held, and out of how many resources.
  private(set) var problems: [PatchProblem: Int] = [:]
  private let build: @Sendable (Inputs) throws(BuildFailure) -> BuiltResource

  /// - Parameter build: plans and renders; pure.
  init(build: @escaping @Sendable (Inputs) throws(BuildFailure) -> BuiltResource) {
    self.build = build
  }

  var count: Int { entries.count }

  mutating func acquire(_ inputs: Inputs, counts: inout BuildCounts) throws(BuildFailure) -> MemoEntry<Inputs> {
    if let held = use(inputs) {
      counts.countReused(held.built.resource.type)
      return held
    }
    let built = try build(inputs)
    counts.countBuilt(built.resource)
    return keep(built, for: inputs)
  }

  mutating func release(_ entry: MemoEntry<Inputs>) { _ = releaseLast(entry) }

  /// What is held for `inputs`, with one more user; nil where nobody holds it.
  func use(_ inputs: Inputs) -> MemoEntry<Inputs>? {
    guard let entry = entries[inputs] else { return nil }
    entry.users += 1
    return entry
  }

  /// Keeps what the caller built, with one user.
  mutating func keep(_ built: BuiltResource, for inputs: Inputs) -> MemoEntry<Inputs> {
    let entry = MemoEntry(inputs: inputs, built: built)
    entries[inputs] = entry
    for problem in built.problems { problems[problem, default: 0] += 1 }
    return entry
  }

  /// Gives one use back.
  /// - Returns: whether it was the last.
  mutating func releaseLast(_ entry: MemoEntry<Inputs>) -> Bool {
    entry.users -= 1
    guard entry.users == 0 else { return false }
    entries[entry.inputs] = nil
    for problem in entry.built.problems {
      problems[problem, default: 1] -= 1
      if problems[problem] == 0 { problems[problem] = nil }
    }
    return true
  }
}
