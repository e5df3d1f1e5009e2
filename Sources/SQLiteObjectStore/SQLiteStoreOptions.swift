package import StoreJournal

/// Where a `SQLiteObjectStore` keeps its file, and its limits.
package struct SQLiteStoreOptions: Sendable {
  /// The path of the file. Beside it stand `PATH-wal`, `PATH-shm` (SQLite's) and `PATH-lock`.
  package var path: String
  /// What of the history is kept.
  package var compaction = CompactionPolicy()
  /// What of the history is held in memory too, for watches that follow closely.
  package var recent = RecentChanges.Bounds()
  /// The largest value, in bytes.
  package var valueBytes = 3 << 20
  /// The longest key, in bytes.
  package var keyBytes = 1 << 10
  /// How large the file may grow, in bytes; nil: as large as the disk lets it. Writes beyond fail with `.full`.
  package var fileBytes: Int?
  /// How often lifetimes, compaction and progress are seen to.
  package var maintenanceInterval: Duration = .seconds(1)

  package init(path: String) { self.path = path }
}
