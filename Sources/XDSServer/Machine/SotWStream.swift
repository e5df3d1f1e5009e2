import EnvoyAPI
import XDSResources

/// The state-of-the-world variant of the protocol on one stream.
struct SotWStream: StreamMachine {
  static let isDelta = false

  /// What a proxy says.
  struct Request: Sendable, Hashable {
    var type: TypeURL
    /// All names it wants.
    var names: [String] = []
    /// The version of the last set that it accepted, perhaps from an earlier stream.
    var version: String = ""
    /// Of the last response that it received; empty before the first.
    var nonce: String = ""
    /// Why the proxy refused the response; nil when it accepted it.
    var refusal: String?
  }

  private(set) var rollout: Rollout

  init(rules: DeliveryRules, noncePrefix: String) {
    rollout = Rollout(rules: rules, isDelta: false, noncePrefix: noncePrefix)
  }

  mutating func publish(_ snapshot: ResourceSnapshot) { rollout.publish(snapshot) }
  mutating func next(_ now: Duration) -> StreamResponse? { rollout.next(now) }
  mutating func takeEvents() -> [DeliveryEvent] { rollout.takeEvents() }

  mutating func received(_ message: Envoy_Service_Discovery_V3_DiscoveryRequest) { received(message.machineInput) }

  mutating func received(_ request: Request) {
    let isFirst = rollout.channels[request.type] == nil
    let events = rollout.withChannel(request.type) { channel in
      // A request that answers an older response than the newest says nothing that the answer to the newest will not say again.
      if !isFirst, let newest = channel.lastNonce, request.nonce != newest { return [DeliveryEvent]() }
      return (isFirst ? [] : channel.settle(request.nonce, refusal: request.refusal))
        + channel.subscribe(request, isFirst: isFirst)
    }
    for event in events { rollout.report(event) }
  }
}

extension TypeChannel {
  fileprivate mutating func subscribe(_ request: SotWStream.Request, isFirst: Bool) -> [DeliveryEvent] {
    let before = view.subscription
    let wanted = Set(request.names).subtracting(["*"])
    // Only the incremental variant knows types that follow others.
    let wantsAll =
      request.names.contains("*")
      || (wanted.isEmpty && rules.emptyMeansAll && (isFirst || (before.isWildcard && before.names.isEmpty)))
    if wantsAll { view.subscribeToAll() } else { view.unsubscribeFromAll() }
    view.unsubscribe(before.names.subtracting(wanted).sorted())
    view.subscribe(wanted.subtracting(before.names).sorted())
    if isFirst {
      owesAnswer = wantsAll
      // The version of a whole set says what the proxy has. For other types it does not: the proxy may have dropped a name and
      // asked for it again since, without any response in between.
      if rules.isWholeSet, !request.version.isEmpty { claim = request.version }
    }
    guard isFirst || view.subscription != before else { return [] }
    subscriptionChanged()
    return [subscribedEvent]
  }
}
