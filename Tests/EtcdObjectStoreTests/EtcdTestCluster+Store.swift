import AsyncHTTPClient
import EtcdObjectStore
import Logging
import MeshTestSupport
import NIOCore
import ObjectStore
import Testing

extension EtcdTestCluster {
  var options: EtcdStoreOptions {
    var options = EtcdStoreOptions(
      endpoints: members.map { EtcdEndpoint(host: "127.0.0.1", port: $0.clientPort, isSecure: isSecure) })
    options.maintenanceInterval = .milliseconds(50)
    return options
  }

  /// What the first member has sent to its clients so far.
  func sentBytes() async throws -> Double {
    let url = "http://127.0.0.1:\(members[0].clientPort)/metrics"
    let response = try await HTTPClient.shared.execute(HTTPClientRequest(url: url), timeout: .seconds(10))
    let text = String(buffer: try await response.body.collect(upTo: 4 << 20))
    let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("etcd_network_client_grpc_sent_bytes_total") })
    return try #require(line.split(separator: " ").last.flatMap { Double($0) })
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
