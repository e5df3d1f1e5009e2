import Logging
import MeshTestSupport
import ServiceLifecycle
import XDSResources
import XDSServer

/// A server on a free loopback port for as long as `body` runs; it is stopped gracefully afterwards.
func withServer<Result: Sendable>(
  _ source: InMemoryResourceSource, _ configuration: XDSServerConfiguration = XDSServerConfiguration(),
  _ body: @Sendable @escaping (RunningServer) async throws -> Result
) async throws -> Result {
  let server = XDSServer(source: source, configuration: configuration)
  var logger = Logger(label: "test")
  logger.logLevel = .error
  let group = ServiceGroup(services: [server], logger: logger)
  return try await withThrowingTaskGroup(of: Void.self) { tasks in
    tasks.addTask { try await group.run() }
    let result: Result
    do {
      result = try await body(RunningServer(server: server, group: group, address: server.boundAddress))
    } catch {
      await group.triggerGracefulShutdown()
      throw error
    }
    await group.triggerGracefulShutdown()
    try await tasks.waitForAll()
    return result
  }
}

struct RunningServer: Sendable {
  var server: XDSServer<InMemoryResourceSource>
  var group: ServiceGroup
  var address: XDSServerConfiguration.Address

  func connect<Result: Sendable>(
    _ body: @Sendable @escaping (ADSTestClient) async throws -> Result
  ) async throws -> Result {
    switch address {
    case .tcp(let host, let port): try await ADSTestClient.connect(host: host, port: port, body)
    case .unixSocket(let path): try await ADSTestClient.connect(unixSocket: path, body)
    }
  }
}

extension Resource {
  /// A resource whose content is `text`.
  convenience init(_ type: TypeURL, _ name: String, _ text: String) {
    self.init(type: type, name: name, body: Array(text.utf8))
  }
}
