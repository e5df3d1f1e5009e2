import EnvoyAPI
import XDSResources

/// The incremental variant of the protocol on one stream.
struct DeltaStream: StreamMachine {
  static let isDelta = true

  /// What a proxy says.
  struct Request: Sendable, Hashable {
    var type: TypeURL
    var subscribe: [String] = []
    var unsubscribe: [String] = []
    /// Only in a type's first request: what the proxy has from an earlier stream; nil for a version that is not ours.
    var initial: [String: ResourceVersion?] = [:]
    /// Answers a response; empty when the request is not an answer.
    var nonce: String = ""
    /// Why the proxy refused the response; nil when it accepted it.
    var refusal: String?
  }

  private(set) var rollout: Rollout

  init(rules: DeliveryRules, noncePrefix: String) {
    rollout = Rollout(rules: rules, isDelta: true, noncePrefix: noncePrefix)
  }

  mutating func publish(_ snapshot: ResourceSnapshot) { rollout.publish(snapshot) }
  mutating func next(_ now: Duration) -> StreamResponse? { rollout.next(now) }
  mutating func takeEvents() -> [DeliveryEvent] { rollout.takeEvents() }

  mutating func received(_ message: Envoy_Service_Discovery_V3_DeltaDiscoveryRequest) { received(message.machineInput) }

  mutating func received(_ request: Request) {
    let isFirst = rollout.channels[request.type] == nil
    let events = rollout.withChannel(request.type) { channel in
      (isFirst ? [] : channel.settle(request.nonce, refusal: request.refusal)) + channel.subscribe(request, isFirst: isFirst)
    }
    for event in events { rollout.report(event) }
  }
}

extension TypeChannel {
  fileprivate mutating func subscribe(_ request: DeltaStream.Request, isFirst: Bool) -> [DeliveryEvent] {
    let before = view.subscription
    var names = request.subscribe
    let wantsAll = names.contains("*") || (isFirst && names.isEmpty && rules.emptyMeansAll)
    names.removeAll { $0 == "*" }
    let initial = isFirst ? request.initial : [:]
    if wantsAll, rules.follows != nil {
      isFollowing = true
      brought = initial
    } else if wantsAll {
      view.subscribeToAll(initial: initial)
      owesAnswer = isFirst && initial.isEmpty
    }
    view.subscribe(names, initial: initial)
    view.note(initial: initial)
    if request.unsubscribe.contains("*") { view.unsubscribeFromAll() }
    view.unsubscribe(request.unsubscribe.filter { $0 != "*" })
    guard isFirst || view.subscription != before else { return [] }
    subscriptionChanged()
    return [subscribedEvent]
  }

  var subscribedEvent: DeliveryEvent {
    .subscribed(type: type, names: view.subscription.isWildcard ? nil : view.subscription.names.sorted())
  }

  /// Takes the proxy's answer to the response `nonce`.
  mutating func settle(_ nonce: String, refusal: String?) -> [DeliveryEvent] {
    guard !nonce.isEmpty, let delivery = answer(nonce) else { return [] }
    guard let refusal else {
      accepted(delivery)
      return [
        .acknowledged(type: type, nonce: nonce, version: delivery.version, generation: delivery.generation)
      ]
    }
    let names = rejected(delivery, message: refusal)
    return [.rejected(type: type, nonce: nonce, version: delivery.version, message: refusal, names: names)]
  }
}
