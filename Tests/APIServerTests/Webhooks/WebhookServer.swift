import APIServer
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import KubernetesAPI
import Logging
import MeshIdentity
import MeshTestSupport
import NIOCore
import NIOSSL

/// A webhook on this machine, with TLS; what it answers is up to the test.
struct WebhookServer: Sendable {
  /// What a test says to one review: an HTTP status and a body.
  struct Answer: Sendable {
    var status: HTTPResponse.Status = .ok
    var body: String
    var location: String?

    /// An AdmissionReview with this response; `uid` is that of the request unless given.
    static func review(_ response: JSONValue, to review: JSONValue) -> Answer {
      var response = response
      if response["uid"] == nil { response["uid"] = review["request"]?["uid"] }
      let json: JSONValue = ["apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "response": response]
      return Answer(body: json.jsonText)
    }
  }

  let port: Int
  /// The reviews that came in.
  let reviews: EventLog<JSONValue>
  let authorityPEM: String

  /// In base64, as configurations hold it.
  var bundle: String { Base64.text(Array(authorityPEM.utf8)) }

  /// Runs a webhook until `body` ends.
  /// - Parameters:
  ///   - names: What its certificate says.
  ///   - answer: nil: the webhook never answers.
  static func run<Result: Sendable>(
    names: [String] = ["localhost", "127.0.0.1"], _ answer: @escaping @Sendable (JSONValue) -> Answer?,
    body: (WebhookServer) async throws -> Result
  ) async throws -> Result {
    let folder = try TestFolder()
    let authority = try ServerAuthority(in: StateDirectory(path: folder("state")))
    let identity = try authority.server(names: names)
    let (reviews, ports) = (EventLog<JSONValue>(), EventLog<Int>())
    let router = Router()
    router.post("**") { request, _ -> Response in
      let bytes = try await request.body.collect(upTo: 4 << 20)
      let review = try JSONParser.parse(Array(bytes.readableBytesView))
      reviews.append(review)
      guard let answer = answer(review) else {
        try await Task.sleep(for: .seconds(3600))
        return Response(status: .internalServerError)
      }
      var headers = HTTPFields()
      headers[.location] = answer.location
      return Response(status: answer.status, headers: headers, body: .init(byteBuffer: ByteBuffer(string: answer.body)))
    }
    var logger = Logger(label: "webhook")
    logger.logLevel = .critical
    let tls = TLSConfiguration.makeServerConfiguration(
      certificateChain: [.certificate(try NIOSSLCertificate(bytes: Array(identity.certificatePEM.utf8), format: .pem))],
      privateKey: .privateKey(try NIOSSLPrivateKey(bytes: Array(identity.keyPEM.reveal().utf8), format: .pem)))
    let application = Application(
      router: router, server: try .tls(.http1(), tlsConfiguration: tls),
      configuration: .init(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { ports.append($0.localAddress?.port ?? 0) }, logger: logger)
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await application.run() }
      let port = await ports.wait { !$0.isEmpty }[0]
      defer { group.cancelAll() }
      return try await body(WebhookServer(port: port, reviews: reviews, authorityPEM: authority.certificatePEM))
    }
  }
}

/// RFC 4648, 4.
enum Base64 {
  static func text(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
}
