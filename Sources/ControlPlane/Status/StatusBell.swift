import MeshModel
import MeshPush
import Synchronization
import XDSResources

/// Rings when proxies have come further, or something else is new that status may tell of. However often it rings, one look does.
final class StatusBell: PushObserver {
  private let next: any PushObserver
  private let listener = Mutex<AsyncStream<Void>.Continuation?>(nil)

  /// - Parameter next: Is told everything, too.
  init(next: any PushObserver) { self.next = next }

  /// For one listener at a time; rings once at the start.
  func listen() -> AsyncStream<Void> {
    let (rings, ringer) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    listener.withLock { $0 = ringer }
    ringer.yield()
    return rings
  }

  func ring() { _ = listener.withLock { $0?.yield() } }

  func pushed(_ report: PushReport) {
    next.pushed(report)
    ring()
  }

  func connected(_ proxy: Proxy) { next.connected(proxy) }

  func disconnected(_ proxy: Proxy) {
    next.disconnected(proxy)
    ring()
  }

  func delivered(_ event: DeliveryEvent, to proxy: Proxy, latency: Duration?) {
    next.delivered(event, to: proxy, latency: latency)
    if case .settled = event { ring() }
  }
}
