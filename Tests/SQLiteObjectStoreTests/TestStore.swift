import Logging
import MeshTestSupport
import ObjectStore
import SQLiteObjectStore

/// A store's file in a folder of its own, to be opened again and again.
struct TestStore {
  let folder: TestFolder
  var options: SQLiteStoreOptions
  let logger: Logger = {
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    return logger
  }()

  init() throws {
    folder = try TestFolder()
    options = SQLiteStoreOptions(path: folder("store.sqlite"))
    options.maintenanceInterval = .milliseconds(50)
  }

  func open() throws -> SQLiteObjectStore { try SQLiteObjectStore(options, logger: logger) }

  /// Opens the store, has its background at work, and closes it in the end.
  func running<Result: Sendable>(_ body: @Sendable (SQLiteObjectStore) async throws -> Result) async throws -> Result {
    let store = try open()
    defer { store.close() }
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await store.run() }
      defer { group.cancelAll() }
      return try await body(store)
    }
  }
}

extension SQLiteObjectStore {
  @discardableResult
  func put(_ key: String, _ text: String, if condition: StoreWrite.Condition = .isAbsent, lifetime: Duration? = nil)
    async throws -> StoreRevision
  {
    try await apply(StoreWrite(.put(Array(text.utf8), lifetime: lifetime), at: StoreKey(key), if: condition))
  }

  func text(_ key: String) async throws -> String? {
    try await value(at: StoreKey(key)).map { String(decoding: $0.bytes, as: UTF8.self) }
  }
}
