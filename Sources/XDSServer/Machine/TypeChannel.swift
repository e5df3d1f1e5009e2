import XDSResources

/// One type on one stream: what the proxy asked for, what it has, what it has not answered and what it refused.
struct TypeChannel: Sendable {
  let type: TypeURL
  let rules: TypeRules
  let isDelta: Bool
  /// Whether another type follows this one.
  let isFollowed: Bool
  var view: ClientView
  /// Oldest first. More than one only when a proxy did not answer in time.
  private(set) var unanswered: [Delivery] = []
  /// Versions (nil: the removal) that the proxy refused, by name: not sent again until they change.
  private(set) var refused: [String: ResourceVersion?] = [:]
  private(set) var isolation: Isolation?
  /// State of the world: the version that the proxy brought along from an earlier stream, until it was compared.
  var claim: String?
  /// The proxy wants whatever belongs to what it has of the type that this one follows.
  var isFollowing = false
  /// A newer snapshot than the one that this channel follows is waiting, so what is missing may be about to come.
  var isBehind = false
  /// What the proxy got on this stream without having had it, as far as another type follows this one.
  private(set) var anew: Set<String> = []
  /// Names whose last delivery the proxy refused.
  private var refusedLast: Set<String> = []
  /// Of those, what was just sent again: the proxy may have dropped what belongs to it.
  var retried: Set<String> = []
  /// What a follower brought along from an earlier stream.
  var brought: [String: ResourceVersion?] = [:]
  /// The proxy waits for an answer to its first request even if there is nothing to say.
  var owesAnswer = false
  /// Of the newest response; nil before the first.
  private(set) var lastNonce: String?

  /// More than this many unanswered responses are not remembered.
  private static let memory = 4

  init(type: TypeURL, rules: TypeRules, isDelta: Bool, isFollowed: Bool) {
    self.isFollowed = isFollowed
    self.type = type
    self.rules = rules
    self.isDelta = isDelta
    view = ClientView(matching: rules.matching)
  }

  // MARK: What is to be sent

  /// Whether a response is out whose answer is still worth waiting for.
  func isWaiting(_ now: Duration) -> Bool { unanswered.last.map { $0.deadline > now } ?? false }

  /// Names to send now, sorted; without removals that have to go last.
  func updates() -> [String] {
    if let group = isolation?.current { return group.filter(isWanted).sorted() }
    return (view.differences.keys.filter(isUpdate) + view.repeats.filter(isRepeat) + view.withdrawals).sorted()
  }

  func hasUpdates() -> Bool {
    owesAnswer || isolation?.current != nil || view.differences.keys.contains(where: isUpdate)
      || view.repeats.contains(where: isRepeat)
      || !view.withdrawals.isEmpty
  }

  /// Whether `name` is still to be sent.
  func hasDue(_ name: String) -> Bool { view.repeats.contains(name) || view.differences[name] != nil }

  /// Names that the proxy has and should not have any more.
  func removals() -> [String] {
    guard isDelta || rules.isWholeSet else { return [] }
    return view.differences.keys.filter { isRemoval($0) && !isRefused($0) }.sorted()
  }

  /// Whether the proxy holds on to something that it should have replaced or removed.
  var keepsRefused: Bool { isolation != nil || refused.keys.contains { view.held($0) != .nothing } }

  /// What the proxy refused and should still have, sorted.
  var refusedNames: [String] { refused.keys.filter(isRefused).sorted() }

  private func isRemoval(_ name: String) -> Bool {
    view.target(name) == nil && view.differences[name].map { $0 != .nothing } ?? false
  }

  private func isUpdate(_ name: String) -> Bool {
    isWanted(name) && (rules.removal == .withUpdates || !isRemoval(name))
  }

  private func isRepeat(_ name: String) -> Bool { view.differences[name] == nil && !isRefused(name) }

  /// A difference that a response can and may settle.
  private func isWanted(_ name: String) -> Bool {
    guard !isRefused(name) else { return false }
    guard let held = view.differences[name] else { return view.repeats.contains(name) }
    if view.target(name) != nil { return true }
    // Asked for by namespace: it is only missing while nothing is in it.
    if held == .nothing, isBehind || view.hasMembers(name) { return false }
    // State of the world has no words for "there is no such thing", except by leaving it out of a whole set.
    return isDelta || (rules.isWholeSet && held != .nothing)
  }

  private func isRefused(_ name: String) -> Bool {
    guard let refusal = refused[name] else { return false }
    return refusal == view.target(name)?.version
  }

  // MARK: What happens

  /// State of the world: compares the version that the proxy brought along with that of what it should have, which it then has.
  mutating func settleClaim() {
    defer { claim = nil }
    guard claim == ResourceVersion(hashingSet: view.targetResources()).description else { return }
    view.deliveredAll()
    owesAnswer = false
  }

  /// Makes the resources of `first` what the proxy should have, and those of `second` where `first` has nothing of the name.
  mutating func move(to first: ResourceSnapshot?, fallback second: ResourceSnapshot? = nil) {
    for name in view.move(to: first?.layers[type] ?? [], fallback: second?.layers[type] ?? []) {
      if let refusal = refused[name], refusal != view.target(name)?.version { refused[name] = nil }
    }
    tidyIsolation()
  }

  /// Notes that `names` are on their way.
  mutating func send(_ names: [String], nonce: String, version: String, generation: UInt64, deadline: Duration) {
    let items = names.map { Delivery.Item(name: $0, before: view.held($0), sent: view.target($0)?.version) }
    for name in names { view.delivered(name) }
    if isFollowed { anew.formUnion(items.filter { $0.before == .nothing && $0.sent != nil }.map(\.name)) }
    if isFollowed { retried.formUnion(refusedLast.intersection(names)) }
    // A proxy that leaves groups unanswered is not worth a search.
    if !unanswered.isEmpty { isolation = nil }
    if unanswered.count >= Self.memory { unanswered.removeFirst() }
    (owesAnswer, lastNonce) = (false, nonce)
    let isIsolating = isolation?.current != nil
    if isIsolating { isolation?.sent() }
    unanswered.append(
      Delivery(
        nonce: nonce, version: version, items: items, generation: generation, deadline: deadline, isIsolating: isIsolating))
  }

  /// Corrects the version of the newest response.
  mutating func setVersion(_ version: String) {
    guard !unanswered.isEmpty else { return }
    unanswered[unanswered.count - 1].version = version
  }

  /// The response that `nonce` answers, which is then no longer unanswered. In state-of-the-world streams only the newest
  /// counts, and it answers all before it.
  mutating func answer(_ nonce: String) -> Delivery? {
    if isDelta {
      guard let index = unanswered.firstIndex(where: { $0.nonce == nonce }) else { return nil }
      return unanswered.remove(at: index)
    }
    guard let last = unanswered.last, last.nonce == nonce else { return nil }
    unanswered = []
    return last
  }

  mutating func accepted(_ delivery: Delivery) {
    for item in delivery.items {
      refused[item.name] = nil
      refusedLast.remove(item.name)
    }
    if delivery.isIsolating { isolation?.answered(delivery.items.map(\.name), accepted: true) }
    tidyIsolation()
  }

  /// Takes back what the proxy refused.
  /// - Returns: the names to blame, sorted; all of the response where the proxy did not say.
  mutating func rejected(_ delivery: Delivery, message: String) -> [String] {
    let names = delivery.items.map(\.name)
    let named = RejectionMessage.names(in: message, among: names)
    let blamed = named.isEmpty && names.count == 1 ? Set(names) : named
    for item in delivery.items {
      if rules.refusesSingly, !named.isEmpty, !named.contains(item.name) {
        refused[item.name] = nil
        continue
      }
      refusedLast.insert(item.name)
      view.set(item.name, item.before)
      if item.before == .nothing, item.sent == nil { view.delivered(item.name) }
      if blamed.contains(item.name) { refused[item.name] = .some(item.sent) }
    }
    if delivery.isIsolating {
      if blamed.isEmpty { isolation?.answered(names, accepted: false) } else { isolation?.found(blamed) }
    } else if blamed.isEmpty {
      isolation = Isolation(splitting: names)
    }
    tidyIsolation()
    return blamed.isEmpty ? names.sorted() : blamed.sorted()
  }

  /// Makes what belongs to the resources that the proxy has of `owner` what it wants.
  mutating func follow(_ owner: TypeChannel?) {
    guard isFollowing, let owner else { return }
    let wanted = owner.view.subscription.names.filter { owner.view.held($0) != .nothing }
    let names = view.subscription.names
    // What comes anew comes with all that belongs to it.
    brought = brought.filter { !owner.anew.contains(ResourceTable.namespace(of: $0.key) ?? "") }
    defer { withdrawUnclaimed() }
    let stale = owner.retried.intersection(names)
    guard names != wanted || !stale.isEmpty else { return }
    view.unsubscribe(names.subtracting(wanted).sorted(), withdrawing: true)
    view.subscribe(wanted.subtracting(names).union(stale.intersection(wanted)).sorted(), initial: brought)
    view.note(initial: brought)
    subscriptionChanged()
  }

  /// What the proxy brought along without its owner, it only remembers: were it to get the owner anew on a later stream, it could
  /// not be believed.
  private mutating func withdrawUnclaimed() {
    view.withdraw(brought.keys)
    brought = [:]
  }

  mutating func subscriptionChanged() {
    refused = refused.filter { view.subscription.covers($0.key) }
    refusedLast = refusedLast.filter(view.subscription.covers)
    tidyIsolation()
  }

  private mutating func tidyIsolation() {
    guard var search = isolation else { return }
    search.keep(where: isWanted)
    isolation = search
    guard let outcome = search.outcome else { return }
    isolation = nil
    if outcome.hasProgress {
      for name in outcome.refused { refused[name] = nil }
    }
  }
}
