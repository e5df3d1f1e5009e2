import XDSResources

/// One variant of the protocol, as the shell around it sees it.
protocol StreamMachine: Sendable {
  associatedtype Message: DiscoveryRequestMessage

  static var isDelta: Bool { get }

  init(rules: DeliveryRules, noncePrefix: String)

  var rollout: Rollout { get }

  mutating func received(_ message: Message)
  mutating func publish(_ snapshot: ResourceSnapshot)
  /// What to send now; nil when there is nothing to do until something else happens.
  mutating func next(_ now: Duration) -> StreamResponse?
  /// What happened since the last call.
  mutating func takeEvents() -> [DeliveryEvent]
}
