import EtcdAPI
import ObjectStore
import SwiftProtobuf
import Synchronization

/// Leases that values with lifetimes are tied to. Values that are to live equally long share one for a while, because each lease is
/// work for every member; the later of them live a little longer for it.
final class EtcdLeases: Sendable {
  /// Values on one lease: all go in one revision.
  private static let share = 500
  /// The most that a value lives too long, in seconds.
  private static let slack: Int64 = 10

  fileprivate struct Lease {
    var id: Int64
    var granted: ContinuousClock.Instant
    var values: Int
  }

  private let cluster: EtcdCluster
  /// By lifetime in seconds.
  private let leases = Mutex<[Int64: Lease]>([:])

  init(cluster: EtcdCluster) { self.cluster = cluster }

  /// A lease that ends when the lifetime is over, or up to a twentieth of it later.
  func lease(for lifetime: Duration) async throws(StoreError) -> Int64 {
    let parts = lifetime.components
    // Beyond this, etcd takes it for wrong.
    let seconds = max(1, min(parts.seconds, 9_000_000_000 - Self.slack - 1) + (parts.attoseconds > 0 ? 1 : 0))
    let slack = max(1, min(Self.slack, seconds / 20))
    let now = ContinuousClock.now
    if let id = leases.withLock({ $0.take(seconds, until: now - .seconds(slack), share: Self.share) }) { return id }
    let request = Etcdserverpb_LeaseGrantRequest.with { $0.ttl = seconds + slack }
    // A lease that is granted twice and used once ends unused.
    let granted = try await cluster.call(isRead: true) { call in
      try await call.member.lease.leaseGrant(request, metadata: call.metadata, options: call.options)
    }
    guard granted.error.isEmpty, granted.id != 0 else {
      throw StoreError(.unavailable, "etcd grants no lease: \(granted.error).")
    }
    leases.withLock { leases in
      // Lifetimes that nobody asks for any more.
      leases = leases.filter { now - $0.value.granted < .seconds(Self.slack) }
      leases[seconds] = Lease(id: granted.id, granted: now, values: 1)
    }
    return granted.id
  }

  /// Not to be used again.
  func forget(_ id: Int64) {
    leases.withLock { leases in leases = leases.filter { $0.value.id != id } }
  }
}

extension [Int64: EtcdLeases.Lease] {
  /// A lease that was granted after `limit` and has room.
  fileprivate mutating func take(_ seconds: Int64, until limit: ContinuousClock.Instant, share: Int) -> Int64? {
    guard var lease = self[seconds], lease.granted > limit, lease.values < share else { return nil }
    lease.values += 1
    self[seconds] = lease
    return lease.id
  }
}
