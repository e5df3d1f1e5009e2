/// What an Envoy says on a delta ADS stream, without an Envoy.
///
/// It asks for all clusters and, once they are warm, all listeners; for the endpoints of clusters that want them; for the routes
/// that listeners name; and for the virtual hosts of routes that say they come by VHDS. It accepts everything. Like an Envoy, it
/// answers a cluster response only when the clusters in it have their endpoints, and on a new stream it says what it still has.
struct SimulatedProxy: Sendable {
  /// Something to send.
  struct Request: Sendable {
    var kind: ResourceKind
    var subscribe: [ResourceID] = []
    var unsubscribe: [ResourceID] = []
    /// What the proxy has; only on a new stream.
    var initial: [ResourceID: VersionID] = [:]
    /// The response that this accepts; empty where it answers none.
    var nonce = ""
  }

  /// What a response led to.
  struct Outcome: Sendable {
    var requests: [Request] = []
    /// Resources that are new to the proxy or have a new version now.
    var changed: [ResourceID] = []
    /// How many resources came in the version that the proxy had.
    var repeated = 0
  }

  private struct Channel: Sendable {
    var isRequested = false
    var hasAnswer = false
    var subscribed: Set<ResourceID> = []
    var held: [ResourceID: VersionID] = [:]
    /// What the held resources make the proxy ask for.
    var needs: [ResourceID: [ResourceID]] = [:]
  }

  private var channels: [ResourceKind: Channel] = [:]
  /// Endpoints that a cluster in an unanswered response waits for.
  private var warming: Set<ResourceID> = []
  private var unansweredClusters: [String] = []
  /// Whether the proxy has had, on this stream, everything that it knew it needed.
  private(set) var hasSynced = false

  /// The requests of a new stream.
  mutating func connected() -> [Request] {
    (warming, unansweredClusters, hasSynced) = ([], [], false)
    guard channels[.cluster] != nil else { return [open(.cluster)] }
    return ResourceKind.allCases.compactMap { kind in
      guard let channel = channels[kind], channel.isRequested else { return nil }
      return Request(kind: kind, subscribe: kind.isNamed ? Array(channel.subscribed) : [], initial: channel.held)
    }
  }

  mutating func received(_ response: ScannedResponse) -> Outcome {
    var outcome = Outcome()
    take(response, &outcome)
    if response.kind == .cluster {
      for item in response.items { warming.formUnion(item.needs) }
      unansweredClusters.append(response.nonce)
    } else {
      outcome.requests.append(Request(kind: response.kind, nonce: response.nonce))
    }
    if let child = response.kind.child { follow(child, of: response.kind, &outcome) }
    if response.kind == .endpoint {
      warming.subtract(response.items.map(\.resource))
      warming.subtract(response.removed)
    }
    finishWarming(&outcome)
    hasSynced = hasSynced || isComplete
    return outcome
  }

  private var isComplete: Bool {
    guard channels[.listener]?.hasAnswer == true, warming.isEmpty else { return false }
    for kind in [ResourceKind.endpoint, .route, .virtualHost] {
      guard let channel = channels[kind], !channel.subscribed.isEmpty else { continue }
      // A route's virtual hosts come under names of their own.
      let isComplete = kind.isNamed ? channel.subscribed.allSatisfy { channel.held[$0] != nil } : channel.hasAnswer
      guard isComplete else { return false }
    }
    return true
  }

  /// How many resources of a kind the proxy has.
  func count(_ kind: ResourceKind) -> Int { channels[kind]?.held.count ?? 0 }

  func holds(_ kind: ResourceKind, _ resource: ResourceID) -> Bool { channels[kind]?.held[resource] != nil }

  private mutating func take(_ response: ScannedResponse, _ outcome: inout Outcome) {
    var channel = channels[response.kind] ?? Channel()
    channels[response.kind] = nil
    channel.hasAnswer = true
    for item in response.items {
      if channel.held.updateValue(item.version, forKey: item.resource) == item.version {
        outcome.repeated += 1
      } else {
        outcome.changed.append(item.resource)
      }
      if response.kind.child != nil { channel.needs[item.resource] = item.needs.isEmpty ? nil : item.needs }
    }
    for resource in response.removed {
      channel.held[resource] = nil
      channel.needs[resource] = nil
    }
    channels[response.kind] = channel
  }

  /// Subscribes to what the resources of `parent` need now, and to nothing else.
  private mutating func follow(_ kind: ResourceKind, of parent: ResourceKind, _ outcome: inout Outcome) {
    var needed: Set<ResourceID> = []
    for names in (channels[parent]?.needs ?? [:]).values { needed.formUnion(names) }
    var channel = channels[kind] ?? Channel()
    let added = needed.subtracting(channel.subscribed)
    let gone = channel.subscribed.subtracting(needed)
    guard !added.isEmpty || !gone.isEmpty else { return }
    let isFirst = !channel.isRequested
    channel.isRequested = true
    channel.subscribed = needed
    if kind.isNamed { for resource in gone { channel.held[resource] = nil } }
    channels[kind] = channel
    if kind.isNamed {
      outcome.requests.append(Request(kind: kind, subscribe: Array(added), unsubscribe: Array(gone)))
    } else if isFirst {
      outcome.requests.append(Request(kind: kind))
    }
  }

  private mutating func finishWarming(_ outcome: inout Outcome) {
    guard warming.isEmpty, !unansweredClusters.isEmpty else { return }
    outcome.requests += unansweredClusters.map { Request(kind: .cluster, nonce: $0) }
    unansweredClusters = []
    if channels[.listener]?.isRequested != true { outcome.requests.append(open(.listener)) }
  }

  private mutating func open(_ kind: ResourceKind) -> Request {
    channels[kind, default: Channel()].isRequested = true
    return Request(kind: kind)
  }
}
