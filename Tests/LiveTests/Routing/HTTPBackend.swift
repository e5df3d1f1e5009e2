import Hummingbird
import Logging
import MeshTestSupport
import ServiceLifecycle
import Synchronization

/// An HTTP server on loopback that fails when it is told to, and notes what it was asked.
final class HTTPBackend: Service {
  struct Asked: Sendable, Hashable {
    var authority: String
    var path: String
  }

  let name: String
  let asked = EventLog<Asked>()
  private let failures = Mutex(0)
  private let started = EventLog<Int>()

  init(_ name: String) { self.name = name }

  /// The next requests are answered with 503.
  func fail(_ count: Int) { failures.withLock { $0 = count } }

  /// Known once the server runs.
  var port: Int { get async { await started.wait { !$0.isEmpty }[0] } }

  func run() async throws {
    let router = Router()
    for path in ["", "**"] { router.get(RouterPath(path)) { request, _ in self.answer(request) } }
    var logger = Logger(label: name)
    logger.logLevel = .critical
    let application = Application(
      router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { self.started.append($0.localAddress?.port ?? 0) }, logger: logger)
    try await application.run()
  }

  private func answer(_ request: Request) -> Response {
    asked.append(Asked(authority: request.head.authority ?? "", path: request.uri.path))
    let isFailing = failures.withLock { left in
      guard left > 0 else { return false }
      left -= 1
      return true
    }
    return Response(
      status: isFailing ? .serviceUnavailable : .ok, body: ResponseBody(byteBuffer: ByteBuffer(string: name)))
  }
}
