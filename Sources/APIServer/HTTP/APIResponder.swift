import HTTPTypes
import Hummingbird
import KubernetesAPI
import MeshIdentity
import NIOCore

/// Brings requests from HTTP to the router, and its answers back.
struct APIResponder: HTTPResponder {
  let router: RequestRouter
  /// How long the body of a request may take to come.
  let bodyTime: Duration

  func respond(to request: Request, context: APIContext) async throws -> Response {
    let incoming = await incoming(request, context)
    let (body, channel, time) = (request.body, context.channel, TimeAmount(bodyTime))
    let answer = await router.answer(incoming) { limit, hold throws(Status) in
      // Who sends a byte now and then is not idle, and would keep what is held of the body for as long as it likes.
      let end = channel.eventLoop.scheduleTask(in: time) { channel.close(promise: nil) }
      defer { end.cancel() }
      return try await Self.bytes(of: body, limit: limit, hold)
    }
    return response(answer, to: request)
  }

  private static func bytes(
    of body: RequestBody, limit: Int, _ hold: (Int) throws(Status) -> Void
  ) async throws(Status) -> [UInt8] {
    var bytes: [UInt8] = []
    do {
      for try await part in body {
        guard part.readableBytes <= limit - bytes.count else { throw Status.requestEntityTooLarge("limit is \(limit)") }
        try hold(part.readableBytes)
        bytes += part.readableBytesView
      }
    } catch let status as Status {
      throw status
    } catch {
      throw .badRequest("the body of the request was cut off")
    }
    return bytes
  }

  private func incoming(_ request: Request, _ context: APIContext) async -> IncomingRequest {
    var credentials = RequestCredentials()
    if let certificate = await context.certificate { credentials.certificates = [certificate] }
    if let header = request.headers[.authorization] {
      let parts = header.split(separator: " ", maxSplits: 1)
      if parts.count == 2, parts[0].lowercased() == "bearer" {
        credentials.bearerToken = Redacted(String(parts[1].trimming(" ")))
      } else {
        // Credentials of another scheme must not pass for none.
        credentials.bearerToken = Redacted("")
      }
    }
    let target = (request.head.path ?? "/").split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let path = target.first.map(String.init) ?? "/"
    let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).dropFirst()
      .map { PercentEncoding.decoded(Substring($0)) }
    let decoded = parts.compactMap { $0 }
    return IncomingRequest(
      method: request.method.rawValue, parts: decoded.count == parts.count ? decoded : nil, path: path,
      query: QueryParameters(target.count > 1 ? target[1] : nil), credentials: credentials,
      impersonation: impersonation(request.headers), accept: request.headers[.accept],
      contentType: request.headers[.contentType], knownTags: knownTags(request.headers), userAgent: request.headers[.userAgent],
      remoteAddress: Self.text(context.channel.remoteAddress))
  }

  /// `ADDRESS:PORT`, with brackets around IPv6 addresses; empty where it is unknown.
  private static func text(_ address: SocketAddress?) -> String {
    guard let host = address?.ipAddress, let port = address?.port else { return "" }
    return host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
  }

  private func knownTags(_ headers: HTTPFields) -> [String] {
    headers[values: .ifNoneMatch].flatMap { $0.split(separator: ",") }.map { String($0.trimming(" ")) }
  }

  /// nil where no header asks for it.
  private func impersonation(_ headers: HTTPFields) -> Impersonation? {
    let given = headers.filter { $0.name.canonicalName.hasPrefix("impersonate-") }
    guard !given.isEmpty else { return nil }
    var result = Impersonation(user: "")
    for field in given {
      switch field.name.canonicalName {
      case "impersonate-user": result.user = field.value
      case "impersonate-uid": result.uid = field.value
      case "impersonate-group": result.groups.append(field.value)
      default: result.others.append(field.name.rawName)
      }
    }
    return result
  }

  private func response(_ answer: Answer, to request: Request) -> Response {
    var headers: HTTPFields = [.contentType: answer.contentType, .cacheControl: "no-cache, private"]
    for warning in answer.warnings {
      guard let name = HTTPField.Name("Warning") else { continue }
      headers.append(HTTPField(name: name, value: WarningHeader.value(warning)))
    }
    for (name, value) in answer.headers {
      guard let name = HTTPField.Name(name) else { continue }
      headers[name] = value
    }
    let status = HTTPResponse.Status(code: answer.code)
    switch answer.body {
    case .bytes(let bytes) where Self.isLast(request):
      headers[.connection] = "close"
      headers[.contentLength] = String(bytes.count)
      return Response(status: status, headers: headers, body: lastBody(request.method == .head ? [] : bytes))
    case .bytes(let bytes):
      var response = Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
      // The length of what is not sent again is not said, rather than 0 (RFC 9110, 8.6).
      if status == .notModified { response.headers[.contentLength] = nil }
      return request.method == .head ? response.createHeadResponse() : response
    case .parts(let run):
      if Self.isLast(request) { headers[.connection] = "close" }
      let response = Response(status: status, headers: headers, body: parts(run, isLast: Self.isLast(request)))
      return request.method == .head ? response.createHeadResponse() : response
    case .stream(let run):
      // What a client sends during a watch is passed over, so nothing may follow on this connection.
      headers[.connection] = "close"
      return Response(status: status, headers: headers, body: stream(run, request))
    }
  }

  private func parts(_ run: @escaping Answer.Writing, isLast: Bool) -> ResponseBody {
    ResponseBody { writer in
      var open = writer
      try await run { buffer in try await open.write(buffer) }
      try await writer.finish(nil)
      if isLast { throw ConnectionEnd() }
    }
  }

  /// The connection has ended with an answer.
  private struct ConnectionEnd: Error {}

  /// Whether what follows on the connection is read by nobody: the client asks for another protocol, which there is not, and the HTTP
  /// library takes everything behind such a request for that protocol.
  private static func isLast(_ request: Request) -> Bool { request.method == .connect || request.headers[.upgrade] != nil }

  /// A body behind which the connection is closed.
  private func lastBody(_ bytes: [UInt8]) -> ResponseBody {
    ResponseBody { writer in
      try await writer.write(ByteBuffer(bytes: bytes))
      try await writer.finish(nil)
      throw ConnectionEnd()
    }
  }

  /// A body that ends when the client goes.
  private func stream(_ run: @escaping Answer.Writing, _ request: Request) -> ResponseBody {
    ResponseBody { writer in
      var open = writer
      try await request.body.consumeWithCancellationOnInboundClose { _ in
        try await run { buffer in try await open.write(buffer) }
      }
      try await writer.finish(nil)
    }
  }
}
