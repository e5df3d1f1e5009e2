import GRDB
import Logging
package import ObjectStore
import ServiceLifecycle
import StoreJournal

extension SQLiteObjectStore {
  /// Revisions that are taken away in one transaction, and lifetimes that are ended in one go: other writes come in between.
  private static let compactionSpan: Int64 = 1000
  private static let sweep = 500

  package func compact(to revision: StoreRevision) async throws(StoreError) {
    let latest = feed.latest
    guard revision <= latest else {
      throw StoreError(.futureRevision, "Revision \(revision) has not been reached; the latest is \(latest).")
    }
    while try await !compactStep(to: revision) {}
  }

  private func compactStep(to revision: StoreRevision) async throws(StoreError) -> Bool {
    do {
      return try await pool.writeWithoutTransaction { db in
        var isDone = false
        try db.inTransaction(.immediate) {
          isDone = try RevisionTable(db: db).compact(to: revision, span: Self.compactionSpan)
          return .commit
        }
        return isDone
      }
    } catch {
      throw isClosed ? .closed : .from(error)
    }
  }

  /// Deletes what has outlived its lifetime, as anybody would: watches tell it, and who was faster wins.
  /// - Returns: how many values were deleted.
  @discardableResult
  package func endLifetimes() async throws(StoreError) -> Int {
    var count = 0
    while true {
      let time = now()
      let expired = try await read { try $0.expired(at: time, limit: Self.sweep) }
      let deleted = try await withTaskGroup(of: Result<Bool, StoreError>.self) { group in
        for (key, revision) in expired { group.addTask { await self.end(key, of: revision) } }
        return await group.reduce(into: []) { $0.append($1) }
      }.map { (result) throws(StoreError) in try result.get() }
      count += deleted.count { $0 }
      if expired.count < Self.sweep { return count }
    }
  }

  private func end(_ key: StoreKey, of revision: StoreRevision) async -> Result<Bool, StoreError> {
    do {
      _ = try await apply(StoreWrite(.delete, at: key, if: .isUnchanged(since: revision)))
      return .success(true)
    } catch {
      return error.code == .conflict ? .success(false) : .failure(error)
    }
  }

  // MARK: The background

  /// Does what is due, again and again, until the task is cancelled or asked to shut down.
  func maintain() async {
    await cancelWhenGracefulShutdown {
      var schedule = CompactionSchedule(self.options.compaction)
      let start = ContinuousClock.now
      while !Task.isCancelled {
        self.feed.tellProgress()
        await self.report("lifetimes were not ended") { () throws(StoreError) in try await self.endLifetimes() }
        if let due = schedule.due(latest: self.feed.latest, now: .now - start) {
          await self.report("the history was not compacted") { () throws(StoreError) in try await self.compact(to: due) }
        }
        try? await Task.sleep(for: self.options.maintenanceInterval)
      }
    }
  }

  private func report(_ failure: Logger.Message, _ body: () async throws(StoreError) -> Void) async {
    do { try await body() } catch {
      if error.code == .cancelled { return }
      logger.warning(failure, metadata: ["path": "\(options.path)", "error": "\(error)"])
    }
  }
}
