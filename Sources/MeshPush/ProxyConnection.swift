package import MeshModel
import MeshTranslation
import Synchronization
package import XDSResources

/// One stream of one proxy: where its snapshots arrive and what became of them.
package final class ProxyConnection: ResourceSubscription {
  package let number: UInt64
  package let proxy: Proxy
  package let node: ProxyNode
  package let connectedAt: ContinuousClock.Instant
  let mailbox = ProxyMailbox()
  private let status = Mutex(DeliveryStatus())
  private let published = Mutex<[(generation: UInt64, at: ContinuousClock.Instant)]>([])
  private let observer: (any PushObserver)?
  private let leave: @Sendable (UInt64) async -> Void

  /// How many publications without an acknowledgement are remembered for the latency; older ones are forgotten.
  private static let rememberedPublications = 64

  init(
    number: UInt64, proxy: Proxy, node: ProxyNode, connectedAt: ContinuousClock.Instant, observer: (any PushObserver)?,
    leave: @escaping @Sendable (UInt64) async -> Void
  ) {
    self.number = number
    self.proxy = proxy
    self.node = node
    self.connectedAt = connectedAt
    self.observer = observer
    self.leave = leave
  }

  package var delivery: DeliveryStatus { status.withLock { $0 } }

  /// The newest generation that was published for the proxy; 0 before the first.
  var publishedGeneration: UInt64 { published.withLock { $0.last?.generation ?? 0 } }

  func publish(_ snapshot: ResourceSnapshot, at now: ContinuousClock.Instant) {
    published.withLock { publications in
      publications.append((snapshot.generation, now))
      if publications.count > Self.rememberedPublications { publications.removeFirst() }
    }
    mailbox.publish(snapshot)
  }

  package func next(after known: UInt64?) async -> ResourceSnapshot? { await mailbox.next(after: known) }

  package func report(_ event: DeliveryEvent) {
    status.withLock { $0.record(event) }
    var latency: Duration?
    if case .acknowledged(_, _, _, let generation) = event {
      let at = published.withLock { $0.first { $0.generation >= generation }?.at }
      latency = at.map { ContinuousClock.now - $0 }
    }
    observer?.delivered(event, to: proxy, latency: latency)
  }

  package func finish() async {
    mailbox.close()
    await leave(number)
  }
}
