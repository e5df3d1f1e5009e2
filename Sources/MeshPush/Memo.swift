import XDSResources

/// Hands out built resources under the inputs that they are built from.
protocol ResourceBuilding<Inputs> {
  associatedtype Inputs: Hashable & Sendable

  /// The resource for `inputs`, built now unless somebody holds it; each `acquire` that succeeds is paired with one `release`.
  mutating func acquire(_ inputs: Inputs, counts: inout BuildCounts) throws(BuildFailure) -> BuiltResource
  mutating func release(_ inputs: Inputs)
}

/// Built resources under the inputs that they were built from, shared by all classes that have equal inputs.
///
/// Entries are counted by their users and leave with the last one. Owned by the push engine alone.
struct Memo<Inputs: Hashable & Sendable>: ResourceBuilding {
  private struct Entry {
    var built: BuiltResource
    var users: Int
  }

  private var entries: [Inputs: Entry] = [:]
  private let build: @Sendable (Inputs) throws(BuildFailure) -> BuiltResource

  /// - Parameter build: plans and renders; pure.
  init(build: @escaping @Sendable (Inputs) throws(BuildFailure) -> BuiltResource) {
    self.build = build
  }

  var count: Int { entries.count }

  mutating func acquire(_ inputs: Inputs, counts: inout BuildCounts) throws(BuildFailure) -> BuiltResource {
    if let held = use(inputs) {
      counts.countReused(held.resource.type)
      return held
    }
    let built = try build(inputs)
    counts.countBuilt(built.resource)
    keep(built, for: inputs)
    return built
  }

  mutating func release(_ inputs: Inputs) { _ = releaseLast(inputs) }

  /// What is held for `inputs`, with one more user; nil where nobody holds it.
  mutating func use(_ inputs: Inputs) -> BuiltResource? {
    guard let index = entries.index(forKey: inputs) else { return nil }
    entries.values[index].users += 1
    return entries.values[index].built
  }

  /// Keeps what the caller built, with one user.
  mutating func keep(_ built: BuiltResource, for inputs: Inputs) {
    entries[inputs] = Entry(built: built, users: 1)
  }

  /// Gives one use back.
  /// - Returns: whether it was the last.
  mutating func releaseLast(_ inputs: Inputs) -> Bool {
    guard let index = entries.index(forKey: inputs) else { return false }
    entries.values[index].users -= 1
    guard entries.values[index].users == 0 else { return false }
    entries.remove(at: index)
    return true
  }
}
