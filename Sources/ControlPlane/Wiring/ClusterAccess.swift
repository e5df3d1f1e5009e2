import KubernetesClient
import Logging
import ServiceLifecycle

/// One client of the API server that is read, for all who talk to it. Waits for the server where it is our own.
final class ClusterAccess: ServiceLifecycle.Service {
  private let connection: @Sendable () async throws -> ClusterConnection
  private let logger: Logger
  private let opened = Pending<KubernetesClient>()

  init(connection: @escaping @Sendable () async throws -> ClusterConnection, logger: Logger) {
    self.connection = connection
    self.logger = logger
  }

  /// - Throws: `CancellationError` when the waiting task is cancelled first.
  var client: KubernetesClient {
    get async throws { try await opened.value }
  }

  /// Keeps the client open until the shutdown; those who use it are shut down before.
  func run() async throws {
    let found: ClusterConnection
    do {
      found = try await cancelWhenGracefulShutdown(connection)
    } catch is CancellationError where Task.isShuttingDownGracefully {
      return
    }
    let client = try KubernetesClient(found, logger: logger)
    opened.fulfil(client)
    // Cancelled or not, what is open is closed.
    try? await gracefulShutdown()
    try await client.shutdown()
  }
}
