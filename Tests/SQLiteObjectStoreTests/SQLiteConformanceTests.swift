import ObjectStore
import ObjectStoreConformance
import SQLiteObjectStore
import StoreJournal
import Testing

@Suite("What every store promises, SQLite keeps")
struct SQLiteConformanceTests {
  @Test(.timeLimit(.minutes(1)), arguments: StorePromise.allCases)
  func isKept(_ promise: StorePromise) async throws {
    try await TestStore().running { store in try await promise.check(StoreUnderTest(store, promise)) }
  }

  /// Nearly nothing is recent here, so that watches read from the file.
  @Test(.timeLimit(.minutes(1)), arguments: StorePromise.allCases)
  func isKeptFromTheFile(_ promise: StorePromise) async throws {
    var test = try TestStore()
    test.options.recent = RecentChanges.Bounds(events: 3)
    try await test.running { store in try await promise.check(StoreUnderTest(store, promise)) }
  }
}
