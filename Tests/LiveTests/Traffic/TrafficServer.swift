import HTTPTypes
import Hummingbird
import Logging
import MeshTestSupport
import ServiceLifecycle
import Synchronization

/// One endpoint of a service: answers with its name, or fails as long as it is told to. `/held` is answered only when it is let.
final class TrafficServer: Service {
  let name: String
  let address: String
  let port: Int
  let ready = EventLog<Void>()
  /// Requests for `/held` that have arrived.
  let held = EventLog<Void>()
  /// One element lets all of them go.
  let release = EventLog<Void>()
  private let status = Mutex(HTTPResponse.Status.ok)

  init(_ name: String, address: String, port: Int) {
    self.name = name
    self.address = address
    self.port = port
  }

  /// What it answers with from now on.
  func answer(_ status: HTTPResponse.Status) { self.status.withLock { $0 = status } }

  func run() async throws {
    let router = Router()
    router.get("/held") { [name, held, release] _, _ in
      held.append(())
      await release.wait { !$0.isEmpty }
      return name
    }
    router.get { [self] _, _ in Response(status: status.withLock { $0 }, body: .init(byteBuffer: .init(string: name))) }
    var logger = Logger(label: "server")
    logger.logLevel = .critical
    let application = Application(
      router: router, configuration: .init(address: .hostname(address, port: port)),
      onServerRunning: { [ready] _ in ready.append(()) }, logger: logger)
    try await application.run()
  }
}
