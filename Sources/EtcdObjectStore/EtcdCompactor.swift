import EtcdAPI
import Foundation
import Logging
import ObjectStore
import StoreJournal
import SwiftProtobuf

/// Compacts etcd, once for all stores on a prefix. They agree by a key beside the prefix that holds a revision: after the policy's time,
/// or number of revisions, the first to exchange it for the latest one compacts to the one that it held.
struct EtcdCompactor {
  /// How often the key is looked at.
  private static let interval = Duration.seconds(15)

  /// What the key is known to hold.
  private struct Mark {
    var revision: StoreRevision
    /// The key's own revision, 0 where there is none.
    var modified: Int64
    var seen: ContinuousClock.Instant
  }

  let store: EtcdObjectStore

  func run() async {
    var mark: Mark?
    var checked: ContinuousClock.Instant?
    while !Task.isCancelled {
      store.feed.tellProgress()
      if checked.map({ .now - $0 >= min(Self.interval, store.options.compaction.age / 4) }) ?? true {
        do throws(StoreError) { mark = try await look(mark) } catch {
          if error.code != .cancelled {
            store.logger.warning("etcd was not compacted", metadata: ["error": "\(error)"])
          }
        }
        checked = .now
      }
      try? await Task.sleep(for: store.options.maintenanceInterval)
    }
  }

  /// The key by which stores agree. It does not start with the prefix, so no list has it.
  private var key: Data { Data("meltemi-compaction:\(store.options.prefix)".utf8) }

  private func look(_ known: Mark?) async throws(StoreError) -> Mark {
    let key = key
    let response = try await store.range(Etcdserverpb_RangeRequest.with { $0.key = key })
    let latest = StoreRevision(response.header.revision)
    let found = response.kvs.first
    let modified = found?.modRevision ?? 0
    let revision = StoreRevision(found.flatMap { Int64(String(decoding: $0.value, as: UTF8.self)) } ?? 0)
    // Somebody else was here, or this is the first look: the time begins anew.
    let mark = known?.modified == modified ? known : nil
    let current = mark ?? Mark(revision: revision, modified: modified, seen: .now)
    let policy = store.options.compaction
    guard modified == 0 || .now - current.seen >= policy.age || latest.number - revision.number > policy.revisions else {
      return current
    }
    guard try await exchange(current, for: latest) else { return current }
    if revision > .zero { try await store.compact(to: revision) }
    return current
  }

  /// - Returns: whether nobody was faster.
  private func exchange(_ mark: Mark, for latest: StoreRevision) async throws(StoreError) -> Bool {
    let key = key
    let request = Etcdserverpb_TxnRequest.with {
      $0.compare = [
        Etcdserverpb_Compare.with {
          $0.result = .equal
          $0.target = .mod
          $0.key = key
          $0.modRevision = mark.modified
        }
      ]
      $0.success = [
        Etcdserverpb_RequestOp.with {
          $0.requestPut = Etcdserverpb_PutRequest.with {
            $0.key = key
            $0.value = Data("\(latest)".utf8)
          }
        }
      ]
    }
    // Made twice, the second fails, and the next look sees why.
    return try await store.cluster.call(isRead: true) { call in
      try await call.member.kv.txn(request, metadata: call.metadata, options: call.options).succeeded
    }
  }
}
