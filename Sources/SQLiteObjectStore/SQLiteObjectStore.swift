import GRDB
package import Logging
package import ObjectStore
import ServiceLifecycle
import StoreJournal
import Synchronization

/// A store in one SQLite file, for one process.
///
/// Writes that come together share a transaction and its fsync; an answered write is on the disk. Reads run beside writes, each on a
/// snapshot of its own. `run()` sees to lifetimes and compaction, and tells quiet watches how far the store has come; everything else
/// works without it.
package final class SQLiteObjectStore: ObjectStore {
  let options: SQLiteStoreOptions
  let feed: ChangeFeed
  let pool: DatabasePool
  let logger: Logger
  /// Milliseconds since 1970.
  let now: @Sendable () -> Int64
  private let queue = Mutex(WriteQueue())
  private let committed = Atomic(0)
  private let hold: Mutex<FileHold?>

  /// Opens the file, or makes it where there is none. Reads it once to see that it is whole.
  /// - Throws: `.unavailable` when another process uses it, it cannot be reached, or a newer version wrote it; `.corrupt`; `.full`.
  package convenience init(_ options: SQLiteStoreOptions, logger: Logger) throws(StoreError) {
    try self.init(options, logger: logger, now: { WallClock.milliseconds })
  }

  /// - Parameter now: The time, in milliseconds since 1970; for tests.
  package init(
    _ options: SQLiteStoreOptions, logger: Logger, now: @escaping @Sendable () -> Int64
  ) throws(StoreError) {
    self.options = options
    self.logger = logger
    self.now = now
    hold = Mutex(try FileHold(of: options.path))
    try FileHold.create(options.path)
    do {
      pool = try Self.open(options)
      let latest = try pool.read { db in try RevisionTable(db: db).latest() }
      feed = ChangeFeed(RecentChanges(after: latest, bounds: options.recent))
    } catch {
      throw .from(error)
    }
  }

  private static func open(_ options: SQLiteStoreOptions) throws -> DatabasePool {
    var configuration = Configuration()
    configuration.label = "meltemi-store"
    configuration.busyMode = .timeout(5)
    let pages = options.fileBytes.map { max(1, $0 / 4096) }
    configuration.prepareDatabase { db in
      // SQLite lets go of what exceeds this after a checkpoint.
      try db.execute(sql: "PRAGMA journal_size_limit = \(64 << 20)")
      if let pages { try db.execute(sql: "PRAGMA max_page_count = \(pages)") }
    }
    let pool = try DatabasePool(path: options.path, configuration: configuration)
    try pool.writeWithoutTransaction { db in
      // GRDB asks for less, under which a crash of the machine may lose what was answered.
      try db.execute(sql: "PRAGMA synchronous = FULL")
      guard try Int.fetchOne(db, sql: "PRAGMA synchronous") == 2 else {
        throw StoreError(.unavailable, "SQLite does not sync \(options.path).")
      }
      try StoreSchema.prepare(db, path: options.path)
      try StoreSchema.check(db, path: options.path)
    }
    return pool
  }

  /// Ends all watches, writes what waits, refuses what comes, and lets go of the file. May be called again.
  package func close() {
    guard queue.withLock({ $0.close() }) else { return }
    feed.close()
    do {
      try pool.writeWithoutTransaction { db in
        while commitBatch(on: db) {}
        // So that the file alone holds everything.
        try db.checkpoint(.truncate)
      }
      try pool.close()
    } catch {
      logger.warning("the store's file was not closed well", metadata: ["error": "\(StoreError.from(error))"])
    }
    hold.withLock { $0 = nil }
  }

  var isClosed: Bool { queue.withLock { $0.isClosed } }

  /// How often writes were committed, which takes an fsync each time.
  package var transactions: Int { committed.load(ordering: .relaxed) }

  // MARK: Reading

  package func latestRevision() async throws(StoreError) -> StoreRevision { feed.latest }

  package func value(at key: StoreKey) async throws(StoreError) -> StoredValue? {
    try await read { try $0.value(at: key) }
  }

  package func values(
    in range: StoreRange, limit: Int?, at revision: StoreRevision?
  ) async throws(StoreError) -> StorePage {
    try await read { try $0.page(of: range, limit: limit, at: revision) }
  }

  package func piece(
    of range: StoreRange, within bounds: PieceBounds, at revision: StoreRevision?
  ) async throws(StoreError) -> StorePiece {
    try await read { try $0.piece(of: range, within: bounds, at: revision) }
  }

  /// Reads in a snapshot.
  func read<Result: Sendable>(
    _ body: @escaping @Sendable (RevisionTable) throws -> Result
  ) async throws(StoreError) -> Result {
    do {
      return try await pool.read { db in try body(RevisionTable(db: db)) }
    } catch {
      throw isClosed ? .closed : .from(error)
    }
  }

  // MARK: Watching

  package func watch(_ range: StoreRange, after revision: StoreRevision) async throws(StoreError) -> SQLiteWatch {
    let compacted = try await read { try $0.compacted() }
    guard revision >= compacted else { throw .compacted(revision, compacted) }
    return SQLiteWatch(store: self, range: range, position: revision)
  }

  // MARK: Writing

  package func apply(_ write: StoreWrite) async throws(StoreError) -> StoreRevision {
    try check(write)
    if Task.isCancelled { throw StoreError(.cancelled, "The caller gave up. Nothing was written.") }
    let result = await withCheckedContinuation { (continuation: CheckedContinuation<Result<StoreRevision, StoreError>, Never>) in
      switch queue.withLock({ $0.enter(.init(write: write, continuation: continuation)) }) {
      case .begin: pool.asyncWriteWithoutTransaction { db in self.commit(on: db) }
      case .wait: break
      case .refused(let error): continuation.resume(returning: .failure(error))
      }
    }
    return try result.get()
  }

  private func check(_ write: StoreWrite) throws(StoreError) {
    let key = write.key.path.utf8.count
    guard key > 0, key <= options.keyBytes else {
      throw StoreError(.tooLarge, "A key has 1 to \(options.keyBytes) bytes; this one has \(key).")
    }
    guard case .put(let bytes, _) = write.change, bytes.count > options.valueBytes else { return }
    throw StoreError(.tooLarge, "A value has up to \(options.valueBytes) bytes; this one has \(bytes.count).")
  }

  /// Commits what waits, on the queue of the writing connection, and goes on for as long as something does.
  private func commit(on db: Database) {
    guard commitBatch(on: db) else { return }
    // In a turn of its own, so that compaction gets one in between.
    pool.asyncWriteWithoutTransaction { db in self.commit(on: db) }
  }

  /// - Returns: whether there was anything to commit.
  private func commitBatch(on db: Database) -> Bool {
    let batch = queue.withLock { $0.next() }
    guard !batch.isEmpty else { return false }
    var transaction = WriteTransaction(now: now())
    do {
      try db.inTransaction(.immediate) {
        try transaction.run(batch.map(\.write), in: RevisionTable(db: db))
        return transaction.events.isEmpty ? .rollback : .commit
      }
      if !transaction.events.isEmpty { committed.add(1, ordering: .relaxed) }
      feed.publish(transaction.events, upTo: transaction.latest)
    } catch {
      var failure = StoreError.from(error)
      // A commit that could not be synced may still be found when the file is opened anew.
      if failure.code == .unavailable { failure.code = .unanswered }
      transaction.fail(failure, count: batch.count)
    }
    for (entry, result) in zip(batch, transaction.results) { entry.continuation.resume(returning: result) }
    return true
  }
}

extension SQLiteObjectStore: Service {
  package func run() async throws {
    await maintain()
    close()
  }
}
