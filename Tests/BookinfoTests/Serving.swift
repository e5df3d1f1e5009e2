import AsyncHTTPClient
import Foundation
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1
import ServiceLifecycle
import Synchronization

@testable import Bookinfo

typealias Upstream = BookinfoConfiguration.Upstream
typealias Upstreams = BookinfoConfiguration.Upstreams
typealias Timeouts = BookinfoConfiguration.Timeouts

/// Longer than any loaded machine needs: for tests in which no timeout is meant to pass.
let patient = Timeouts(productpage: .seconds(60), blackRatings: .seconds(60), redRatings: .seconds(60))

/// An address that nothing listens on.
let nobody = Upstream(baseURL: BookinfoAddress.unixSocket(path: "/nonexistent/nobody.sock").baseURL, authority: "nobody:9080")

/// A logger that keeps quiet.
let quiet = Logger(label: "bookinfo-tests") { _ in SwiftLogNoOpLogHandler() }

/// A folder for Unix sockets, whose path leaves room for theirs. Whoever makes it removes it.
struct SocketFolder: Sendable {
  let path = "/tmp/bookinfo-\(UUID().uuidString.prefix(8))"

  init() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  func remove() {
    try? FileManager.default.removeItem(atPath: path)
  }

  func socket(_ name: String) -> BookinfoAddress {
    .unixSocket(path: "\(path)/\(name).sock")
  }
}

extension BookinfoAddress {
  static let anyPort = BookinfoAddress.tcp(host: "127.0.0.1", port: 0)

  func upstream(_ name: String) -> Upstream {
    Upstream(address: self, authority: "\(name):9080")
  }
}

struct NotReady: Error {}

/// Runs workloads for as long as the body runs, then stops them gracefully. The body gets the addresses that they were bound to.
func serving<Value: Sendable>(
  _ configurations: BookinfoConfiguration...,
  body: @Sendable ([BookinfoAddress]) async throws -> Value
) async throws -> Value {
  let ready = configurations.map { _ in AsyncStream<BookinfoAddress>.makeStream() }
  let services = zip(configurations, ready).map { configuration, ready in
    BookinfoService(configuration: configuration, logger: quiet) { address in
      ready.continuation.yield(address)
      ready.continuation.finish()
    }
  }
  return try await running(services, whenStopped: { for each in ready { each.continuation.finish() } }) {
    var addresses: [BookinfoAddress] = []
    for each in ready {
      for await address in each.stream { addresses.append(address) }
    }
    guard addresses.count == configurations.count else { throw NotReady() }
    return try await body(addresses)
  }
}

/// Runs services for as long as the body runs.
func running<Value: Sendable>(
  _ services: [any ServiceLifecycle.Service],
  whenStopped: @escaping @Sendable () -> Void = {},
  body: () async throws -> Value
) async throws -> Value {
  let group = ServiceGroup(configuration: ServiceGroupConfiguration(services: services, logger: quiet))
  return try await withThrowingTaskGroup(of: Void.self) { tasks in
    tasks.addTask {
      defer { whenStopped() }
      try await group.run()
    }
    let result: Result<Value, any Error>
    do {
      result = .success(try await body())
    } catch {
      result = .failure(error)
    }
    await group.triggerGracefulShutdown()
    try await tasks.waitForAll()
    return try result.get()
  }
}

/// A server that plays a peer: it records what it is asked and answers as told.
final class FakePeer: Sendable {
  enum Answer: Sendable {
    case reply(status: Int, body: String)
    /// No answer until the silence is broken, which the end of the test does.
    case silence
  }

  private struct State {
    var requests: [[String: String]] = []
    var waiting: [CheckedContinuation<Void, Never>] = []
    var isBroken = false
  }

  private let state = Mutex(State())
  private let answer: @Sendable (Int) -> Answer

  /// - Parameter answer: what to answer to the nth request, counted from 0.
  init(answer: @escaping @Sendable (Int) -> Answer) {
    self.answer = answer
  }

  convenience init(_ answer: Answer) {
    self.init { _ in answer }
  }

  /// The header fields of all requests so far, with lower-case names, and the path as `:path`.
  var requests: [[String: String]] {
    state.withLock { $0.requests }
  }

  /// Serves on a socket for as long as the body runs.
  func serving<Value: Sendable>(
    on address: BookinfoAddress, body: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    guard case .unixSocket(let path) = address else { throw NotReady() }
    let (ready, isReady) = AsyncStream<Void>.makeStream()
    let responder = CallbackResponder<BasicRequestContext> { request, _ in await self.respond(to: request) }
    let application = Application(
      responder: responder, configuration: ApplicationConfiguration(address: .unixDomainSocket(path: path)),
      onServerRunning: { _ in isReady.finish() }, logger: quiet)
    return try await running([application], whenStopped: { isReady.finish() }) {
      defer { breakSilence() }
      for await _ in ready {}
      return try await body()
    }
  }

  private func respond(to request: Request) async -> Response {
    let index = state.withLock { state in
      var fields = [":path": request.uri.path]
      for field in request.headers { fields[field.name.canonicalName] = field.value }
      fields["host"] = request.head.authority
      state.requests.append(fields)
      return state.requests.count - 1
    }
    switch answer(index) {
    case .reply(let status, let body):
      return Response(status: .init(code: status), body: ResponseBody(byteBuffer: ByteBuffer(string: body)))
    case .silence:
      await waitInSilence()
      return Response(status: .serviceUnavailable)
    }
  }

  private func waitInSilence() async {
    await withCheckedContinuation { continuation in
      let isBroken = state.withLock { state in
        if !state.isBroken { state.waiting.append(continuation) }
        return state.isBroken
      }
      if isBroken { continuation.resume() }
    }
  }

  /// Answers all silent requests, and the coming ones, with 503.
  func breakSilence() {
    let waiting = state.withLock { state in
      state.isBroken = true
      defer { state.waiting = [] }
      return state.waiting
    }
    for continuation in waiting { continuation.resume() }
  }
}

/// What is done to a path.
enum Method: String, Sendable {
  case get = "GET"
  case head = "HEAD"
  case post = "POST"
  case put = "PUT"
}

/// An answer, read to its end.
struct Answer: Sendable {
  var status: Int
  /// Header fields with lower-case names.
  var headers: [String: String]
  var text: String

  func json<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try JSONDecoder().decode(type, from: Data(text.utf8))
  }

  /// The `name=value` part of the cookie that was set.
  var cookie: String? {
    headers["set-cookie"]?.split(separator: ";").first.map(String.init)
  }
}

extension BookinfoAddress {
  private static let client = HTTPClient(
    eventLoopGroup: HTTPClient.defaultEventLoopGroup, configuration: .init(redirectConfiguration: .disallow))

  /// Sends a request and reads the whole answer; redirects are not followed.
  func send(
    _ method: Method, _ path: String, headers: [String: String] = [:], body: String? = nil
  ) async throws -> Answer {
    var request = HTTPClientRequest(url: baseURL + path)
    request.method = HTTPMethod(rawValue: method.rawValue)
    request.headers.add(name: "host", value: "bookshop.example:9080")
    for (name, value) in headers.sorted(by: { $0.key < $1.key }) { request.headers.replaceOrAdd(name: name, value: value) }
    if let body { request.body = .bytes(ByteBuffer(string: body)) }
    let response = try await Self.client.execute(request, timeout: .seconds(120))
    let buffer = try await response.body.collect(upTo: 1 << 22)
    let fields = response.headers.map { ($0.name.lowercased(), $0.value) }
    return Answer(
      status: Int(response.status.code), headers: Dictionary(fields) { first, _ in first }, text: String(buffer: buffer))
  }

  /// Signs a user in as the page's form does, and returns the cookie.
  func signIn(_ name: String) async throws -> String? {
    let encoded = name.percentEncodedSegment
    return try await send(
      .post, "/login", headers: ["content-type": "application/x-www-form-urlencoded"], body: "username=\(encoded)&passwd=x"
    ).cookie
  }
}
