import HTTPTypes
import Hummingbird
import Logging
import MeshTestSupport
import NIOCore
import ServiceLifecycle

/// A server outside of the mesh, on a free port of this machine; it says what it was called.
struct OutsideApplication: Service {
  private let ports = EventLog<Int>()

  /// Where it listens; waits until it does.
  func port() async -> Int {
    await ports.wait { !$0.isEmpty }.first ?? 0
  }

  func run() async throws {
    let ports = ports
    let router = Router()
    router.get { request, _ in "outside for \(request.head.authority ?? "")" }
    var logger = Logger(label: "outside")
    logger.logLevel = .critical
    let application = Application(
      router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { channel in ports.append(channel.localAddress?.port ?? 0) }, logger: logger)
    try await application.run()
  }
}
