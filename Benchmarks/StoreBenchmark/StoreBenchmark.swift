import Foundation
import Logging
import ObjectStore
import SQLiteObjectStore

/// Measures the SQLite store on the disk that is named: writes with an fsync, lists, and watches.
///
///     meltemi-store-benchmark FOLDER [SECONDS]
@main
struct StoreBenchmark {
  private static let valueBytes = 1500

  let store: SQLiteObjectStore
  let duration: Duration

  static func main() async throws {
    let arguments = CommandLine.arguments
    let seconds = arguments.count > 2 ? Double(arguments[2]) : 5
    guard arguments.count > 1, let seconds, seconds > 0 else {
      FileHandle.standardError.write(Data("meltemi-store-benchmark FOLDER [SECONDS]\n".utf8))
      exit(2)
    }
    let path = "\(arguments[1])/store-benchmark-\(ProcessInfo.processInfo.processIdentifier).sqlite"
    defer { for suffix in ["", "-wal", "-shm", "-lock"] { try? FileManager.default.removeItem(atPath: path + suffix) } }
    let store = try SQLiteObjectStore(SQLiteStoreOptions(path: path), logger: Logger(label: "benchmark"))
    defer { store.close() }
    let benchmark = StoreBenchmark(store: store, duration: .seconds(seconds))
    for writers in [1, 8, 64] { try await benchmark.write(writers: writers) }
    try await benchmark.list(20_000)
    try await benchmark.watch(watchers: 1000, changes: 1000)
  }

  /// Each writer changes a key of its own again and again.
  private func write(writers: Int) async throws {
    let value = [UInt8](repeating: 120, count: Self.valueBytes)
    let transactions = store.transactions
    let start = ContinuousClock.now
    let end = start + duration
    let count = try await withThrowingTaskGroup(of: Int.self) { group in
      for writer in 0..<writers {
        group.addTask {
          let key = StoreKey("/write/\(writers)/\(writer)")
          var condition = StoreWrite.Condition.isAbsent
          var count = 0
          while .now < end {
            condition = .isUnchanged(since: try await store.apply(StoreWrite(.put(value), at: key, if: condition)))
            count += 1
          }
          return count
        }
      }
      return try await group.reduce(0, +)
    }
    let rate = Double(count) / Self.seconds(.now - start)
    print("\(writers) writers: \(Int(rate)) writes/s, \(count) in \(store.transactions - transactions) transactions")
  }

  private func list(_ count: Int) async throws {
    let value = [UInt8](repeating: 120, count: Self.valueBytes)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<64 {
        group.addTask {
          for index in stride(from: writer, to: count, by: 64) {
            _ = try await store.apply(StoreWrite(.put(value), at: StoreKey("/list/\(index)"), if: .isAbsent))
          }
        }
      }
      try await group.waitForAll()
    }
    let range = StoreRange(prefix: "/list/")
    for (name, limit) in [("whole", nil), ("in pages of 500", 500)] as [(String, Int?)] {
      var times: [Double] = []
      for _ in 0..<5 {
        let start = ContinuousClock.now
        var (page, seen) = (try await store.values(in: range, limit: limit, at: nil), 0)
        seen += page.values.count
        while page.remaining > 0, let last = page.values.last {
          page = try await store.values(in: StoreRange(prefix: "/list/", after: last.key), limit: limit, at: page.revision)
          seen += page.values.count
        }
        guard seen == count else { throw StoreError(.corrupt, "\(seen) values of \(count) were listed.") }
        times.append(Self.seconds(.now - start))
      }
      print("\(count) values, \(name): \(Int(times.sorted()[2] * 1000)) ms (median of 5)")
    }
  }

  private func watch(watchers: Int, changes: Int) async throws {
    let begin = try await store.latestRevision()
    let start = ContinuousClock.now
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<watchers {
        group.addTask {
          var watch = try await store.watch(StoreRange(prefix: "/watch/"), after: begin)
          var (seen, last) = (0, begin)
          while seen < changes, let told = try await watch.next() {
            for event in told.events {
              guard last < event.revision else { throw StoreError(.corrupt, "A watch is out of order.") }
              last = event.revision
            }
            seen += told.events.count
          }
        }
      }
      group.addTask {
        for index in 0..<changes {
          _ = try await store.apply(StoreWrite(.put([1]), at: StoreKey("/watch/\(index)"), if: .isAbsent))
        }
      }
      try await group.waitForAll()
    }
    let total = Self.seconds(.now - start)
    let rate = Int(Double(watchers * changes) / total)
    print("\(watchers) watchers saw \(changes) changes each: \(rate) events/s, \(Int(total * 1000)) ms")
  }

  private static func seconds(_ duration: Duration) -> Double { duration / .seconds(1) }
}
