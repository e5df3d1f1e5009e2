import EtcdAPI
import GRPCCore
import GRPCProtobuf
package import Logging
package import ObjectStore
import ServiceLifecycle
import StoreJournal
import SwiftProtobuf

/// A store in an etcd cluster, for any number of processes.
///
/// Reads are linearizable: they see all that was answered before, by whichever process. One watch of all keys feeds the watches of this
/// process from memory. `run()` keeps the connections and must run for anything to work.
package final class EtcdObjectStore: ObjectStore {
  let options: EtcdStoreOptions
  let cluster: EtcdCluster
  let feed: ChangeFeed
  let leases: EtcdLeases
  let sizes = ValueSizes()
  let logger: Logger

  /// - Throws: `.unavailable` where an option cannot be used. Nothing is connected to yet.
  package init(_ options: EtcdStoreOptions, logger: Logger) throws(StoreError) {
    guard !options.prefix.isEmpty else { throw StoreError(.unavailable, "The prefix of keys in etcd is empty.") }
    self.options = options
    self.logger = logger
    cluster = try EtcdCluster(options, logger: logger)
    // Where memory begins is known once etcd has been asked.
    feed = ChangeFeed(RecentChanges(after: .zero, bounds: options.recent))
    leases = EtcdLeases(cluster: cluster)
  }

  // MARK: Reading

  package func latestRevision() async throws(StoreError) -> StoreRevision {
    let request = Etcdserverpb_RangeRequest.with {
      $0.key = options.key(StoreKey("/"))
      $0.countOnly = true
    }
    return StoreRevision(try await range(request).header.revision)
  }

  package func value(at key: StoreKey) async throws(StoreError) -> StoredValue? {
    let request = Etcdserverpb_RangeRequest.with { $0.key = options.key(key) }
    guard let found = try await range(request).kvs.first else { return nil }
    return try options.value(found)
  }

  func range(_ request: Etcdserverpb_RangeRequest) async throws(StoreError) -> Etcdserverpb_RangeResponse {
    try await cluster.call(isRead: true) { call in
      try await call.member.kv.range(request, metadata: call.metadata, options: call.options)
    }
  }

  // MARK: Writing

  package func apply(_ write: StoreWrite) async throws(StoreError) -> StoreRevision {
    try check(write)
    if Task.isCancelled { throw StoreError(.cancelled, "The caller gave up. Nothing was written.") }
    guard case .put(_, let lifetime?) = write.change else {
      guard let revision = try await apply(write, lease: nil) else { throw StoreError(.unavailable, "etcd misses a lease.") }
      return revision
    }
    // A lease may end between being chosen and being used.
    for _ in 0..<3 {
      let lease = try await leases.lease(for: lifetime)
      if let revision = try await apply(write, lease: lease) { return revision }
      leases.forget(lease)
    }
    throw StoreError(.unavailable, "etcd ends leases sooner than they can be used. Nothing was written.")
  }

  /// - Returns: nil where the lease has ended, and nothing was written.
  private func apply(_ write: StoreWrite, lease: Int64?) async throws(StoreError) -> StoreRevision? {
    guard let response = try await transact(write, lease: lease) else { return nil }
    if response.succeeded { return StoreRevision(response.header.revision) }
    let current = try response.responses.first?.responseRange.kvs.first.map { (kv) throws(StoreError) in try options.value(kv) }
    let reason = current.map { "has been changed, in revision \($0.modified)" } ?? "holds nothing any more"
    throw StoreError(.conflict, "\(write.key) \(reason).", current: current)
  }

  private func transact(_ write: StoreWrite, lease: Int64?) async throws(StoreError) -> Etcdserverpb_TxnResponse? {
    let request = options.transaction(write, lease: lease ?? 0)
    do throws(StoreError) {
      return try await cluster.call(isRead: false) { call in
        do {
          return try await call.member.kv.txn(
            request: ClientRequest(message: request, metadata: call.metadata),
            serializer: MarkingSerializer<Etcdserverpb_TxnRequest>(mark: call.mark),
            deserializer: ProtobufDeserializer<Etcdserverpb_TxnResponse>(), options: call.options)
        } catch let error as RPCError where error.code == .notFound && lease != nil {
          return nil
        }
      }
    } catch {
      // etcd makes the write that fills it, and says the same as of those that it refuses.
      guard error.code == .full, try await !isCertainlyUnmade(write) else { throw error }
      throw StoreError(.unanswered, "etcd has filled up, and may have made this write before. \(error.message)")
    }
  }

  /// Whether the key is as the condition wants it, so that a write that was answered has not been made, or has left nothing: a key that
  /// was written and deleted meanwhile holds nothing, too.
  private func isCertainlyUnmade(_ write: StoreWrite) async throws(StoreError) -> Bool {
    do throws(StoreError) {
      let current = try await value(at: write.key)
      return switch write.condition {
      case .isAbsent: current == nil
      case .isUnchanged(let revision): current?.modified == revision
      }
    } catch {
      throw StoreError(.unanswered, "etcd is full, and does not say whether it made this write: \(error.message)")
    }
  }

  private func check(_ write: StoreWrite) throws(StoreError) {
    let key = write.key.path.utf8.count
    guard key > 0, key <= options.keyBytes else {
      throw StoreError(.tooLarge, "A key has 1 to \(options.keyBytes) bytes; this one has \(key).")
    }
    guard case .put(let bytes, _) = write.change, bytes.count > options.valueBytes else { return }
    throw StoreError(.tooLarge, "A value has up to \(options.valueBytes) bytes; this one has \(bytes.count).")
  }

  // MARK: Watching

  package func watch(_ range: StoreRange, after revision: StoreRevision) async throws(StoreError) -> EtcdWatch {
    EtcdWatch(feed: feed, range: range, position: revision)
  }

  // MARK: History

  package func compact(to revision: StoreRevision) async throws(StoreError) {
    let request = Etcdserverpb_CompactionRequest.with { $0.revision = revision.number }
    do throws(StoreError) {
      // Made twice it is no other than made once.
      _ = try await cluster.call(isRead: true) { call in
        try await call.member.kv.compact(request, metadata: call.metadata, options: call.options)
      }
    } catch {
      if error.code != .compacted { throw error }
    }
  }

  /// Ends all watches and refuses what comes; `run()` does so when it ends.
  package func close() {
    cluster.close()
    feed.close()
  }
}

extension EtcdObjectStore: Service {
  /// Keeps the connections, follows the changes, compacts. Ends when the task is cancelled or asked to shut down.
  package func run() async throws {
    await cancelWhenGracefulShutdown {
      await withTaskGroup(of: Void.self) { group in
        group.addTask { await self.cluster.run() }
        group.addTask { await EtcdFollower(cluster: self.cluster, feed: self.feed, logger: self.logger).run() }
        group.addTask { await EtcdCompactor(store: self).run() }
      }
    }
    close()
  }
}
