import HashTreeCollections
import XDSResources

/// What a proxy has of one type against what it should have.
///
/// The view remembers a basis (the tables it was last compared with, which share their storage with everyone else's) and only the
/// names where the proxy differs from it. So a stream costs memory and work in proportion to what it still has to receive, not
/// to the size of the mesh. For a covered name that is not in `differences` the proxy has exactly what the basis has.
struct ClientView: Sendable {
  private(set) var subscription: NameSubscription
  private(set) var layers: [ResourceSnapshot.Layer] = []
  /// Where to look for a name that `layers` lacks.
  private(set) var fallback: [ResourceSnapshot.Layer] = []
  /// Names where the proxy has something else than the basis, with what it has.
  private(set) var differences: [String: Held] = [:]
  /// Names that the proxy may still remember although it does not want them any more; it is told that they are gone.
  private(set) var withdrawals: Set<String> = []
  /// Names to be sent once more although the proxy has them.
  private(set) var repeats: Set<String> = []

  init(matching: TypeRules.Matching) { subscription = NameSubscription(matching: matching) }

  /// What the proxy should have under `name`; nil for what it does not want.
  func target(_ name: String) -> Resource? { subscription.covers(name) ? resource(name) : nil }

  private func resource(_ name: String) -> Resource? {
    for layer in layers {
      if let found = layer.table[name] { return found }
    }
    for layer in fallback {
      if let found = layer.table[name] { return found }
    }
    return nil
  }

  /// Whether `name` stands for a namespace, and there are resources in it.
  func hasMembers(_ name: String) -> Bool {
    guard subscription.matching == .namespace, name.hasSuffix("/"), let space = ResourceTable.namespace(of: name) else {
      return false
    }
    return (layers + fallback).contains { !($0.table.names(inNamespace: space) as TreeSet<String>).isEmpty }
  }

  func held(_ name: String) -> Held {
    if let difference = differences[name] { return difference }
    return target(name).map(Held.resource) ?? .nothing
  }

  // MARK: The target moves

  /// Makes `new` the basis, with `newFallback` behind it.
  /// - Returns: the covered names whose target may have changed.
  @discardableResult
  mutating func move(to new: [ResourceSnapshot.Layer], fallback newFallback: [ResourceSnapshot.Layer]) -> Set<String> {
    var candidates = Self.changedNames(from: layers, to: new)
    candidates.formUnion(Self.changedNames(from: fallback, to: newFallback))
    var before: [String: Held] = [:]
    for name in candidates where subscription.covers(name) { before[name] = held(name) }
    (layers, fallback) = (new, newFallback)
    for (name, held) in before { set(name, held) }
    return Set(before.keys)
  }

  /// The names that may differ between two lists of layers.
  private static func changedNames(from old: [ResourceSnapshot.Layer], to new: [ResourceSnapshot.Layer]) -> Set<String> {
    // Nearly always: the same layers, none or one of them further on.
    if old.count == new.count, zip(old, new).allSatisfy({ $0.identity == $1.identity }) {
      return zip(old, new).reduce(into: []) { $0.formUnion(changedNames(from: $1.0.table, to: $1.1.table)) }
    }
    let olds = Dictionary(old.map { ($0.identity, $0.table) }, uniquingKeysWith: { first, _ in first })
    let news = Set(new.map(\.identity))
    // Where shared layers changed places, another layer may win for a name that occurs twice.
    let isReordered = old.map(\.identity).filter(news.contains) != new.map(\.identity).filter { olds[$0] != nil }
    var names: Set<String> = []
    for layer in new {
      if let previous = olds[layer.identity], !isReordered {
        names.formUnion(changedNames(from: previous, to: layer.table))
      } else {
        names.formUnion(layer.table.resources.keys)
      }
    }
    for layer in old where isReordered || !news.contains(layer.identity) { names.formUnion(layer.table.resources.keys) }
    return names
  }

  /// The names that may differ between two states of one table.
  private static func changedNames(from old: ResourceTable, to new: ResourceTable) -> Set<String> {
    if old.generation == new.generation { return [] }
    return new.changes(since: old.generation) ?? Set(old.resources.keys).union(new.resources.keys)
  }

  // MARK: The proxy moves

  /// Adds names to the subscription. One that was there already is sent again: the proxy asks for it because it has lost it.
  /// - Parameter initial: versions that the proxy brought along from an earlier stream.
  mutating func subscribe(_ names: [String], initial: [String: ResourceVersion?] = [:]) {
    for asked in names {
      // The table's own copy of the name is shared by all streams that ask for it.
      subscription.insert(resource(asked)?.name ?? asked)
      for name in subscription.expand(asked, in: layers + fallback) {
        withdrawals.remove(name)
        if let version = initial[name] { set(name, .version(version)) } else { differences[name] = .nothing }
      }
    }
  }

  mutating func subscribeToAll(initial: [String: ResourceVersion?] = [:]) {
    guard !subscription.isWildcard else { return }
    subscription.isWildcard = true
    for layer in layers + fallback {
      for name in layer.table.resources.keys where !subscription.coversExplicitly(name) { differences[name] = .nothing }
    }
    for (name, version) in initial { set(name, .version(version)) }
  }

  /// Notes what the proxy has of names that it subscribed to (or covers by a namespace).
  mutating func note(initial: [String: ResourceVersion?]) {
    for (name, version) in initial where subscription.covers(name) { set(name, .version(version)) }
  }

  /// - Parameter withdrawing: whether the proxy is told that what it had is gone.
  mutating func unsubscribe(_ names: [String], withdrawing: Bool = false) {
    for asked in names where subscription.contains(asked) {
      if withdrawing {
        let known = subscription.expand(asked, in: layers + fallback).union(differences.keys.filter(subscription.covers))
        withdrawals.formUnion(known.filter { held($0) != .nothing && !hasMembers($0) })
      }
      subscription.remove(asked)
      if subscription.isWildcard {
        // The proxy forgets the name but still wants everything, so it needs the resource or the news that there is none.
        for name in subscription.expand(asked, in: layers + fallback) {
          if target(name) != nil { repeats.insert(name) } else { differences[name] = .version(nil) }
        }
      }
    }
    dropUncovered()
    withdrawals = withdrawals.filter { !subscription.covers($0) }
  }

  /// Tells the proxy that names which it does not want any more are gone.
  mutating func withdraw(_ names: some Sequence<String>) {
    withdrawals.formUnion(names.filter { !subscription.covers($0) })
  }

  mutating func unsubscribeFromAll() {
    subscription.isWildcard = false
    dropUncovered()
  }

  private mutating func dropUncovered() {
    guard !subscription.isWildcard else { return }
    differences = differences.filter { subscription.coversExplicitly($0.key) }
    repeats = repeats.filter { subscription.coversExplicitly($0) }
  }

  // MARK: Delivery

  /// Asks for one more delivery of what the proxy has, if it wants the name and there is something.
  mutating func repeatDelivery(_ name: String) {
    if subscription.covers(name), target(name) != nil { repeats.insert(name) }
  }

  /// From now on the proxy has the target of `name` (or knows that there is none).
  mutating func delivered(_ name: String) {
    differences[name] = nil
    repeats.remove(name)
    withdrawals.remove(name)
    if differences.isEmpty { differences = [:] }
    if repeats.isEmpty { repeats = [] }
  }

  /// The proxy has `held` after all.
  mutating func set(_ name: String, _ held: Held) {
    guard subscription.covers(name) else { return }
    if held.matches(target(name)) || (held == .nothing && target(name) == nil && !subscription.coversExplicitly(name)) {
      differences[name] = nil
    } else {
      differences[name] = held
    }
  }

  /// The proxy has everything it should.
  mutating func deliveredAll() {
    differences = [:]
    repeats = []
  }

  /// What the proxy has, sorted by name; without what only its versions are known of.
  func heldResources() -> [Resource] {
    var found: [Resource] = []
    forEachCoveredName { name in
      if case .resource(let resource) = held(name) { found.append(resource) }
    }
    return found.sorted { $0.name < $1.name }
  }

  /// What the proxy should have, sorted by name.
  func targetResources() -> [Resource] {
    var found: [Resource] = []
    forEachCoveredName { name in
      if let resource = target(name) { found.append(resource) }
    }
    return found.sorted { $0.name < $1.name }
  }

  /// Calls `body` once for each covered name that the basis or the proxy has.
  private func forEachCoveredName(_ body: (String) -> Void) {
    if subscription.isWildcard || subscription.matching == .namespace {
      var seen: Set<String> = []
      for layer in layers + fallback {
        for name in layer.table.resources.keys where subscription.covers(name) && seen.insert(name).inserted { body(name) }
      }
      for name in differences.keys where seen.insert(name).inserted { body(name) }
    } else {
      for name in subscription.names { body(name) }
    }
  }
}
