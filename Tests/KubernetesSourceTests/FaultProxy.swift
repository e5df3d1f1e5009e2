import AsyncHTTPClient
import HTTPTypes
import Hummingbird
import HummingbirdCore
import KubernetesAPI
import KubernetesClient
import KubernetesTestSupport
import MeshDraining
import MeshTestSupport
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

/// Stands between a client and a real API server, and spoils what goes through: requests, and the events of watches, one by one.
struct FaultProxy: Sendable {
  /// What went through.
  struct Exchange: Hashable, Sendable {
    var method: String
    /// With the query.
    var target: String
    var accept: String
  }

  let port: Int
  let exchanges: EventLog<Exchange>

  /// How a client reaches the server through the proxy: in plain text, and as whoever the proxy is.
  var connection: ClusterConnection { ClusterConnection(server: "http://127.0.0.1:\(port)") }

  /// Runs a proxy until `body` ends.
  /// - Parameter upstream: The server, HTTPS, and the administrator's certificate by which the proxy gets through.
  static func run<Result: Sendable>(
    to upstream: ClusterConnection, fault: @escaping @Sendable (FaultPoint) -> Fault?, _ body: (FaultProxy) async throws -> Result
  ) async throws -> Result {
    let exchanges = EventLog<Exchange>()
    let ports = EventLog<Int>()
    var configuration = HTTPClient.Configuration(tlsConfiguration: try tls(upstream))
    // Each watch holds a connection, also one whose client has left, until its next event: none may wait for another to end.
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 1000
    // While the server is away, whoever asks is told at once; the library's own pauses grow to a minute.
    configuration.connectionPool.retryConnectionEstablishment = false
    let client = HTTPClient(eventLoopGroup: .singletonMultiThreadedEventLoopGroup, configuration: configuration)
    let relay = FaultRelay(server: upstream.cluster.server, client: client, fault: fault, exchanges: exchanges)
    let application = Application(
      responder: relay, configuration: .init(address: .hostname("127.0.0.1", port: 0), serverName: nil),
      onServerRunning: { ports.append($0.localAddress?.port ?? 0) }, logger: ClusterHarness.quiet)
    do {
      let result = try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await DrainedService(application, within: .seconds(1)).run() }
        let port = await ports.wait { !$0.isEmpty }[0]
        defer { group.cancelAll() }
        return try await body(FaultProxy(port: port, exchanges: exchanges))
      }
      try await client.shutdown()
      return result
    } catch {
      try await client.shutdown()
      throw error
    }
  }

  private static func tls(_ upstream: ClusterConnection) throws -> TLSConfiguration {
    func bytes(_ content: Kubeconfig.Content?) -> [UInt8] {
      guard case .inline(let text)? = content else { return [] }
      return Array(text.reveal().utf8)
    }
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(bytes(upstream.cluster.certificateAuthority)))
    tls.certificateChain = try NIOSSLCertificate.fromPEMBytes(bytes(upstream.user.clientCertificate)).map { .certificate($0) }
    tls.privateKey = .privateKey(try NIOSSLPrivateKey(bytes: bytes(upstream.user.clientKey), format: .pem))
    return tls
  }
}

/// Hands requests on and answers back, as far as the faults let it.
private struct FaultRelay: HTTPResponder {
  typealias Context = BasicRequestContext

  /// Ends a connection without a word.
  private struct Broken: Error {}

  let server: String
  let client: HTTPClient
  let fault: @Sendable (FaultPoint) -> Fault?
  let exchanges: EventLog<FaultProxy.Exchange>

  func respond(to request: Request, context: BasicRequestContext) async throws -> Response {
    let target = request.head.path ?? "/"
    exchanges.append(
      FaultProxy.Exchange(method: request.method.rawValue, target: target, accept: request.headers[.accept] ?? ""))
    let path = String(target.prefix { $0 != "?" })
    let isWatch = target.contains("watch=")
    let point = FaultPoint.request(
      method: request.method.rawValue, path: path, isWatch: isWatch, isContinued: target.contains("continue="))
    switch fault(point) {
    case .status(let code, let pause): return Self.status(code, retryAfter: pause)
    case .drop: return Response(status: .ok, body: ResponseBody { _ in throw Broken() })
    case .slow(let pause): try await Task.sleep(for: pause)
    default: break
    }
    return try await relay(request, target, path: path, isWatch: isWatch)
  }

  private static func status(_ code: Int, retryAfter: Int?) -> Response {
    let status = Status(code: code, reason: code == 410 ? .expired : .unknown, message: "a fault of the proxy")
    var headers: HTTPFields = [.contentType: "application/json"]
    if let retryAfter { headers[.retryAfter] = String(retryAfter) }
    return Response(
      status: .init(code: code), headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: status.json.jsonBytes)))
  }

  private func relay(_ request: Request, _ target: String, path: String, isWatch: Bool) async throws -> Response {
    var onward = HTTPClientRequest(url: server + target)
    onward.method = HTTPMethod(rawValue: request.method.rawValue)
    for name in [HTTPField.Name.accept, .contentType, .userAgent] {
      if let value = request.headers[name] { onward.headers.add(name: name.rawName, value: value) }
    }
    let body = try await request.body.collect(upTo: 4 << 20)
    if body.readableBytes > 0 { onward.body = .bytes(body) }
    // Where the server is gone, so is the connection.
    guard let answer = try? await client.execute(onward, timeout: .hours(1)) else {
      return Response(status: .ok, body: ResponseBody { _ in throw Broken() })
    }
    let status = HTTPResponse.Status(code: Int(answer.status.code))
    var headers: HTTPFields = [.contentType: answer.headers.first(name: "content-type") ?? "application/json"]
    if let pause = answer.headers.first(name: "retry-after") { headers[.retryAfter] = pause }
    guard isWatch, answer.status == .ok else {
      guard let bytes = try? await answer.body.collect(upTo: 64 << 20) else {
        return Response(status: .ok, body: ResponseBody { _ in throw Broken() })
      }
      return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: bytes))
    }
    return Response(
      status: status, headers: headers,
      body: ResponseBody { writer in
        try await pass(answer.body, path: path, to: &writer)
        try await writer.finish(nil)
      })
  }

  // MARK: Events

  /// Passes lines on until the watch ends, or a fault ends it.
  private func pass(_ body: HTTPClientResponse.Body, path: String, to writer: inout any ResponseBodyWriter) async throws {
    var rest: [UInt8] = []
    var last: [UInt8] = []
    for try await piece in body {
      rest += piece.readableBytesView
      while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
        let line = Array(rest[...end])
        rest.removeFirst(line.count)
        guard try await pass(line, after: last, path: path, to: &writer) else { return }
        last = line
      }
    }
  }

  /// - Returns: false where the watch ends here.
  private func pass(_ line: [UInt8], after last: [UInt8], path: String, to writer: inout any ResponseBodyWriter) async throws
    -> Bool
  {
    func write(_ bytes: some Sequence<UInt8>) async throws { try await writer.write(ByteBuffer(bytes: bytes)) }
    switch fault(.event(path: path)) {
    case .breakInside, .drop:
      try await write(line.prefix(line.count / 2))
      throw Broken()
    case .truncate:
      try await write(line.prefix(line.count / 2))
      return false
    case .duplicate: try await write(line + line)
    case .repeatLast: try await write(line + last)
    case .error(let code), .status(let code, _):
      let status = Status(code: code, reason: code == 410 ? .expired : .internalError, message: "a fault of the proxy")
      try await write(WatchEvent.error(status).json.jsonBytes + [UInt8(ascii: "\n")])
      return false
    case .close: return false
    case .slow(let pause):
      try await Task.sleep(for: pause)
      try await write(line)
    case nil: try await write(line)
    }
    return true
  }
}
