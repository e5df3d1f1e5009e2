import HTTPTypes
import Hummingbird
import Logging
import MeshTestSupport
import ServiceLifecycle

/// An application that answers everything with the headers of the request, one in a line.
struct HeaderEcho: Service {
  /// The path of the unix socket that it listens on.
  let socket: String
  let ready = EventLog<Void>()

  func run() async throws {
    let ready = ready
    let router = Router()
    for method in [HTTPRequest.Method.get, .head, .post, .put, .delete, .options] {
      router.on("**", method: method) { request, _ in Self.answer(request) }
      router.on("", method: method) { request, _ in Self.answer(request) }
    }
    var logger = Logger(label: "echo")
    logger.logLevel = .critical
    let application = Application(
      router: router, configuration: .init(address: .unixDomainSocket(path: socket)),
      onServerRunning: { _ in ready.append(()) }, logger: logger)
    try await application.run()
  }

  private static func answer(_ request: Request) -> String {
    request.headers.map { "\($0.name.canonicalName): \($0.value)\n" }.joined()
  }
}
