import Foundation
import GRDB
import ObjectStore

extension RevisionTable {
  /// The values of a range as of a revision.
  /// - Throws: `.compacted`, `.futureRevision`.
  func page(of range: StoreRange, limit: Int?, at revision: StoreRevision?) throws -> StorePage {
    let moment = try moment(revision)
    var found: [StoredValue] = []
    try forEach(in: range, limit: limit, at: moment) { value in
      found.append(value)
      return true
    }
    return StorePage(
      values: found, revision: moment.revision, remaining: try remaining(limit) { try count(range, at: moment) })
  }

  /// The first values of a range as of a revision.
  /// - Throws: `.compacted`, `.futureRevision`.
  func piece(of range: StoreRange, within bounds: PieceBounds, at revision: StoreRevision?) throws -> StorePiece {
    let moment = try moment(revision)
    var piece = StorePiece(values: [], revision: moment.revision, isLast: true)
    var size = 0
    try forEach(in: range, limit: bounds.values.addingReportingOverflow(1).partialValue, at: moment) { value in
      piece.take(value, size: &size, within: bounds)
    }
    return piece
  }

  /// A revision that can be read.
  private struct Moment {
    var revision: StoreRevision
    /// Whether it is the latest, which is read more cheaply.
    var isLatest: Bool
  }

  /// - Throws: `.compacted`, `.futureRevision`.
  private func moment(_ revision: StoreRevision?) throws -> Moment {
    let latest = try latest()
    guard let revision, revision != latest else { return Moment(revision: latest, isLatest: true) }
    guard revision < latest else {
      throw StoreError(.futureRevision, "Revision \(revision) has not been reached; the latest is \(latest).")
    }
    let compacted = try compacted()
    guard revision >= compacted else { throw StoreError.compacted(revision, compacted) }
    return Moment(revision: revision, isLatest: false)
  }

  private func remaining(_ limit: Int?, count: () throws -> Int) throws -> Int {
    guard let limit else { return 0 }
    return max(0, try count() - max(0, limit))
  }

  // MARK: Statements

  private static let valuesNow = """
    SELECT c.key, c.created, c.revision, r.bytes FROM current c CROSS JOIN revisions r ON r.revision = c.revision
    WHERE c.key >= ? AND c.key < ? ORDER BY c.key LIMIT ?
    """

  private static let countNow = "SELECT count(*) FROM current WHERE key >= ? AND key < ?"

  // `created` is of the row with the greatest revision: https://www.sqlite.org/lang_select.html#bareagg
  private static let keysThen = """
    SELECT key, created, max(revision) FROM revisions
    WHERE key >= ? AND key < ? AND revision <= ? GROUP BY key HAVING created > 0 ORDER BY key LIMIT ?
    """

  private static let countThen = """
    SELECT count(*) FROM (
      SELECT created, max(revision) FROM revisions
      WHERE key >= ? AND key < ? AND revision <= ? GROUP BY key HAVING created > 0)
    """

  /// Tells the values of a range, sorted by key, until `body` wants no more. What it does not want is not read.
  private func forEach(in range: StoreRange, limit: Int?, at moment: Moment, _ body: (StoredValue) throws -> Bool) throws {
    let arguments = StatementArguments(arguments(range, at: moment) + [limit.map { max(0, $0) } ?? -1])
    guard moment.isLatest else { return try forEachThen(arguments, body) }
    let rows = try Row.fetchCursor(try db.cachedStatement(sql: Self.valuesNow), arguments: arguments)
    while let row = try rows.next() {
      let value = StoredValue(
        key: try row.key(at: 0), bytes: try row.bytes(at: 3), created: row.revision(at: 1), modified: row.revision(at: 2))
      guard try body(value) else { return }
    }
  }

  private func forEachThen(_ arguments: StatementArguments, _ body: (StoredValue) throws -> Bool) throws {
    let bytes = try db.cachedStatement(sql: "SELECT bytes FROM revisions WHERE revision = ?")
    // The keys first, and each value when it is wanted: joined with them, SQLite would sort all values.
    for row in try Row.fetchAll(try db.cachedStatement(sql: Self.keysThen), arguments: arguments) {
      let modified = row.revision(at: 2)
      guard let found = try Row.fetchOne(bytes, arguments: [modified.number]) else { continue }
      let value = StoredValue(
        key: try row.key(at: 0), bytes: try found.bytes(at: 0), created: row.revision(at: 1), modified: modified)
      guard try body(value) else { return }
    }
  }

  private func count(_ range: StoreRange, at moment: Moment) throws -> Int {
    let statement = try db.cachedStatement(sql: moment.isLatest ? Self.countNow : Self.countThen)
    return try Int.fetchOne(statement, arguments: StatementArguments(arguments(range, at: moment))) ?? 0
  }

  private func arguments(_ range: StoreRange, at moment: Moment) -> [(any DatabaseValueConvertible)?] {
    let bounds = range.bounds
    return [bounds.from, bounds.before] + (moment.isLatest ? [] : [moment.revision.number])
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
