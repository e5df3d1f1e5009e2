import KubernetesAPI
import NIOCore
import NIOHTTP1
import Synchronization

/// Ends a connection without a word.
struct BrokenConnection: Error {}

/// Answers one request.
struct FakeExchange {
  let server: FakeAPIServer
  let outbound: NIOAsyncChannelOutboundWriter<HTTPServerResponsePart>

  func answer(_ head: HTTPRequestHead, _ body: [UInt8]) async throws {
    let request = Self.request(head, body)
    server.state.withLock { $0.requests.append(request) }
    let isWatch = request.query["watch"] == "1" || request.query["watch"] == "true"
    let fault = server.fault(
      .request(method: request.method, path: request.path, isWatch: isWatch, isContinued: request.query["continue"] != nil))
    switch fault {
    case .status(let code, let pause):
      return try await send(Status(code: code, reason: Self.reason(code), message: "fault").json, code: code, retryAfter: pause)
    case .slow(let pause): try await Task.sleep(for: pause)
    case .drop: throw BrokenConnection()
    default: break
    }
    if let token = server.state.withLock(\.token), request.headers["authorization"] != "Bearer \(token)" {
      return try await send(Status.unauthorized().json, code: 401)
    }
    try await route(request, isWatch: isWatch)
  }

  private static func request(_ head: HTTPRequestHead, _ body: [UInt8]) -> FakeAPIServer.Request {
    let parts = head.uri.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    var query: [String: String] = [:]
    for pair in (parts.count == 2 ? parts[1] : "").split(separator: "&") {
      let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map { Self.decode(String($0)) }
      query[sides[0]] = sides.count == 2 ? sides[1] : ""
    }
    let headers = Dictionary(head.headers.map { ($0.name.lowercased(), $0.value) }) { $0 + "," + $1 }
    return FakeAPIServer.Request(
      method: head.method.rawValue, path: decode(parts[0]), query: query, headers: headers, body: try? JSONParser.parse(body))
  }

  private static func decode(_ text: String) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func reason(_ code: Int) -> Status.Reason {
    switch code {
    case 401: .unauthorized
    case 403: .forbidden
    case 404: .notFound
    case 409: .conflict
    case 410: .expired
    case 429: .tooManyRequests
    case 503: .serviceUnavailable
    default: .internalError
    }
  }

  // MARK: Routes

  private func route(_ request: FakeAPIServer.Request, isWatch: Bool) async throws {
    let parts = request.path.split(separator: "/").map(String.init)
    let kinds = server.state.withLock(\.objects.kinds)
    guard parts.count >= 2, ["api", "apis"].contains(parts[0]) else { return try await notFound() }
    let isCore = parts[0] == "api"
    let group = isCore ? "" : parts[1]
    if !isCore, parts.count == 2 { return try await answerGroup(group, kinds) }
    guard isCore || parts.count >= 3 else { return try await notFound() }
    let version = isCore ? parts[1] : parts[2]
    var rest = parts[(isCore ? 2 : 3)...]
    let served = kinds.filter { $0.group == group && $0.version == version }
    if rest.isEmpty { return try await answerVersion(served) }
    var namespace: String?
    if rest.count >= 3, rest.first == "namespaces" {
      namespace = rest[rest.startIndex + 1]
      rest = rest.dropFirst(2)
    }
    if rest.first == "tokenreviews", request.method == "POST" { return try await answerReview(request) }
    guard let plural = rest.first, let kind = served.first(where: { $0.plural == plural }) else { return try await notFound() }
    let objects = FakeObjectRoutes(exchange: self, request: request, kind: kind, namespace: namespace)
    switch rest.count {
    case 1 where isWatch: try await FakeWatch(exchange: self, request: request, kind: kind, namespace: namespace).run()
    case 1: try await objects.answerCollection()
    default: try await objects.answerObject(rest[rest.startIndex + 1])
    }
  }

  private func answerGroup(_ group: String, _ kinds: [FakeKind]) async throws {
    var versions: [String] = []
    for kind in kinds where kind.group == group && !versions.contains(kind.version) { versions.append(kind.version) }
    guard let first = versions.first else { return try await notFound() }
    func entry(_ version: String) -> JSONValue { ["groupVersion": "\(group)/\(version)", "version": .string(version)] }
    try await send([
      "kind": "APIGroup", "apiVersion": "v1", "name": .string(group), "versions": .array(versions.map(entry)),
      "preferredVersion": entry(first),
    ])
  }

  private func answerVersion(_ kinds: [FakeKind]) async throws {
    guard let first = kinds.first else { return try await notFound() }
    let resources = kinds.map { kind -> JSONValue in
      [
        "name": .string(kind.plural), "kind": .string(kind.kind), "namespaced": .bool(kind.isNamespaced),
        "verbs": ["list", "watch"],
      ]
    }
    try await send([
      "kind": "APIResourceList", "apiVersion": "v1", "groupVersion": .string(first.apiVersion), "resources": .array(resources),
    ])
  }

  private func answerReview(_ request: FakeAPIServer.Request) async throws {
    let token = request.body?["spec"]?["token"]?.string ?? ""
    let status = server.state.withLock { $0.reviews[token] } ?? ["authenticated": false, "error": "unknown token"]
    var answer = request.body ?? [:]
    answer["status"] = status
    try await send(answer, code: 201)
  }

  // MARK: Answers

  func notFound() async throws { try await send(Status.resourceNotFound().json, code: 404) }

  func send(_ value: JSONValue, code: Int = 200, retryAfter: Int? = nil) async throws {
    let bytes = value.jsonBytes
    var headers: HTTPHeaders = ["content-type": "application/json", "content-length": "\(bytes.count)"]
    if let retryAfter { headers.add(name: "retry-after", value: "\(retryAfter)") }
    try await outbound.write(.head(HTTPResponseHead(version: .http1_1, status: .init(statusCode: code), headers: headers)))
    try await outbound.write(.body(.byteBuffer(ByteBuffer(bytes: bytes))))
    try await outbound.write(.end(nil))
  }
}
