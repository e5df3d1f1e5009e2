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
  /// One combination of the values that a chain's conditions list. Envoy refuses a listener in which two chains have one in common.
  private struct Conditions: Hashable {
    var isHTTP = false
    var serverName: String?
    var destination: AddressBlock.Network?
    var source: AddressBlock.Network?
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
    if append(first.chains) { credit(first.origins) }
  }

  /// Lets one more service in, as far as that is possible beside those that are there.
  mutating func take(_ claim: ListenerClaims.Claim) {
    switch (spoken, claim.spoken) {
    // The routes for HTTP are a matter of the route configuration.
    case (.http, .http), (.detected, .http), (.detected, .detected): return
    case (.http, .detected):
      (chains, taken) = ([], [])
      spoken = .detected
      if append(claim.chains) { credit(claim.origins) }
    case (.bytes(let mine), .bytes(let theirs)):
      if mine == theirs, append(claim.chains) { credit(claim.origins) }
    case (.bytes(isServerFirst: true), _), (_, .bytes(isServerFirst: true)): return
    case (.bytes, _), (_, .bytes):
      guard append(claim.chains) else { return }
      spoken = .detected
      credit(claim.origins)
    }
  }

  private mutating func credit(_ objects: [ObjectKey]) {
    for object in objects where !origins.contains(object) { origins.append(object) }
  }

  /// - Returns: whether any of `more` was let in.
  private mutating func append(_ more: [OutboundListenerInputs.Chain]) -> Bool {
    let count = chains.count
    for chain in more {
      switch chain {
      case .http(let http):
        if taken.insert(Conditions(isHTTP: http.isSniffed)).inserted { chains.append(chain) }
      case .tcp(let bytes):
        chains += untaken(of: bytes).map { .tcp($0) }
      }
    }
    return chains.count > count
  }

  /// What earlier chains leave of one, which is taken now. Mostly that is all of it, or nothing.
  private mutating func untaken(of chain: OutboundListenerInputs.Bytes) -> [OutboundListenerInputs.Bytes] {
    let names: [String?] = chain.serverNames.isEmpty ? [nil] : chain.serverNames
    // For each pair of a destination and a source, the names that are left.
    var left: [(destination: AddressBlock?, source: AddressBlock?, names: [String?])] = []
    for destination in Self.orAny(chain.destinations) {
      for source in Self.orAny(chain.sources) {
        let free = names.filter {
          taken.insert(
            Conditions(serverName: $0, destination: destination?.network, source: source?.network)
          ).inserted
        }
        if !free.isEmpty { left.append((destination, source, free)) }
      }
    }
    let combinations = max(chain.destinations.count, 1) * max(chain.sources.count, 1)
    if left.count == combinations, left.allSatisfy({ $0.names == names }) { return [chain] }
    return left.map { destination, source, names in
      var part = chain
      part.serverNames = names.compactMap { $0 }
      part.destinations = [destination].compactMap { $0 }
      part.sources = [source].compactMap { $0 }
      return part
    }
  }

  private static func orAny(_ blocks: [AddressBlock]) -> [AddressBlock?] { blocks.isEmpty ? [nil] : blocks }
}
