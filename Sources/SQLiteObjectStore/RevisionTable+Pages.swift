import Foundation
import GRDB
import ObjectStore

extension RevisionTable {
  /// The values of a range as of a revision.
  /// - Throws: `.compacted`, `.futureRevision`.
  func page(of range: StoreRange, limit: Int?, at revision: StoreRevision?) throws -> StorePage {
    let latest = try latest()
    guard let revision, revision != latest else {
      return StorePage(
        values: try values(in: range, limit: limit), revision: latest,
        remaining: try remaining(limit) { try count(range) })
    }
    guard revision < latest else {
      throw StoreError(.futureRevision, "Revision \(revision) has not been reached; the latest is \(latest).")
    }
    let compacted = try compacted()
    guard revision >= compacted else { throw StoreError.compacted(revision, compacted) }
    return StorePage(
      values: try values(in: range, limit: limit, at: revision), revision: revision,
      remaining: try remaining(limit) { try count(range, at: revision) })
  }

  private func remaining(_ limit: Int?, count: () throws -> Int) throws -> Int {
    guard let limit else { return 0 }
    return max(0, try count() - max(0, limit))
  }

  // MARK: The latest

  private func values(in range: StoreRange, limit: Int?) throws -> [StoredValue] {
    let statement = try db.cachedStatement(
      sql: """
        SELECT c.key, c.created, c.revision, r.bytes FROM current c CROSS JOIN revisions r ON r.revision = c.revision
        WHERE c.key >= ? AND c.key < ? ORDER BY c.key LIMIT ?
        """)
    return try values(statement, range, limit, [])
  }

  private func count(_ range: StoreRange) throws -> Int {
    let bounds = range.bounds
    let statement = try db.cachedStatement(sql: "SELECT count(*) FROM current WHERE key >= ? AND key < ?")
    return try Int.fetchOne(statement, arguments: [bounds.from, bounds.before]) ?? 0
  }

  // MARK: The past

  private func values(in range: StoreRange, limit: Int?, at revision: StoreRevision) throws -> [StoredValue] {
    // `created` is of the row with the greatest revision: https://www.sqlite.org/lang_select.html#bareagg
    let statement = try db.cachedStatement(
      sql: """
        SELECT l.key, l.created, l.revision, r.bytes FROM (
          SELECT key, created, max(revision) AS revision FROM revisions
          WHERE key >= ? AND key < ? AND revision <= ? GROUP BY key HAVING created > 0 ORDER BY key LIMIT ?
        ) l CROSS JOIN revisions r ON r.revision = l.revision
        """)
    // SQLite keeps the order of the inner query, but does not promise to.
    return try values(statement, range, limit, [revision.number]).sorted { $0.key < $1.key }
  }

  private func count(_ range: StoreRange, at revision: StoreRevision) throws -> Int {
    let bounds = range.bounds
    let statement = try db.cachedStatement(
      sql: """
        SELECT count(*) FROM (
          SELECT created, max(revision) FROM revisions
          WHERE key >= ? AND key < ? AND revision <= ? GROUP BY key HAVING created > 0)
        """)
    return try Int.fetchOne(statement, arguments: [bounds.from, bounds.before, revision.number]) ?? 0
  }

  /// Runs a statement that asks for the bounds of a range, `more` and a limit, and gives key, created, modified and bytes.
  private func values(_ statement: Statement, _ range: StoreRange, _ limit: Int?, _ more: [Int64]) throws -> [StoredValue] {
    let bounds = range.bounds
    var arguments: [(any DatabaseValueConvertible)?] = [bounds.from, bounds.before]
    arguments += more as [(any DatabaseValueConvertible)?]
    arguments.append(limit.map { max(0, $0) } ?? -1)
    let rows = try Row.fetchCursor(statement, arguments: StatementArguments(arguments))
    var values: [StoredValue] = []
    while let row = try rows.next() {
      values.append(
        StoredValue(
          key: try row.key(at: 0), bytes: try row.bytes(at: 3), created: row.revision(at: 1), modified: row.revision(at: 2)))
    }
    return values
  }
}

extension StoreKey {
  var data: Data { Data(path.utf8) }
}

extension StoreRange {
  /// The keys of the range, as they are stored, are not less than `from` and less than `before`.
  var bounds: (from: Data, before: Data) {
    // No key has a byte 255, UTF-8 knows none: nothing is between a prefix and its last byte raised by one, or all keys and 255.
    var before = Array(prefix.utf8)
    if let last = before.popLast() { before.append(last + 1) } else { before = [.max] }
    let first = Data(prefix.utf8)
    guard let start else { return (first, Data(before)) }
    // The least key that is greater than `start`.
    let next = start.data + [0]
    return (first.lexicographicallyPrecedes(next) ? next : first, Data(before))
  }
}
