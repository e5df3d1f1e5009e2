import EtcdAPI
import ObjectStore

/// Reads the answers of one watch: puts fragments together, and knows which answers say how far the watch has come.
struct EtcdWatchReading {
  enum News: Hashable, Sendable {
    /// Everything up to the revision is told.
    case events([StoreEvent], upTo: StoreRevision)
    /// What happened up to the revision cannot be told any more.
    case gap(StoreRevision)
  }

  /// The most that is held of one revision, in bytes of values; no store takes more in one write than its limit.
  private static let revisionBytes = 512 << 20

  private let options: EtcdStoreOptions
  private var pending: [StoreEvent] = []
  private var pendingBytes = 0

  init(options: EtcdStoreOptions) { self.options = options }

  /// - Throws: `.unavailable` where the watch has to be taken up anew; `.corrupt`.
  mutating func take(_ response: Etcdserverpb_WatchResponse) throws(StoreError) -> [News] {
    if response.canceled {
      guard response.compactRevision > 0 else {
        // That is also how etcd refuses a token that it has forgotten.
        let isRefused = response.cancelReason.contains("permission denied") || response.cancelReason.contains("auth")
        throw StoreError(isRefused ? .unauthorized : .unavailable, "etcd ended the watch: \(response.cancelReason).")
      }
      // The caller takes the watch up anew, behind the gap.
      return [.gap(StoreRevision(response.compactRevision))]
    }
    var news: [News] = []
    for told in response.events {
      guard let event = try options.event(told) else {
        pending = []
        news = [.gap(StoreRevision(told.kv.modRevision))]
        continue
      }
      pending.append(event)
      pendingBytes += (event.bytes?.count ?? 0) + (event.previous?.bytes.count ?? 0)
    }
    guard pendingBytes <= Self.revisionBytes else {
      throw StoreError(.unavailable, "etcd tells more in one revision than is taken.")
    }
    guard !response.fragment else { return news }
    if let last = pending.last {
      // Not the header's revision: more events up to that may follow.
      news.append(.events(pending, upTo: last.revision))
      pending = []
      pendingBytes = 0
    } else if response.events.isEmpty, !response.created, response.header.revision > 0 {
      news.append(.events([], upTo: StoreRevision(response.header.revision)))
    }
    return news
  }
}
