import XDSResources

@testable import XDSServer

/// A `ModelProxy` that speaks one variant of the protocol: turns responses into the proxy's requests.
protocol ModelPeer {
  associatedtype Machine: StreamMachine
  associatedtype Request

  init()
  var proxy: ModelProxy { get set }

  /// What a stream begins with; the proxy may have something already.
  mutating func connect() -> [Request]
  mutating func take(_ response: StreamResponse) -> [Request]
  static func give(_ request: Request, to machine: inout Machine)
}

struct DeltaPeer: ModelPeer {
  var proxy = ModelProxy()
  private var subscribed: [TypeURL: Set<String>] = [:]
  private var hasAskedForHosts = false
  private var clusterAnswer: DeltaStream.Request?

  mutating func connect() -> [DeltaStream.Request] {
    proxy.stopWarming()
    subscribed = [:]
    hasAskedForHosts = false
    clusterAnswer = nil
    var requests = [TypeURL.cluster, .listener].map { DeltaStream.Request(type: $0, initial: versions($0)) }
    requests += subscriptions(isReconnect: true)
    return requests
  }

  mutating func take(_ response: StreamResponse) -> [DeltaStream.Request] {
    let bad = proxy.take(response.type, response.resources, removed: response.removed)
    var answer = DeltaStream.Request(type: response.type, nonce: response.nonce)
    if !bad.isEmpty { answer.refusal = refusal(response.type, bad) }
    var requests: [DeltaStream.Request] = []
    if response.type == .cluster { clusterAnswer = answer } else { requests.append(answer) }
    requests += subscriptions(isReconnect: false)
    if proxy.warming.isEmpty, let answer = clusterAnswer {
      requests.append(answer)
      clusterAnswer = nil
    }
    return requests
  }

  private func versions(_ type: TypeURL) -> [String: ResourceVersion?] { proxy.state(type).mapValues(Optional.some) }

  private mutating func subscriptions(isReconnect: Bool) -> [DeltaStream.Request] {
    var requests: [DeltaStream.Request] = []
    for (type, names) in proxy.wants().sorted(by: { $0.key < $1.key }) {
      let before = subscribed[type] ?? []
      guard names != before else { continue }
      subscribed[type] = names
      requests.append(
        DeltaStream.Request(
          type: type, subscribe: names.subtracting(before).sorted(), unsubscribe: before.subtracting(names).sorted(),
          initial: isReconnect ? versions(type) : [:]))
    }
    if proxy.asksForVirtualHosts, !hasAskedForHosts {
      hasAskedForHosts = true
      let initial = isReconnect ? proxy.rememberedHosts.mapValues(Optional.some) : [:]
      requests.append(DeltaStream.Request(type: .virtualHost, initial: initial))
    }
    return requests
  }

  static func give(_ request: DeltaStream.Request, to machine: inout DeltaStream) { machine.received(request) }
}

struct SotWPeer: ModelPeer {
  var proxy = ModelProxy()
  private var subscribed: [TypeURL: Set<String>] = [:]
  private var nonces: [TypeURL: String] = [:]
  private var versions: [TypeURL: String] = [:]
  private var clusterAnswer: SotWStream.Request?

  mutating func connect() -> [SotWStream.Request] {
    proxy.stopWarming()
    subscribed = [:]
    nonces = [:]
    clusterAnswer = nil
    return [TypeURL.cluster, .listener].map { request($0) } + subscriptions()
  }

  mutating func take(_ response: StreamResponse) -> [SotWStream.Request] {
    let type = response.type
    let isWholeSet = type == .cluster || type == .listener
    let names = Set(response.resources.map(\.name))
    let gone = isWholeSet ? proxy.state(type).keys.filter { !names.contains($0) } : []
    let changed = response.resources.filter { proxy.held[type]?[$0.name] != $0 || type == .endpoint }
    let bad = proxy.take(type, changed, removed: gone)
    nonces[type] = response.nonce
    if bad.isEmpty { versions[type] = response.version }
    // The names that go with an answer are those wanted after the response was taken in.
    let wanted = proxy.wants()
    if let own = wanted[type] { subscribed[type] = own }
    var answer = request(type)
    if !bad.isEmpty { answer.refusal = refusal(type, bad) }
    var requests: [SotWStream.Request] = []
    if type == .cluster { clusterAnswer = answer } else { requests.append(answer) }
    requests += subscriptions()
    if proxy.warming.isEmpty, let answer = clusterAnswer {
      requests.append(answer)
      clusterAnswer = nil
    }
    return requests
  }

  private func request(_ type: TypeURL) -> SotWStream.Request {
    SotWStream.Request(
      type: type, names: (subscribed[type] ?? []).sorted(), version: versions[type] ?? "", nonce: nonces[type] ?? "")
  }

  private mutating func subscriptions() -> [SotWStream.Request] {
    var requests: [SotWStream.Request] = []
    for (type, names) in proxy.wants().sorted(by: { $0.key < $1.key }) where names != subscribed[type] ?? [] {
      subscribed[type] = names
      requests.append(request(type))
    }
    return requests
  }

  static func give(_ request: SotWStream.Request, to machine: inout SotWStream) { machine.received(request) }
}

/// Envoy names the bad ones of clusters and listeners, and gives just a reason for others.
private func refusal(_ type: TypeURL, _ names: [String]) -> String {
  switch type {
  case .cluster, .listener: "Error adding/updating: " + names.map { "\($0): it is bad" }.joined(separator: ", ")
  default: "Only unique values for domains are permitted"
  }
}
