import AsyncHTTPClient
import BenchmarkSupport
import Foundation
import KubernetesClient
import NIOCore
import NIOHTTP1
import NIOSSL

/// What clients do on the wire, without what they make of it: over TLS, with the client certificate of a kubeconfig.
struct APIClient: Sendable {
  static let json = "application/json"

  private let http: HTTPClient
  private let server: String

  init(kubeconfig: String) throws {
    let connection = try Kubeconfig.load(file: kubeconfig).connection()
    server = connection.cluster.server
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(try Self.bytes(connection.cluster.certificateAuthority)))
    tls.certificateChain = try NIOSSLCertificate.fromPEMBytes(try Self.bytes(connection.user.clientCertificate)).map {
      .certificate($0)
    }
    tls.privateKey = .privateKey(try NIOSSLPrivateKey(bytes: try Self.bytes(connection.user.clientKey), format: .pem))
    var configuration = HTTPClient.Configuration(tlsConfiguration: tls)
    configuration.httpVersion = .http1Only
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 4096
    http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }

  func shutdown() async throws { try await http.shutdown() }

  private static func bytes(_ content: Kubeconfig.Content?) throws -> [UInt8] {
    guard case .inline(let text) = content else { throw BenchmarkError("the kubeconfig holds no certificates") }
    return Array(text.reveal().utf8)
  }

  /// Sends a request, and gives the answer with its body still to come.
  /// - Throws: `BenchmarkError` where it is no good one.
  func open(
    _ method: HTTPMethod, _ path: String, body: String? = nil, type: String = json, accept: String = json
  ) async throws -> HTTPClientResponse.Body {
    var request = HTTPClientRequest(url: server + path)
    request.method = method
    request.headers.add(name: "accept", value: accept)
    if let body {
      request.headers.add(name: "content-type", value: type)
      request.body = .bytes(ByteBuffer(string: body))
    }
    let response = try await http.execute(request, deadline: .now() + .hours(1))
    guard (200..<300).contains(response.status.code) else {
      let text = (try? await response.body.collect(upTo: 1 << 20)).map { String(buffer: $0) } ?? ""
      throw BenchmarkError("\(method) \(path) was answered with \(response.status): \(text.prefix(500))")
    }
    return response.body
  }

  /// Sends a request and takes the whole answer, bit by bit as it comes.
  func send(
    _ method: HTTPMethod, _ path: String, body: String? = nil, type: String = json, accept: String = json
  ) async throws -> Received {
    let start = ContinuousClock.now
    var received = Received()
    for try await part in try await open(method, path, body: body, type: type, accept: accept) {
      if received.bytes == 0 { received.first = ContinuousClock.now - start }
      received.bytes += part.readableBytes
      received.note(part)
    }
    received.all = ContinuousClock.now - start
    return received
  }
}

/// What came of an answer, and when.
struct Received: Sendable {
  var bytes = 0
  /// Until the first byte was there.
  var first = Duration.zero
  /// Until the last was.
  var all = Duration.zero
  private var end = ByteBuffer()

  private static let endSize = 1024

  /// Keeps the end of what came: there a list says where it goes on.
  mutating func note(_ part: ByteBuffer) {
    end.writeImmutableBuffer(part)
    end.moveReaderIndex(to: max(end.readerIndex, end.writerIndex - Self.endSize))
    if end.readerIndex > 1 << 20 { end.discardReadBytes() }
  }

  /// The text that follows the last `"NAME":"`.
  func text(_ name: String) -> String? {
    let text = String(buffer: end)
    guard let start = text.range(of: "\"\(name)\":\"", options: .backwards)?.upperBound else { return nil }
    return String(text[start...].prefix { $0 != "\"" })
  }
}
