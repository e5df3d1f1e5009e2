import MeshTestSupport
import Testing
import XDSResources

@testable import XDSServer

/// A server machine and a model proxy with a network between them that delays everything at random.
struct Simulation<Peer: ModelPeer> {
  private(set) var machine: Peer.Machine
  private(set) var peer = Peer()
  private(set) var mesh: ModelMesh<SeededGenerator>
  private var toProxy: [StreamResponse] = []
  private var toServer: [Peer.Request] = []
  private var streams = 0
  private let rules: DeliveryRules
  private var now: Duration
  /// Whether a route must never name a cluster that is not warm.
  private let isStrict: Bool
  private let seed: UInt64
  private(set) var rejections = 0
  /// The newest generation of which the server says that everything was answered; nil since the stream began.
  private(set) var settled: UInt64?

  init(seed: UInt64, withVirtualHosts: Bool, withBad: Bool, isStrict: Bool) {
    self.seed = seed
    rules = DeliveryRules()
    now = .seconds(1)
    self.isStrict = isStrict
    mesh = ModelMesh(SeededGenerator(seed: seed), withVirtualHosts: withVirtualHosts, withBad: withBad)
    machine = Peer.Machine(rules: rules, noncePrefix: "0-")
    connect()
  }

  mutating func connect() {
    streams += 1
    machine = Peer.Machine(rules: rules, noncePrefix: "\(streams)-")
    settled = nil
    if mesh.generation > 0 { machine.publish(mesh.snapshot) }
    toProxy = []
    toServer = peer.connect()
  }

  mutating func changeMesh() {
    mesh.change()
    machine.publish(mesh.snapshot)
  }

  /// The transport takes what the server has to say, unless it is busy.
  mutating func write() {
    while toProxy.count < 2, let response = machine.next(now) { toProxy.append(response) }
    for event in machine.takeEvents() {
      switch event {
      case .rejected: rejections += 1
      case .settled(let generation, let refused):
        settled = generation
        expectSettled(generation, refused)
      default: break
      }
    }
  }

  /// Checks that the proxy has what the server says it has: all that it has asked for by now, but for what it refused.
  private func expectSettled(_ generation: UInt64, _ refused: [TypeURL: [String]]) {
    let snapshot = mesh.snapshot
    #expect(generation == snapshot.generation, "seed \(seed)")
    for (type, channel) in machine.rollout.channels {
      let held = peer.proxy.state(type)
      let wanted = type == .virtualHost ? peer.proxy.namespaces : peer.proxy.wanted[type]
      for resource in snapshot.resources(type) where channel.view.subscription.covers(resource.name) {
        let isWanted = wanted.map { wanted in
          wanted.contains(resource.name) || ResourceTable.namespace(of: resource.name).map(wanted.contains) ?? false
        }
        // What it has just given up, nobody waits for.
        guard isWanted ?? true else { continue }
        let isRefused = refused[type]?.contains(resource.name) ?? false
        #expect((held[resource.name] == resource.version) != isRefused, "seed \(seed): \(type) \(resource.name)")
      }
    }
  }

  mutating func deliverToProxy() {
    guard !toProxy.isEmpty else { return }
    toServer += peer.take(toProxy.removeFirst())
    if isStrict { #expect(peer.proxy.broken == [], "seed \(seed)") }
  }

  mutating func deliverToServer() {
    guard !toServer.isEmpty else { return }
    Peer.give(toServer.removeFirst(), to: &machine)
  }

  mutating func step(reconnecting: Bool) {
    switch mesh.pick(reconnecting ? 61 : 60) {
    case 0..<6: changeMesh()
    case 6..<24: write()
    case 24..<42: deliverToProxy()
    case 42..<60: deliverToServer()
    default: connect()
    }
  }

  /// Lets everything arrive, also what waits for time to pass.
  mutating func settle() {
    drain()
    now += .seconds(60)
    drain()
  }

  private mutating func drain() {
    var rounds = 0
    repeat {
      write()
      deliverToProxy()
      deliverToServer()
      rounds += 1
      write()
    } while (!toProxy.isEmpty || !toServer.isEmpty) && rounds < 10_000
    #expect(rounds < 10_000, "seed \(seed): no end in sight")
  }

  /// Checks that the proxy has all of the newest snapshot that it wants and can take.
  func expectNewest(exactly: Bool) {
    let snapshot = mesh.snapshot
    #expect(settled == snapshot.generation, "seed \(seed): never settled")
    for type in [TypeURL.cluster, .endpoint, .listener, .route, .virtualHost] {
      let wanted = type == .virtualHost ? peer.proxy.namespaces : peer.proxy.wanted[type]
      let target = snapshot.resources(type).filter { resource in
        guard let wanted else { return true }
        return wanted.contains(resource.name) || ResourceTable.namespace(of: resource.name).map(wanted.contains) ?? false
      }
      let held = peer.proxy.state(type)
      for resource in target where !ModelProxy.isBad(resource) {
        #expect(held[resource.name] == resource.version, "seed \(seed): \(type) \(resource.name)")
      }
      if exactly { #expect(held.keys.sorted() == target.map(\.name), "seed \(seed): \(type)") }
    }
  }
}
