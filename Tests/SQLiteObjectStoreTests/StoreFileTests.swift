import Foundation
import GRDB
import MeshTestSupport
import ObjectStore
import SQLiteObjectStore
import Testing

@Suite("The file of a store")
struct StoreFileTests {
  @Test func servesOneStoreAtATime() async throws {
    let test = try TestStore()
    let first = try test.open()
    #expect(refusal(test)?.code == .unavailable)
    #expect(refusal(test)?.message.contains("in use by another process") == true)
    first.close()
    try test.open().close()
  }

  @Test func isForItsUserAlone() async throws {
    let test = try TestStore()
    let store = try test.open()
    defer { store.close() }
    try await store.put("/a", "secret")
    for suffix in ["", "-wal", "-shm", "-lock"] {
      let attributes = try FileManager.default.attributesOfItem(atPath: test.options.path + suffix)
      #expect(attributes[.posixPermissions] as? Int == 0o600, "\(suffix)")
    }
  }

  @Test func isNoOtherFile() throws {
    let test = try TestStore()
    try test.folder.write("store.sqlite", String(repeating: "This is not a database. ", count: 100))
    #expect(refusal(test)?.code == .corrupt)
  }

  @Test func isNoOtherDatabase() throws {
    let test = try TestStore()
    let other = try DatabaseQueue(path: test.options.path)
    try other.write { try $0.execute(sql: "CREATE TABLE books (title TEXT)") }
    try other.close()
    #expect(refusal(test)?.code == .corrupt)
  }

  @Test func isNotOfANewerVersion() throws {
    let test = try TestStore()
    try test.open().close()
    let other = try DatabaseQueue(path: test.options.path)
    try other.write { try $0.execute(sql: "PRAGMA user_version = 2") }
    try other.close()
    #expect(refusal(test)?.code == .unavailable)
    #expect(refusal(test)?.message.contains("version 2") == true)
  }

  @Test func isFoundDamaged() async throws {
    let test = try TestStore()
    let store = try test.open()
    for index in 0..<200 { try await store.put("/\(index)", String(repeating: "x", count: 500)) }
    store.close()
    let file = try #require(FileHandle(forUpdatingAtPath: test.options.path))
    for page in 2..<8 {
      try file.seek(toOffset: UInt64(page * 4096))
      try file.write(contentsOf: Data(repeating: 0xA5, count: 64))
    }
    try file.close()
    #expect(refusal(test)?.code == .corrupt)
  }

  @Test func isFoundIncomplete() async throws {
    let test = try TestStore()
    let store = try test.open()
    try await store.put("/a", "one")
    store.close()
    let other = try DatabaseQueue(path: test.options.path)
    try await other.write { try $0.execute(sql: "DELETE FROM revisions") }
    try other.close()
    #expect(refusal(test)?.code == .corrupt)
  }

  @Test func mayBeFull() async throws {
    var test = try TestStore()
    test.options.fileBytes = 256 << 10
    let store = try test.open()
    defer { store.close() }
    let text = String(repeating: "x", count: 10_000)
    var revisions: [StoreRevision] = []
    var refusal: StoreError?
    while refusal == nil, revisions.count < 1000 {
      do { revisions.append(try await store.put("/\(revisions.count)", text)) } catch { refusal = error as? StoreError }
    }
    #expect(refusal?.code == .full)
    #expect(try await store.text("/\(revisions.count)") == nil)
    // What was answered is there, and room can be made.
    #expect(try await store.values(in: StoreRange(prefix: "/"), limit: nil, at: nil).values.count == revisions.count)
    for (index, revision) in revisions.enumerated().prefix(10) {
      _ = try await store.apply(StoreWrite(.delete, at: StoreKey("/\(index)"), if: .isUnchanged(since: revision)))
    }
    try await store.compact(to: try await store.latestRevision())
    try await store.put("/again", text)
  }

  /// Why a store cannot be opened.
  private func refusal(_ test: TestStore) -> StoreError? {
    do throws(StoreError) {
      try SQLiteObjectStore(test.options, logger: test.logger).close()
      return nil
    } catch {
      return error
    }
  }
}
