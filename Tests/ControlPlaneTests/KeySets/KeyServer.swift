import HTTPTypes
import Hummingbird
import Logging
import MeshModel
import MeshTestSupport
import NIOCore
import ServiceLifecycle
import Synchronization

/// An issuer's web server; what it answers is up to the test.
final class KeyServer: ServiceLifecycle.Service {
  struct Answer: Sendable {
    var status = HTTPResponse.Status.ok
    var location: String?
    var body = ""
  }

  static let keys = #"{"keys":[{"kid":"1","kty":"EC","crv":"P-256","x":"AQ","y":"Ag"}]}"#

  private let answers: Mutex<[String: Answer]>
  private let ports = EventLog<Int>()
  /// The paths that were asked for.
  let requests = EventLog<String>()

  init(_ answers: [String: Answer]) { self.answers = Mutex(answers) }

  subscript(path: String) -> Answer? {
    get { answers.withLock { $0[path] } }
    set { answers.withLock { $0[path] = newValue } }
  }

  /// `http://127.0.0.1:PORT`, once the server listens.
  var url: String {
    get async { "http://127.0.0.1:\(await ports.wait { !$0.isEmpty }[0])" }
  }

  func run() async throws {
    let router = Router()
    router.get("**") { [self] request, _ -> Response in
      requests.append(request.uri.path)
      guard let answer = self[request.uri.path] else { return Response(status: .notFound) }
      var headers = HTTPFields()
      headers[.location] = answer.location
      return Response(status: answer.status, headers: headers, body: .init(byteBuffer: ByteBuffer(string: answer.body)))
    }
    var logger = Logger(label: "keys")
    logger.logLevel = .critical
    let application = Application(
      router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { [ports] channel in ports.append(channel.localAddress?.port ?? 0) }, logger: logger)
    try await application.run()
  }
}

/// Takes down what it is told.
final class FactLog: FactSink {
  let batches = EventLog<FactBatch>()
  func accept(_ batch: FactBatch) async { batches.append(batch) }
}
