package import HTTPTypes
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import MeshDraining
import NIOCore
import NIOSSL
import ServiceLifecycle
import Synchronization

/// An issuer's web server on this machine; what it answers is up to the test.
package final class KeyServer: ServiceLifecycle.Service {
  package struct Answer: Sendable {
    package var status: HTTPResponse.Status
    package var location: String?
    package var body: String

    package init(status: HTTPResponse.Status = .ok, location: String? = nil, body: String = "") {
      (self.status, self.location, self.body) = (status, location, body)
    }
  }

  /// What a server shows that speaks TLS.
  package struct Certificate: Sendable {
    var chainPEM: String
    var keyPEM: String

    package init(chainPEM: String, keyPEM: String) { (self.chainPEM, self.keyPEM) = (chainPEM, keyPEM) }
  }

  package static let keys = #"{"keys":[{"kid":"1","kty":"EC","crv":"P-256","x":"AQ","y":"Ag"}]}"#

  private let answers: Mutex<[String: Answer]>
  private let certificate: Certificate?
  private let ports = EventLog<Int>()
  /// The paths that were asked for.
  package let requests = EventLog<String>()

  /// - Parameter certificate: nil for a server without TLS.
  package init(_ answers: [String: Answer], certificate: Certificate? = nil) {
    self.answers = Mutex(answers)
    self.certificate = certificate
  }

  package subscript(path: String) -> Answer? {
    get { answers.withLock { $0[path] } }
    set { answers.withLock { $0[path] = newValue } }
  }

  /// `http://127.0.0.1:PORT` or `https://localhost:PORT`, once the server listens.
  package var url: String {
    get async {
      let port = await ports.wait { !$0.isEmpty }[0]
      return certificate == nil ? "http://127.0.0.1:\(port)" : "https://localhost:\(port)"
    }
  }

  package func run() async throws {
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
      router: router, server: try server(), configuration: .init(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { [ports] channel in ports.append(channel.localAddress?.port ?? 0) }, logger: logger)
    try await DrainedService(application).run()
  }

  private func server() throws -> HTTPServerBuilder {
    guard let certificate else { return .http1() }
    let chain = try NIOSSLCertificate.fromPEMBytes(Array(certificate.chainPEM.utf8))
    let key = try NIOSSLPrivateKey(bytes: Array(certificate.keyPEM.utf8), format: .pem)
    return try .tls(
      .http1(),
      tlsConfiguration: .makeServerConfiguration(
        certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key)))
  }
}
