import GRPCCore
import MeshTransport
import ServiceLifecycle

/// The TLS port: every service on it, from start to graceful shutdown.
final class SecureServer: ServiceLifecycle.Service {
  private let server: GRPCServer<TLSServerTransport>
  private let host: String
  private let port: Int

  init(host: String, port: Int, transport: TLSServerTransport, services: [any RegistrableRPCService]) {
    self.host = host
    self.port = port
    server = GRPCServer(transport: transport, services: services)
  }

  /// - Throws: `ControlPlaneError` when the address cannot be listened on.
  func run() async throws {
    try await withTaskCancellationOrGracefulShutdownHandler {
      do {
        try await server.serve()
      } catch {
        throw ControlPlaneError(.cannotListen, "The TLS port cannot listen on \(BoundAddress(host: host, port: port)): \(error)")
      }
    } onCancelOrGracefulShutdown: {
      self.server.beginGracefulShutdown()
    }
  }

  /// Where it listens, as soon as it does.
  /// - Throws: when it stopped or could not start.
  var boundAddress: BoundAddress {
    get async throws {
      BoundAddress(host: host, port: try await server.transport.listeningPort)
    }
  }
}
