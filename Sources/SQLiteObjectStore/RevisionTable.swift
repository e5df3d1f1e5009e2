import Foundation
import GRDB
import ObjectStore

/// The statements of a store, on one connection and within one transaction.
struct RevisionTable {
  let db: Database

  /// The revision of the latest write.
  func latest() throws -> StoreRevision {
    // A compaction may have taken the latest row, a deletion; but never beyond `compacted`.
    let statement = try db.cachedStatement(
      sql: "SELECT max(coalesce((SELECT max(revision) FROM revisions), 0), (SELECT compacted FROM state))")
    return StoreRevision(try Int64.fetchOne(statement) ?? 0)
  }

  func compacted() throws -> StoreRevision {
    StoreRevision(try Int64.fetchOne(try db.cachedStatement(sql: "SELECT compacted FROM state")) ?? 0)
  }

  /// What a key holds now.
  func value(at key: StoreKey) throws -> StoredValue? {
    let statement = try db.cachedStatement(
      sql: """
        SELECT c.created, c.revision, r.bytes FROM current c JOIN revisions r ON r.revision = c.revision WHERE c.key = ?
        """)
    guard let row = try Row.fetchOne(statement, arguments: [key.data]) else { return nil }
    return StoredValue(key: key, bytes: try row.bytes(at: 2), created: row.revision(at: 0), modified: row.revision(at: 1))
  }

  /// Writes the next row of the history. The write's condition has been judged.
  /// - Parameters:
  ///   - previous: What the key holds now.
  ///   - expires: When the value ends, in milliseconds since 1970; nil: never.
  func append(_ write: StoreWrite, as revision: StoreRevision, over previous: StoredValue?, expires: Int64?) throws {
    let (bytes, created) = write.outcome(as: revision, over: previous)
    let key = write.key.data
    let replaced = previous?.modified.number ?? 0
    try db.cachedStatement(sql: "INSERT INTO revisions (revision, key, created, previous, bytes) VALUES (?, ?, ?, ?, ?)")
      .execute(arguments: [revision.number, key, created.number, replaced, bytes.map { Data($0) }])
    if bytes == nil {
      try db.cachedStatement(sql: "DELETE FROM current WHERE key = ?").execute(arguments: [key])
    } else {
      try db.cachedStatement(sql: "INSERT OR REPLACE INTO current (key, revision, created, expires) VALUES (?, ?, ?, ?)")
        .execute(arguments: [key, revision.number, created.number, expires])
    }
  }

  /// Keys whose lifetime is over, with the revision of their value.
  func expired(at time: Int64, limit: Int) throws -> [(key: StoreKey, revision: StoreRevision)] {
    let statement = try db.cachedStatement(
      sql: "SELECT key, revision FROM current WHERE expires <= ? ORDER BY expires, key LIMIT ?")
    return try Row.fetchAll(statement, arguments: [time, limit]).map { (try $0.key(at: 0), $0.revision(at: 1)) }
  }

  /// The changes of `range` among the revisions after `revision`, of which at most `span` are looked at.
  /// - Throws: `.compacted`.
  func changes(in range: StoreRange, after revision: StoreRevision, span: Int64) throws -> StoreChanges {
    let compacted = try compacted()
    guard revision >= compacted else { throw StoreError.compacted(revision, compacted) }
    let (end, isOver) = revision.number.addingReportingOverflow(span)
    let last = max(revision, min(try latest(), isOver ? .init(.max) : StoreRevision(end)))
    let bounds = range.bounds
    let statement = try db.cachedStatement(
      sql: """
        SELECT r.revision, r.key, r.created, r.bytes, p.revision, p.created, p.bytes
        FROM revisions r LEFT JOIN revisions p ON p.revision = r.previous
        WHERE r.revision > ? AND r.revision <= ? AND +r.key >= ? AND +r.key < ? ORDER BY r.revision
        """)
    let rows = try Row.fetchCursor(
      statement, arguments: [revision.number, last.number, bounds.from, bounds.before])
    var events: [StoreEvent] = []
    while let row = try rows.next() { events.append(try StoreEvent(row)) }
    return StoreChanges(events: events, revision: last)
  }

  // MARK: Compaction

  /// Takes the history before `revision` away, at most `span` revisions of it.
  /// - Returns: whether all is done.
  func compact(to revision: StoreRevision, span: Int64) throws -> Bool {
    let from = try compacted()
    guard revision > from else { return true }
    let to = min(revision.number, from.number + span)
    // What a later write up to `to` replaced, and deletions, of which nothing stays in force.
    try db.cachedStatement(
      sql: """
        DELETE FROM revisions WHERE revision IN
          (SELECT previous FROM revisions WHERE revision > ? AND revision <= ? AND previous > 0)
        """
    ).execute(arguments: [from.number, to])
    try db.cachedStatement(sql: "DELETE FROM revisions WHERE revision > ? AND revision <= ? AND created = 0")
      .execute(arguments: [from.number, to])
    try db.cachedStatement(sql: "UPDATE state SET compacted = ?").execute(arguments: [to])
    return to == revision.number
  }
}

extension StoreError {
  static func compacted(_ revision: StoreRevision, _ compacted: StoreRevision) -> StoreError {
    StoreError(.compacted, "Revision \(revision) is no longer kept; the oldest is \(compacted).", compacted: compacted)
  }
}

extension StoreWrite {
  /// What the key holds after the write, and since which revision; nil and 0 after a deletion.
  func outcome(as revision: StoreRevision, over previous: StoredValue?) -> (bytes: [UInt8]?, created: StoreRevision) {
    switch change {
    case .put(let bytes, _): (bytes, previous?.created ?? revision)
    case .delete: (nil, .zero)
    }
  }
}
