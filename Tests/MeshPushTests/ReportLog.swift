import MeshModel
import MeshPush
import Synchronization
import XDSResources

/// Keeps what the push engine reports.
final class ReportLog: PushObserver {
  private let entries = Mutex<[PushReport]>([])

  var all: [PushReport] { entries.withLock { $0 } }
  var last: PushReport? { all.last }

  func pushed(_ report: PushReport) { entries.withLock { $0.append(report) } }
  func connected(_ proxy: Proxy) {}
  func disconnected(_ proxy: Proxy) {}
  func delivered(_ event: DeliveryEvent, to proxy: Proxy, latency: Duration?) {}
}
