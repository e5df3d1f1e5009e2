import MeshAPI

/// An outbound listener while it is decided whose connections it takes.
struct SettledListener {
  /// What is spoken behind a listener so far.
  enum Spoken: Hashable {
    case http
    /// Some protocol that is not HTTP; `isServerFirst` where nothing may be detected.
    case bytes(isServerFirst: Bool)
    /// HTTP is detected already.
    case detected
  }
  /// What a chain's connections have in common. Envoy refuses a listener in which two chains match the same.
  private struct Conditions: Hashable {
    var isHTTP = false
    var serverNames: Set<String> = []
    var network: AddressBlock.Network?
  }

  let address: ListenerPlan.Address
  let bindsToPort: Bool
  private(set) var chains: [OutboundListenerInputs.Chain] = []
  private(set) var origins: [ObjectKey] = []
  private var spoken: Spoken
  private var taken: Set<Conditions> = []

  init(address: ListenerPlan.Address, bindsToPort: Bool, first: ListenerClaims.Claim) {
    self.address = address
    self.bindsToPort = bindsToPort
    spoken = first.spoken
    if append(first.chains) { credit(first.origin) }
  }

  /// Lets one more service in, as far as that is possible beside those that are there.
  mutating func take(_ claim: ListenerClaims.Claim) {
    switch (spoken, claim.spoken) {
    // The routes for HTTP are a matter of the route configuration.
    case (.http, .http), (.detected, .http), (.detected, .detected): return
    case (.http, .detected):
      (chains, taken) = ([], [])
      spoken = .detected
      if append(claim.chains) { credit(claim.origin) }
    case (.bytes(let mine), .bytes(let theirs)):
      if mine == theirs, append(claim.chains) { credit(claim.origin) }
    case (.bytes(isServerFirst: true), _), (_, .bytes(isServerFirst: true)): return
    case (.bytes, _), (_, .bytes):
      guard append(claim.chains) else { return }
      spoken = .detected
      credit(claim.origin)
    }
  }

  private mutating func credit(_ origin: ObjectKey?) {
    if let origin, !origins.contains(origin) { origins.append(origin) }
  }

  /// - Returns: whether any of `more` was let in.
  private mutating func append(_ more: [OutboundListenerInputs.Chain]) -> Bool {
    let count = chains.count
    for chain in more where taken.insert(Self.conditions(of: chain)).inserted { chains.append(chain) }
    return chains.count > count
  }

  private static func conditions(of chain: OutboundListenerInputs.Chain) -> Conditions {
    switch chain {
    case .http(let http): Conditions(isHTTP: http.isSniffed)
    case .tcp(_, let names, let block): Conditions(serverNames: Set(names), network: block?.network)
    }
  }
}
