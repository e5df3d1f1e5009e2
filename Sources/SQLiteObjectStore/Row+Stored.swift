import Foundation
import GRDB
import ObjectStore

extension Row {
  func revision(at index: Int) -> StoreRevision { StoreRevision(self[index] as Int64? ?? 0) }

  func bytes(at index: Int) throws -> [UInt8] {
    try withUnsafeData(atIndex: index) { data in data.map { [UInt8]($0) } ?? [] }
  }

  /// - Throws: `.corrupt` where the key is not text.
  func key(at index: Int) throws -> StoreKey {
    guard let path = String(validating: try bytes(at: index), as: UTF8.self) else {
      throw StoreError(.corrupt, "The store's file is damaged: a key is not text.")
    }
    return StoreKey(path)
  }
}

extension StoreEvent {
  /// Of a row with revision, key, created, bytes, and of what it replaced revision, created, bytes.
  init(_ row: Row) throws {
    let key = try row.key(at: 1)
    let isDeletion = row.revision(at: 2) == .zero
    let replaced = row.revision(at: 4)
    self.init(
      key: key, revision: row.revision(at: 0), bytes: isDeletion ? nil : try row.bytes(at: 3),
      previous: replaced == .zero
        ? nil : StoredValue(key: key, bytes: try row.bytes(at: 6), created: row.revision(at: 5), modified: replaced))
  }
}
