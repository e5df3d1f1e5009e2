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
    for case .rejected in machine.takeEvents() { rejections += 1 }
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
