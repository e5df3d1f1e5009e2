import HashTreeCollections
import Synchronization
package import XDSResources

/// A source whose snapshots a test sets by hand, the same for every proxy; remembers what the server reports.
package final class InMemoryResourceSource: ResourceSource {
  private struct State {
    var snapshot: ResourceSnapshot?
    var tables: [TypeURL: ResourceTable] = [:]
    var subscriptions: [InMemorySubscription] = []
    var refusal: RefusedProxy?
    var holdsStrangers = false
    var term: StreamTerm?
  }

  private let state = Mutex(State())
  /// Gets one element for each stream that is opened.
  package let openings: EventLog<InMemorySubscription> = EventLog()

  /// The peers that opened a stream.
  package let strangers: EventLog<String> = EventLog()

  package init() {}

  /// Makes everybody who opens a stream wait to be known.
  package func holdStrangers(_ hold: Bool) { state.withLock { $0.holdsStrangers = hold } }

  package func welcome(_ peer: ProxyPeer) async throws -> ProxyPeer {
    strangers.append(peer.address)
    while state.withLock(\.holdsStrangers) { try await Task.sleep(for: .milliseconds(5)) }
    return peer
  }

  /// Makes every later proxy be refused (nil: served again).
  package func refuse(with refusal: RefusedProxy?) { state.withLock { $0.refusal = refusal } }

  /// Lets later streams be open for this long (nil: for good).
  package func limit(to term: StreamTerm?) { state.withLock { $0.term = term } }

  package func subscribe(_ node: ProxyNode, from peer: ProxyPeer) async throws -> InMemorySubscription {
    let (subscription, snapshot) = try state.withLock { state in
      if let refusal = state.refusal { throw refusal }
      let subscription = InMemorySubscription(node: node, peer: peer, term: state.term)
      state.subscriptions.append(subscription)
      return (subscription, state.snapshot)
    }
    if let snapshot { subscription.publish(snapshot) }
    openings.append(subscription)
    return subscription
  }

  /// Changes resources and publishes the result as the next snapshot.
  package func update(_ resources: [Resource] = [], removing removals: [TypeURL: [String]] = [:]) {
    publish { tables in
      for (type, group) in Dictionary(grouping: resources, by: \.type) {
        tables[type, default: ResourceTable()].apply(setting: group)
      }
      for (type, names) in removals { tables[type]?.apply(setting: [], removing: names) }
    }
  }

  /// Makes `resources` all there is, and publishes it.
  package func replace(with resources: [Resource]) {
    publish { tables in
      let groups = Dictionary(grouping: resources, by: \.type)
      for type in Set(tables.keys).union(groups.keys) {
        let wanted = groups[type] ?? []
        let names = Set(wanted.map(\.name))
        let gone = tables[type]?.resources.keys.filter { !names.contains($0) } ?? []
        tables[type, default: ResourceTable()].apply(setting: wanted, removing: gone)
      }
    }
  }

  private func publish(_ change: (inout [TypeURL: ResourceTable]) -> Void) {
    let (snapshot, subscriptions) = state.withLock { state in
      change(&state.tables)
      var snapshot = ResourceSnapshot(generation: (state.snapshot?.generation ?? 0) + 1)
      for (index, type) in state.tables.keys.sorted().enumerated() {
        guard let table = state.tables[type] else { continue }
        snapshot.layers[type] = [ResourceSnapshot.Layer(identity: Self.identity(of: type, index), table: table)]
      }
      state.snapshot = snapshot
      return (snapshot, state.subscriptions)
    }
    for subscription in subscriptions { subscription.publish(snapshot) }
  }

  private static func identity(of type: TypeURL, _ index: Int) -> LayerIdentity {
    LayerIdentity(rawValue: UInt64(type.rawValue.utf8.reduce(into: UInt64(5381)) { $0 = $0 &* 33 &+ UInt64($1) }))
  }

  /// Ends all proxies' streams.
  package func finish() {
    for subscription in state.withLock({ $0.subscriptions }) { subscription.end() }
  }

  /// One for each stream that was opened, oldest first.
  package var subscriptions: [InMemorySubscription] { state.withLock { $0.subscriptions } }
}

/// One proxy's view of an `InMemoryResourceSource`.
package final class InMemorySubscription: ResourceSubscription {
  private struct State {
    var snapshot: ResourceSnapshot?
    var waiter: (id: UInt64, known: UInt64?, continuation: CheckedContinuation<ResourceSnapshot?, Never>)?
    var waiters: UInt64 = 0
    var cancelled: Set<UInt64> = []
    var isEnded = false
    var finishes = 0
  }

  package let node: ProxyNode
  package let peer: ProxyPeer
  package let term: StreamTerm?
  private let state = Mutex(State())
  /// What the server reported, in order.
  package let events: EventLog<DeliveryEvent> = EventLog()
  /// Gets one element when the server calls `finish`.
  package let finishes: EventLog<Void> = EventLog()

  init(node: ProxyNode, peer: ProxyPeer, term: StreamTerm?) {
    self.node = node
    self.peer = peer
    self.term = term
  }

  package func next(after known: UInt64?) async -> ResourceSnapshot? {
    let id = state.withLock { state in
      state.waiters += 1
      return state.waiters
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let answer: ResourceSnapshot?? = state.withLock { state in
          if state.isEnded || state.cancelled.contains(id) { return .some(nil) }
          if let snapshot = state.snapshot, snapshot.generation != known { return snapshot }
          state.waiter = (id, known, continuation)
          return nil
        }
        if let answer { continuation.resume(returning: answer) }
      }
    } onCancel: {
      let waiter = state.withLock { state in
        state.cancelled.insert(id)
        defer { if state.waiter?.id == id { state.waiter = nil } }
        return state.waiter?.id == id ? state.waiter : nil
      }
      waiter?.continuation.resume(returning: nil)
    }
  }

  func publish(_ snapshot: ResourceSnapshot) {
    let waiter = state.withLock { state in
      if let known = state.snapshot, known.generation >= snapshot.generation { return State().waiter }
      state.snapshot = snapshot
      defer { state.waiter = nil }
      return state.waiter
    }
    waiter?.continuation.resume(returning: snapshot)
  }

  func end() {
    let waiter = state.withLock { state in
      state.isEnded = true
      defer { state.waiter = nil }
      return state.waiter
    }
    waiter?.continuation.resume(returning: nil)
  }

  package func report(_ event: DeliveryEvent) { events.append(event) }

  package func finish() async { finishes.append(()) }
}
