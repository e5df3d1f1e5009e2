import Foundation
import Logging
import ObjectStore
import SQLiteObjectStore

/// Writes into a store as fast as it can until it is killed, and prints what was acknowledged: `REVISION KEY COUNT`, one line each, and
/// `watch REVISION` for how far a watch has come. The durability tests hold the file against these lines.
///
///     store-writer FILE WRITERS
@main
struct StoreWriter {
  static func main() async throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 3, let writers = Int(arguments[2]) else {
      FileHandle.standardError.write(Data("store-writer FILE WRITERS\n".utf8))
      exit(2)
    }
    let store = try SQLiteObjectStore(SQLiteStoreOptions(path: arguments[1]), logger: Logger(label: "store-writer"))
    let start = try await store.latestRevision()
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await Self.follow(store, after: start) }
      group.addTask { try await Self.compact(store, upTo: start) }
      for writer in 0..<writers { group.addTask { try await Self.write(store, StoreKey("/writers/\(writer)")) } }
      try await group.waitForAll()
    }
  }

  /// Puts, changes and deletes one key; the count in its values goes up by one with each write, deletions included.
  private static func write(_ store: SQLiteObjectStore, _ key: StoreKey) async throws {
    var value = try await store.value(at: key)
    var count = 0
    // A deleted key has lost its count; its last line in the output of the runs before says it, but any greater one will do.
    if let value { count = WrittenValue(value.bytes)?.count ?? 0 } else { count = Int(try await store.latestRevision().number) }
    while true {
      count += 1
      let isDeletion = count % 7 == 0 && value != nil
      let condition = value.map { StoreWrite.Condition.isUnchanged(since: $0.modified) } ?? .isAbsent
      let bytes = WrittenValue(key: key.path, count: count).bytes
      let revision = try await store.apply(StoreWrite(isDeletion ? .delete : .put(bytes), at: key, if: condition))
      say("\(revision) \(key) \(isDeletion ? -count : count)")
      value = isDeletion ? nil : StoredValue(key: key, bytes: bytes, created: value?.created ?? revision, modified: revision)
    }
  }

  private static func follow(_ store: SQLiteObjectStore, after revision: StoreRevision) async throws {
    var watch = try await store.watch(StoreRange(prefix: ""), after: revision)
    while let changes = try await watch.next() { say("watch \(changes.revision)") }
  }

  /// Takes away what was there before, in small steps, so that it is killed in the middle of that, too.
  private static func compact(_ store: SQLiteObjectStore, upTo revision: StoreRevision) async throws {
    var step = StoreRevision.zero
    while step < revision {
      step = min(revision, StoreRevision(step.number + 50))
      try await store.compact(to: step)
    }
  }

  /// One line in one piece.
  private static func say(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
  }
}
