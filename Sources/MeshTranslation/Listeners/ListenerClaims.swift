import MeshAPI

/// Collects who is reached at which address and port, and settles what becomes of services that share one.
///
/// Whoever comes first has the better claim (Istio's rules): services that speak HTTP share one chain, others only where something
/// tells their connections apart. HTTP and bytes together make the listener detect which of them a connection is, except for
/// protocols in which the server speaks first.
struct ListenerClaims {
  /// What is spoken behind a listener so far.
  enum Spoken: Hashable {
    case http
    /// Some protocol that is not HTTP; `isServerFirst` where nothing may be detected.
    case bytes(isServerFirst: Bool)
    /// HTTP is detected already.
    case detected
  }
  struct Listener {
    var address: ListenerPlan.Address
    var bindsToPort: Bool
    var spoken: Spoken
    var chains: [OutboundListenerInputs.Chain]
    var origins: [ObjectKey]
  }
  /// One service's wish.
  struct Claim {
    var spoken: Spoken
    /// In no particular order; conditions are unique.
    var chains: [OutboundListenerInputs.Chain]
    var origin: ObjectKey?
  }

  /// The address that stands for all of the proxy's family.
  let wildcard: String
  /// Ports on which the proxy itself listens on the wildcard address.
  let reservedPorts: [Int]
  private var listeners: [ListenerPlan.Address: Listener] = [:]
  private var closed: Set<ListenerPlan.Address> = []

  init(wildcard: String, reservedPorts: [Int]) {
    self.wildcard = wildcard
    self.reservedPorts = reservedPorts
  }

  var sorted: [Listener] { listeners.values.sorted { $0.address.listenerName < $1.address.listenerName } }

  /// Leaves the listeners that there are as they are from now on.
  mutating func close() { closed = Set(listeners.keys) }

  mutating func add(_ claim: Claim, at address: ListenerPlan.Address, bindsToPort: Bool) {
    if closed.contains(address) { return }
    if case .socket(wildcard, let port) = address, reservedPorts.contains(port) { return }
    guard var listener = listeners[address] else {
      listeners[address] = Listener(
        address: address, bindsToPort: bindsToPort, spoken: claim.spoken, chains: claim.chains,
        origins: claim.origin.map { [$0] } ?? [])
      return
    }
    guard listener.take(claim) else { return }
    if let origin = claim.origin, !listener.origins.contains(origin) { listener.origins.append(origin) }
    listeners[address] = listener
  }
}

extension ListenerClaims.Listener {
  /// - Returns: whether the claim changed anything.
  mutating func take(_ claim: ListenerClaims.Claim) -> Bool {
    switch (spoken, claim.spoken) {
    // The routes for HTTP are a matter of the route configuration.
    case (.http, .http), (.detected, .http), (.detected, .detected): return false
    case (.http, .detected):
      (spoken, chains) = (.detected, claim.chains)
      return true
    case (.bytes(let mine), .bytes(let theirs)):
      return mine == theirs && append(claim.chains)
    case (.bytes(isServerFirst: true), _), (_, .bytes(isServerFirst: true)): return false
    case (.bytes, _), (_, .bytes):
      let changed = append(claim.chains)
      if changed { spoken = .detected }
      return changed
    }
  }

  private mutating func append(_ more: [OutboundListenerInputs.Chain]) -> Bool {
    let count = chains.count
    for chain in more where !chains.contains(where: chain.hasSameConditions) { chains.append(chain) }
    return chains.count > count
  }
}

extension OutboundListenerInputs.Chain {
  /// Envoy refuses a listener in which two chains match the same connections.
  fileprivate func hasSameConditions(as other: Self) -> Bool {
    switch (self, other) {
    case (.http(let mine), .http(let theirs)): return mine.isSniffed == theirs.isSniffed
    case (.http(let http), .tcp(_, let names, let block)), (.tcp(_, let names, let block), .http(let http)):
      return !http.isSniffed && names.isEmpty && block == nil
    case (.tcp(_, let mine, let myBlock), .tcp(_, let theirs, let theirBlock)):
      guard Set(mine) == Set(theirs) else { return false }
      if let myBlock, let theirBlock { return myBlock.holdsSameAddresses(as: theirBlock) }
      return myBlock == nil && theirBlock == nil
    }
  }
}
