import EtcdAPI
import Foundation
import ObjectStore
import SwiftProtobuf

/// The store's terms in etcd's, and back.
extension EtcdStoreOptions {
  func key(_ key: StoreKey) -> Data { Data((prefix + key.path).utf8) }

  /// - Throws: `.corrupt` where the key is not one of this store's.
  func path(_ key: Data) throws(StoreError) -> StoreKey {
    guard key.starts(with: prefix.utf8), let path = String(validating: key.dropFirst(prefix.utf8.count), as: UTF8.self) else {
      throw StoreError(.corrupt, "etcd holds a key under \(prefix) that is not text.")
    }
    return StoreKey(path)
  }

  func value(_ found: Etcdserverpb_KeyValue) throws(StoreError) -> StoredValue {
    StoredValue(
      key: try path(found.key), bytes: [UInt8](found.value), created: StoreRevision(found.createRevision),
      modified: StoreRevision(found.modRevision))
  }

  /// The first key of a range, and the first behind it.
  func bounds(_ range: StoreRange) -> (from: Data, end: Data) {
    // No key of this store has a byte 255: UTF-8 knows none.
    var end = Data((prefix + range.prefix).utf8)
    if let last = end.popLast() { end.append(last + 1) }
    let first = key(StoreKey(range.prefix))
    guard let start = range.start else { return (first, end) }
    let next = key(start) + [0]
    return (first.lexicographicallyPrecedes(next) ? next : first, end)
  }

  /// - Parameter limit: 0 or less: only count.
  func request(_ range: StoreRange, limit: Int, at revision: StoreRevision?) -> Etcdserverpb_RangeRequest {
    let bounds = bounds(range)
    return Etcdserverpb_RangeRequest.with {
      $0.key = bounds.from
      // Where the range starts behind its end, etcd finds nothing.
      $0.rangeEnd = bounds.end
      $0.limit = Int64(max(0, limit))
      $0.countOnly = limit <= 0
      // An etcd begins with revision 1, in which nothing is written.
      $0.revision = revision.map { max(1, $0.number) } ?? 0
    }
  }

  func transaction(_ write: StoreWrite, lease: Int64) -> Etcdserverpb_TxnRequest {
    let key = key(write.key)
    return Etcdserverpb_TxnRequest.with { request in
      request.compare = [
        Etcdserverpb_Compare.with {
          $0.result = .equal
          $0.target = .mod
          $0.key = key
          switch write.condition {
          case .isAbsent: $0.modRevision = 0
          // No write has revision 0, which to etcd means that there is none.
          case .isUnchanged(let revision): $0.modRevision = revision.number > 0 ? revision.number : .max
          }
        }
      ]
      request.success = [Etcdserverpb_RequestOp.with { $0.request = write.operation(on: key, lease: lease) }]
      request.failure = [
        Etcdserverpb_RequestOp.with { $0.requestRange = Etcdserverpb_RangeRequest.with { $0.key = key } }
      ]
    }
  }

  /// A change as a watch of this process tells it; nil where what was there before has been compacted.
  func event(_ event: Etcdserverpb_Event) throws(StoreError) -> StoreEvent? {
    let isDeletion = event.type == .delete
    let isCreation = !isDeletion && event.kv.createRevision == event.kv.modRevision
    guard isCreation || event.hasPrevKv else { return nil }
    return StoreEvent(
      key: try path(event.kv.key), revision: StoreRevision(event.kv.modRevision),
      bytes: isDeletion ? nil : [UInt8](event.kv.value),
      previous: isCreation ? nil : try value(event.prevKv))
  }
}

extension StoreWrite {
  fileprivate func operation(on key: Data, lease: Int64) -> Etcdserverpb_RequestOp.OneOf_Request {
    switch change {
    case .put(let bytes, _):
      .requestPut(
        Etcdserverpb_PutRequest.with {
          $0.key = key
          $0.value = Data(bytes)
          $0.lease = lease
        })
    case .delete: .requestDeleteRange(Etcdserverpb_DeleteRangeRequest.with { $0.key = key })
    }
  }
}
