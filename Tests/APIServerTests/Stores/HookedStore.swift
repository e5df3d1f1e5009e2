import MeshTestSupport
import ObjectStore
import SQLiteObjectStore
import Synchronization

import struct Logging.Logger

/// A store on which something else happens just before what is asked of it.
final class HookedStore: ObjectStore {
  struct Hooks: Sendable {
    var read: @Sendable (StoreRange) async -> Void = { _ in }
    var write: @Sendable (StoreWrite) async -> Void = { _ in }
  }

  let base: SQLiteObjectStore
  private let hooks = Mutex(Hooks())
  private let unbounded = Mutex<[String]>([])

  init(in folder: TestFolder) throws {
    base = try SQLiteObjectStore(SQLiteStoreOptions(path: folder("objects.db")), logger: Logger(label: "store"))
  }

  func set(_ change: @Sendable (inout Hooks) -> Void) { hooks.withLock { change(&$0) } }

  /// The prefixes that were read without a bound.
  var unboundedReads: [String] { unbounded.withLock { $0 } }

  func latestRevision() async throws(StoreError) -> StoreRevision { try await base.latestRevision() }
  func value(at key: StoreKey) async throws(StoreError) -> StoredValue? { try await base.value(at: key) }

  func values(in range: StoreRange, limit: Int?, at revision: StoreRevision?) async throws(StoreError) -> StorePage {
    await hooks.withLock { $0.read }(range)
    unbounded.withLock { $0.append(range.prefix) }
    return try await base.values(in: range, limit: limit, at: revision)
  }

  func piece(
    of range: StoreRange, within bounds: PieceBounds, at revision: StoreRevision?
  ) async throws(StoreError) -> StorePiece {
    await hooks.withLock { $0.read }(range)
    return try await base.piece(of: range, within: bounds, at: revision)
  }

  func apply(_ write: StoreWrite) async throws(StoreError) -> StoreRevision {
    await hooks.withLock { $0.write }(write)
    return try await base.apply(write)
  }

  func watch(_ range: StoreRange, after revision: StoreRevision) async throws(StoreError) -> SQLiteWatch {
    try await base.watch(range, after: revision)
  }

  func compact(to revision: StoreRevision) async throws(StoreError) { try await base.compact(to: revision) }
}
