import GRDB
import ObjectStore

extension StoreError {
  /// What SQLite's failure means to those who use the store.
  static func from(_ error: any Error) -> StoreError {
    if let known = error as? StoreError { return known }
    if error is CancellationError { return StoreError(.cancelled, "The caller gave up.") }
    guard let error = error as? DatabaseError else { return StoreError(.unavailable, "The store failed: \(error).") }
    // Without the statement and its arguments, which may be secret.
    let detail = "SQLite says \(error.extendedResultCode.rawValue): \(error.message ?? "no more than that")"
    switch error.resultCode {
    case .SQLITE_FULL: return StoreError(.full, "The store has no space left. \(detail).")
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: return StoreError(.corrupt, "The store's file is damaged. \(detail).")
    case .SQLITE_TOOBIG: return StoreError(.tooLarge, "The value is larger than SQLite takes. \(detail).")
    case .SQLITE_INTERRUPT: return StoreError(.cancelled, "The caller gave up.")
    default: return StoreError(.unavailable, "The store's file cannot be used now. \(detail).")
    }
  }

  static let closed = StoreError(.cancelled, "The store is closed.")
}
