import GRDB
import ObjectStore

/// The tables of a store's file, and what must hold of them.
///
/// `revisions` is the history, in which nothing is ever changed; compaction takes away what is no longer needed. `current` names the
/// revision that each key stands at. Keys are blobs, because SQLite then compares them byte by byte.
enum StoreSchema {
  /// Marks a file as a store of Meltemi's ("Melt").
  static let applicationID: Int32 = 0x4D65_6C74
  /// Raised with each change of the tables, which then comes with a migration from the version before.
  static let version: Int32 = 1

  /// Brings a new or known file to the present schema.
  /// - Throws: `.corrupt` where the file is not a store's, `.unavailable` where a newer version wrote it.
  static func prepare(_ db: Database, path: String) throws {
    let application = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
    let version = try Int32.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
    if application == 0, version == 0, tables == 0 { return try create(db) }
    guard application == applicationID else { throw StoreError(.corrupt, "\(path) is a database, but not a store of Meltemi's.") }
    guard version == Self.version else {
      throw StoreError(.unavailable, "\(path) has version \(version) of the store; this program knows \(Self.version).")
    }
  }

  private static func create(_ db: Database) throws {
    try db.inTransaction(.immediate) {
      try db.execute(
        sql: """
          CREATE TABLE state (one INTEGER PRIMARY KEY CHECK (one = 1), compacted INTEGER NOT NULL);
          INSERT INTO state VALUES (1, 0);
          CREATE TABLE revisions (
            revision INTEGER PRIMARY KEY,
            key BLOB NOT NULL,
            created INTEGER NOT NULL, -- the revision that put the key where there was none; 0: this one deleted it
            previous INTEGER NOT NULL, -- the revision of what the key held before; 0: nothing
            bytes BLOB
          );
          CREATE INDEX revisions_by_key ON revisions (key, revision, created);
          CREATE TABLE current (
            key BLOB PRIMARY KEY,
            revision INTEGER NOT NULL,
            created INTEGER NOT NULL,
            expires INTEGER -- milliseconds since 1970; NULL: never
          ) WITHOUT ROWID;
          CREATE INDEX current_by_expiry ON current (expires) WHERE expires IS NOT NULL;
          PRAGMA application_id = \(applicationID);
          PRAGMA user_version = \(version);
          """)
      return .commit
    }
  }

  /// Reads the whole file once, and holds the two tables against each other.
  /// - Throws: `.corrupt`.
  static func check(_ db: Database, path: String) throws {
    let findings = try String.fetchAll(db, sql: "PRAGMA quick_check(5)")
    guard findings == ["ok"] else {
      throw StoreError(.corrupt, "\(path) is damaged: \(findings.joined(separator: "; ")). Restore it from a backup.")
    }
    let astray = try Int.fetchOne(
      db,
      sql: """
        SELECT count(*) FROM current c LEFT JOIN revisions r ON r.revision = c.revision
        WHERE r.revision IS NULL OR r.key <> c.key OR r.created = 0 OR r.created <> c.created
        """)
    guard astray == 0 else {
      throw StoreError(.corrupt, "\(path) is damaged: \(astray ?? 0) keys have no value. Restore it from a backup.")
    }
  }
}
