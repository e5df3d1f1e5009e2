import EtcdObjectStore
import Logging
import MeshTestSupport
import ObjectStore
import Testing

extension EtcdTestCluster {
  var options: EtcdStoreOptions {
    var options = EtcdStoreOptions(
      endpoints: members.map { EtcdEndpoint(host: "127.0.0.1", port: $0.clientPort, isSecure: isSecure) })
    options.maintenanceInterval = .milliseconds(50)
    return options
  }

  /// Starts the members and a store, and ends both.
  func running<Result: Sendable>(
    _ options: EtcdStoreOptions? = nil, _ body: @Sendable (EtcdObjectStore) async throws -> Result
  ) async throws -> Result {
    try start()
    defer { stop() }
    return try await Self.running(options ?? self.options, body)
  }

  /// Has a store at work for as long as `body` runs, which begins once etcd answers.
  static func running<Result: Sendable>(
    _ options: EtcdStoreOptions, _ body: @Sendable (EtcdObjectStore) async throws -> Result
  ) async throws -> Result {
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    let store = try EtcdObjectStore(options, logger: logger)
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await store.run() }
      defer { group.cancelAll() }
      try await eventually("etcd answers") {
        _ = try await store.latestRevision()
        return true
      }
      return try await body(store)
    }
  }
}
