import MeshAPI
import MeshModel

/// Collects who is reached at which address and port, and settles what becomes of services that share one.
///
/// The older has the better claim (Istio's rules): services that speak HTTP share one chain, others only where something tells
/// their connections apart. HTTP and bytes together make the listener detect which of them a connection is, except for protocols
/// in which the server speaks first.
struct ListenerClaims {
  /// One service's wish.
  struct Claim: Hashable {
    var spoken: SettledListener.Spoken
    var chains: [OutboundListenerInputs.Chain]
    /// The objects that had a say, most specific first; empty where many services share the claim.
    var origins: [ObjectKey]
  }
  /// Whose wish counts first.
  struct Precedence: Comparable {
    var creationTimestamp: Int64
    var service: ServiceKey
    /// Among the wishes of one service.
    var place: Int

    static func < (left: Self, right: Self) -> Bool {
      (left.creationTimestamp, left.service, left.place) < (right.creationTimestamp, right.service, right.place)
    }
  }
  private struct Contest {
    var bindsToPort: Bool
    /// Most services of a port wish for the very same: that is kept once, under its best precedence.
    var claims: [Claim: Precedence]
  }

  /// The address that stands for all of the proxy's family.
  let wildcard: String
  /// Ports on which the proxy itself listens on the wildcard address.
  let reservedPorts: [Int]
  private var contests: [ListenerPlan.Address: Contest] = [:]
  private var settled: [ListenerPlan.Address: SettledListener] = [:]
  private var count = 0

  init(wildcard: String, reservedPorts: [Int]) {
    self.wildcard = wildcard
    self.reservedPorts = reservedPorts
  }

  /// Sorted by name.
  var listeners: [SettledListener] { settled.values.sorted { $0.address.listenerName < $1.address.listenerName } }

  /// Decides about all claims so far. Later claims leave these listeners alone.
  mutating func settle() {
    for (address, contest) in contests {
      var listener: SettledListener?
      for (claim, _) in contest.claims.sorted(by: { $0.value < $1.value }) {
        if listener == nil {
          listener = SettledListener(address: address, bindsToPort: contest.bindsToPort, first: claim)
        } else {
          listener?.take(claim)
        }
      }
      settled[address] = listener
    }
    contests = [:]
  }

  mutating func add(_ claim: Claim, of service: Service, at address: ListenerPlan.Address, bindsToPort: Bool) {
    if settled[address] != nil { return }
    if case .socket(wildcard, let port) = address, reservedPorts.contains(port) { return }
    count += 1
    let precedence = Precedence(creationTimestamp: service.creationTimestamp, service: service.key, place: count)
    let known = contests[address]?.claims[claim]
    if let known, known < precedence { return }
    contests[address, default: Contest(bindsToPort: bindsToPort, claims: [:])].claims[claim] = precedence
  }
}
