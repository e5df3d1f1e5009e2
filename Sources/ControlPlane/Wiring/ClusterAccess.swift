import KubernetesClient
import ServiceLifecycle

/// One client of the API server that is read, for all who talk to it. Waits for the server where it is our own.
final class ClusterAccess: ServiceLifecycle.Service {
  private let open: @Sendable () async throws -> KubernetesClient
  private let opened = Pending<KubernetesClient>()

  /// - Parameter open: waits until there is somebody to talk to.
  init(open: @escaping @Sendable () async throws -> KubernetesClient) { self.open = open }

  /// - Throws: `CancellationError` when the waiting task is cancelled first.
  var client: KubernetesClient {
    get async throws { try await opened.value }
  }

  /// Keeps the client open until the shutdown; those who use it are shut down before.
  func run() async throws {
    let client: KubernetesClient
    do {
      client = try await cancelWhenGracefulShutdown(open)
    } catch is CancellationError where Task.isShuttingDownGracefully {
      return
    }
    opened.fulfil(client)
    // Cancelled or not, what is open is closed.
    try? await gracefulShutdown()
    try await client.shutdown()
  }
}
