import XDSResources

/// Decides what goes to one proxy next: the part that both variants of the protocol share. A value without I/O or clock; `now` is
/// time since any fixed moment.
///
/// Ordered types are rolled out snapshot by snapshot. While one snapshot (the *wave*) is on its way, newer ones wait and coalesce,
/// so that all that refers to each other comes from one snapshot. A wave sends the updates of each type in the order of the
/// rules; behind a gate (clusters) later types wait until the proxy has answered the updates of the gate and the repeats that
/// go with them (the endpoints of those clusters). When all updates are out, what is no longer in force is removed, in reverse
/// order, each type after everything later was acknowledged. Types with a lane of their own always follow the newest snapshot.
///
/// Nothing waits for ever:
/// - a refusal opens a gate like an acknowledgement does;
/// - without any answer within `answerTimeout`, the gate opens, and a newer response of the type may follow;
/// - a proxy that comes back may have things that it has not asked for again yet; until it has asked for all ordered types, or
///   `answerTimeout` after the stream began, nothing is removed that they may name;
/// - removals whose way is blocked by a refusal or by silence are put off and hold up nothing else; they happen once the proxy
///   has accepted something newer. Meanwhile the proxy just keeps a little more than it needs.
///
/// At most one response of a type is unanswered at a time (but for the timeout), whatever happens meanwhile coalesces.
struct Rollout: Sendable {
  let rules: DeliveryRules
  let isDelta: Bool
  /// Begins each nonce, so that nonces of different streams differ.
  let noncePrefix: String
  private(set) var channels: [TypeURL: TypeChannel] = [:]
  private(set) var newest: ResourceSnapshot?
  private var wave: ResourceSnapshot?
  /// Names sent through a gate in this wave whose repeats later types wait for, by the type of the repeat.
  private var repeatsAwaited: [TypeURL: Set<String>] = [:]
  /// Repeats that were due before the proxy asked for the type.
  private var repeatsMissed: [TypeURL: Set<String>] = [:]
  private var sentCount = 0
  /// When the stream began to be served.
  private var start: Duration?
  /// What was last told of everything being answered.
  private var settled: DeliveryEvent?
  private var events: [DeliveryEvent] = []

  init(rules: DeliveryRules, isDelta: Bool, noncePrefix: String) {
    self.rules = rules
    self.isDelta = isDelta
    self.noncePrefix = noncePrefix
  }

  // MARK: Inputs

  mutating func publish(_ snapshot: ResourceSnapshot) {
    newest = snapshot
    if sentCount == 0 { adopt(snapshot) } else { moveChannels() }
  }

  /// Gives the channel of `type` to `body`, making it first where there is none.
  mutating func withChannel<Result>(_ type: TypeURL, _ body: (inout TypeChannel) -> Result) -> Result {
    var channel = channels[type] ?? newChannel(type)
    // Taken out while it changes, so that nothing is copied.
    channels[type] = nil
    let result = body(&channel)
    for name in repeatsMissed.removeValue(forKey: type) ?? [] { channel.view.repeatDelivery(name) }
    if let owner = channel.rules.follows { channel.follow(channels[owner]) }
    for follower in Array(channels.keys) where rules[follower].follows == type { channels[follower]?.follow(channel) }
    channel.retried = []
    channels[type] = channel
    return result
  }

  private func newChannel(_ type: TypeURL) -> TypeChannel {
    var channel = TypeChannel(
      type: type, rules: rules[type], isDelta: isDelta, isFollowed: rules.types.values.contains { $0.follows == type })
    let (first, second) = targets(channel.rules)
    channel.isBehind = first?.generation != newest?.generation
    channel.move(to: first, fallback: second)
    return channel
  }

  private mutating func moveChannels() {
    for type in Array(channels.keys) {
      let (first, second) = targets(rules[type])
      channels[type]?.isBehind = first?.generation != newest?.generation
      channels[type]?.move(to: first, fallback: second)
    }
  }

  /// What the proxy should have. A type with a lane of its own keeps what the wave has until the wave is over, for something in
  /// the wave may need it.
  private func targets(_ rules: TypeRules) -> (ResourceSnapshot?, fallback: ResourceSnapshot?) {
    rules.isOrdered ? (wave, nil) : (newest, wave)
  }

  mutating func report(_ event: DeliveryEvent) { events.append(event) }

  /// What happened since the last call.
  mutating func takeEvents() -> [DeliveryEvent] {
    defer { events = [] }
    return events
  }

  // MARK: What is next

  /// The earliest moment at which `next` may have something to say without any other input.
  func deadline(after now: Duration) -> Duration? {
    let answers = channels.values.compactMap { $0.unanswered.last?.deadline }
    return (answers + (start.map { [$0 + rules.answerTimeout] } ?? [])).filter { $0 > now }.min()
  }

  /// What to send now; nil when there is nothing to do until something happens.
  mutating func next(_ now: Duration) -> StreamResponse? {
    guard newest != nil else { return nil }
    if start == nil { start = now }
    for type in Array(channels.keys) where channels[type]?.claim != nil { channels[type]?.settleClaim() }
    forgetSettledRepeats(now)
    while true {
      var isGateClosed = false
      for type in deliveryOrder() {
        guard let channel = channels[type] else { continue }
        if !(channel.rules.isOrdered && isGateClosed), !channel.isWaiting(now), channel.hasUpdates() {
          return sendUpdates(type, now)
        }
        if isHoldingOthers(channel, now) { isGateClosed = true }
      }
      guard !hasPendingUpdates else { return nil }
      switch removalStep(now) {
      case .send(let type, let names): return send(names, of: type, now)
      case .wait: return nil
      case .nothing: break
      }
      // A wave is not over before its gates are open: while clusters warm, they need the endpoints that came with them.
      guard let newest, newest.generation != wave?.generation, !isGateClosed else {
        noteSettled()
        return nil
      }
      adopt(newest)
    }
  }

  /// Tells once that the proxy has answered everything.
  private mutating func noteSettled() {
    guard let wave, wave.generation == newest?.generation, !channels.isEmpty,
      channels.values.allSatisfy(\.unanswered.isEmpty)
    else { return }
    let event = DeliveryEvent.settled(
      generation: wave.generation, refused: channels.compactMapValues { $0.refusedNames.isEmpty ? nil : $0.refusedNames })
    guard event != settled else { return }
    settled = event
    events.append(event)
  }

  private func deliveryOrder() -> [TypeURL] {
    let listed = rules.order.filter { channels[$0] != nil }
    guard listed.count < channels.count else { return listed }
    return listed + channels.keys.filter { !rules.order.contains($0) }.sorted()
  }

  private func isHoldingOthers(_ channel: TypeChannel, _ now: Duration) -> Bool {
    if channel.rules.isGate { return channel.isWaiting(now) }
    guard let awaited = repeatsAwaited[channel.type], !awaited.isEmpty else { return false }
    if channel.isWaiting(now), channel.unanswered.last?.items.contains(where: { awaited.contains($0.name) }) ?? false {
      return true
    }
    return channel.isWaiting(now) && awaited.contains(where: channel.hasDue)
  }

  /// Once the gate is answered, only repeats that are still on their way are waited for.
  private mutating func forgetSettledRepeats(_ now: Duration) {
    guard !channels.values.contains(where: { $0.rules.isGate && $0.isWaiting(now) }) else { return }
    for (type, names) in repeatsAwaited {
      guard let channel = channels[type] else { continue }
      let sent = Set(channel.unanswered.flatMap { $0.items.map(\.name) })
      repeatsAwaited[type] = names.filter { sent.contains($0) || channel.hasDue($0) }
    }
  }

  /// Whether an ordered type of this wave still has updates to send.
  private var hasPendingUpdates: Bool { channels.values.contains { $0.rules.isOrdered && $0.hasUpdates() } }

  private mutating func adopt(_ snapshot: ResourceSnapshot) {
    wave = snapshot
    repeatsAwaited = [:]
    moveChannels()
  }

  // MARK: Removals

  private enum RemovalStep {
    case send(TypeURL, [String])
    case wait
    case nothing
  }

  /// The next removal, latest type first; types with a lane of their own come after the ordered ones, which may name them.
  private func removalStep(_ now: Duration) -> RemovalStep {
    let ordered = rules.order.filter { rules[$0].isOrdered && !(rules[$0].isOptional && channels[$0] == nil) }.reversed()
    let own = deliveryOrder().filter { !rules[$0].isOrdered }
    for type in ordered + own {
      guard let channel = channels[type], channel.rules.removal == .last else { continue }
      let names = channel.removals()
      guard !names.isEmpty else { continue }
      let earlierInReverse = channel.rules.isOrdered ? Array(ordered.prefix { $0 != type }) : Array(ordered)
      let blockers = earlierInReverse.compactMap { channels[$0] }
      if names.count <= rules.lingeringLimit {
        if blockers.count < earlierInReverse.count, isYoung(now) { continue }
        if blockers.contains(where: { $0.isWaiting(now) || $0.hasUpdates() }) { return .wait }
        if blockers.contains(where: { !$0.unanswered.isEmpty || $0.keepsRefused }) { return .nothing }
      }
      if channel.isWaiting(now) { return .wait }
      return .send(type, names)
    }
    return .nothing
  }

  private func isYoung(_ now: Duration) -> Bool { start.map { now < $0 + rules.answerTimeout } ?? true }

  // MARK: Sending

  private mutating func sendUpdates(_ type: TypeURL, _ now: Duration) -> StreamResponse? {
    guard let names = channels[type]?.updates() else { return nil }
    return send(names, of: type, now)
  }

  private mutating func send(_ names: [String], of type: TypeURL, _ now: Duration) -> StreamResponse? {
    guard let snapshot = rules[type].isOrdered ? wave : newest else { return nil }
    sentCount += 1
    let nonce = noncePrefix + String(sentCount)
    let deadline = now + rules.answerTimeout
    let isDelta = isDelta
    let response = withChannel(type) { channel in
      let targets = names.compactMap { channel.view.target($0) }
      let removed = isDelta ? names.filter { channel.view.target($0) == nil } : []
      channel.send(names, nonce: nonce, version: "", generation: snapshot.generation, deadline: deadline)
      let resources = !isDelta && channel.rules.isWholeSet ? channel.view.heldResources() : targets
      let version = ResourceVersion(hashingSet: resources).description
      channel.setVersion(version)
      return StreamResponse(type: type, nonce: nonce, version: version, resources: resources, removed: removed)
    }
    requestRepeats(for: response, names)
    events.append(
      .sent(
        type: type, nonce: nonce, version: response.version, resources: response.resources.count,
        removed: response.removed.count, bytes: response.resources.reduce(0) { $0 + $1.body.count },
        generation: snapshot.generation))
    return response
  }

  private mutating func requestRepeats(for response: StreamResponse, _ names: [String]) {
    guard let type = rules[response.type].repeatsWith else { return }
    let sent = Set(response.resources.map(\.name)).intersection(names)
    repeatsAwaited[type, default: []].formUnion(sent)
    guard channels[type] != nil else {
      repeatsMissed[type, default: []].formUnion(sent)
      return
    }
    withChannel(type) { channel in
      for name in sent { channel.view.repeatDelivery(name) }
    }
  }
}
