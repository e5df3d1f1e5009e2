import Hummingbird
import Logging
import MeshTestSupport
import ServiceLifecycle

/// What stands behind a sidecar in these tests: says which version it is, and answers `/held` only when it is let.
struct EchoApplication: Service {
  let version: String
  /// The path of the unix socket that it listens on.
  let socket: String
  let ready = EventLog<Void>()
  /// Requests for `/held` that have arrived.
  let held = EventLog<Void>()
  /// One element lets all of them go.
  let release = EventLog<Void>()

  func run() async throws {
    let (version, ready, held, release) = (version, ready, held, release)
    let router = Router()
    router.get("/held") { _, _ in
      held.append(())
      await release.wait { !$0.isEmpty }
      return "held \(version)"
    }
    router.get { _, _ in version }
    var logger = Logger(label: "echo")
    logger.logLevel = .critical
    let application = Application(
      router: router, configuration: .init(address: .unixDomainSocket(path: socket)),
      onServerRunning: { _ in ready.append(()) }, logger: logger)
    try await application.run()
  }
}
