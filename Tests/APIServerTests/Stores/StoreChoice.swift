import EtcdObjectStore
import Foundation
import Logging
import MeshTestSupport
import ObjectStore
import SQLiteObjectStore
import ServiceLifecycle
import Testing

/// A store under which the server is tried.
enum StoreChoice: String, Sendable, CustomTestStringConvertible {
  case sqlite, etcd

  /// Those that this machine has; both in CI.
  static let all: [StoreChoice] =
    EtcdProcess.path != nil || ProcessInfo.processInfo.environment["CI"] == "true" ? [.sqlite, .etcd] : [.sqlite]

  var testDescription: String { rawValue }

  /// Has a store at work for as long as `body` runs, which begins once the store answers.
  /// - Parameter folder: Where SQLite's file lies. An etcd is new each time.
  func run<Result: Sendable>(
    in folder: TestFolder, _ body: (any ObjectStore) async throws -> Result
  ) async throws -> Result {
    var logger = Logger(label: "store")
    logger.logLevel = .critical
    switch self {
    case .sqlite:
      let store = try SQLiteObjectStore(SQLiteStoreOptions(path: folder("objects.db")), logger: logger)
      return try await Self.running(store, store, body)
    case .etcd:
      let cluster = try EtcdTestCluster()
      try cluster.start()
      defer { cluster.stop() }
      let options = EtcdStoreOptions(
        endpoints: cluster.members.map { EtcdEndpoint(host: "127.0.0.1", port: $0.clientPort, isSecure: false) })
      let store = try EtcdObjectStore(options, logger: logger)
      return try await Self.running(store, store, body)
    }
  }

  private static func running<Result: Sendable>(
    _ store: any ObjectStore, _ service: any Service, _ body: (any ObjectStore) async throws -> Result
  ) async throws -> Result {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await service.run() }
      defer { group.cancelAll() }
      try await eventually("the store answers") {
        _ = try await store.latestRevision()
        return true
      }
      return try await body(store)
    }
  }
}
