package import KubernetesAPI
import NIOCore
import NIOHTTP1
import NIOPosix
package import NIOSSL
import Synchronization

/// A small API server for tests, which can do everything wrong that real ones do: lists with pages, watches with bookmarks,
/// discovery,
/// and writes with resource versions.
package final class FakeAPIServer: Sendable {
  /// A request that came.
  package struct Request: Hashable, Sendable {
    package var method: String
    package var path: String
    package var query: [String: String]
    /// By name in small letters.
    package var headers: [String: String]
    package var body: JSONValue?
  }
  struct State: Sendable {
    var objects = FakeObjects()
    var requests: [Request] = []
    var watchers: [Int: AsyncStream<Void>.Continuation] = [:]
    var nextWatcher = 0
    /// Counts up when bookmarks are wanted.
    var bookmarks = 0
    var connections: [ObjectIdentifier: any Channel] = [:]
    var token: String?
    var reviews: [String: JSONValue] = [:]
  }

  /// `http://127.0.0.1:PORT`, or `https://`.
  package let url: String
  let state = Mutex(State())
  let fault: @Sendable (FaultPoint) -> Fault?
  private let channel: NIOAsyncChannel<any Channel, Never>

  typealias Connection = NIOAsyncChannel<HTTPServerRequestPart, HTTPServerResponsePart>

  private init(tls: TLSConfiguration?, fault: @escaping @Sendable (FaultPoint) -> Fault?) async throws {
    self.fault = fault
    let context = try tls.map { try NIOSSLContext(configuration: $0) }
    channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      // Nothing is read before somebody serves the connection.
      .childChannelOption(.autoRead, value: false)
      .bind(host: "127.0.0.1", port: 0) { channel in
        channel.eventLoop.makeCompletedFuture {
          if let context { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context)) }
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          return channel
        }
      }
    url = "\(tls == nil ? "http" : "https")://127.0.0.1:\(channel.channel.localAddress?.port ?? 0)"
  }

  /// Runs a server beside a test.
  /// - Parameters:
  ///   - tls: nil for plain text.
  ///   - fault: says what goes wrong, where something does.
  package static func run<Result: Sendable>(
    tls: TLSConfiguration? = nil, fault: @escaping @Sendable (FaultPoint) -> Fault? = { _ in nil },
    _ body: @Sendable (FakeAPIServer) async throws -> Result
  ) async throws -> Result {
    let server = try await FakeAPIServer(tls: tls, fault: fault)
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try? await server.serve() }
      let result: Result
      do {
        result = try await body(server)
      } catch {
        group.cancelAll()
        server.dropConnections()
        throw error
      }
      group.cancelAll()
      server.dropConnections()
      return result
    }
  }

  private func serve() async throws {
    try await channel.executeThenClose { connections in
      try await withThrowingDiscardingTaskGroup { group in
        for try await connection in connections { group.addTask { await self.serve(connection) } }
      }
    }
  }

  private func serve(_ channel: any Channel) async {
    // Wrapped only now: a connection that nobody came to serve may be dropped as a channel, and not as a stream.
    let wrapping = channel.eventLoop.submit { try Connection(wrappingChannelSynchronously: channel) }
    guard let connection = try? await wrapping.get() else {
      channel.close(promise: nil)
      return
    }
    channel.setOption(.autoRead, value: true).whenComplete { _ in }
    let id = ObjectIdentifier(channel)
    state.withLock { $0.connections[id] = channel }
    try? await connection.executeThenClose { inbound, outbound in
      var head: HTTPRequestHead?
      var body = ByteBuffer()
      for try await part in inbound {
        switch part {
        case .head(let next): (head, body) = (next, ByteBuffer())
        case .body(let bytes): body.writeImmutableBuffer(bytes)
        case .end:
          if let head { try await FakeExchange(server: self, outbound: outbound).answer(head, Array(body.readableBytesView)) }
        }
      }
    }
    state.withLock { $0.connections[id] = nil }
  }

  // MARK: What tests do

  package func add(_ kind: FakeKind) { state.withLock { $0.objects.add(kind) } }

  package func remove(_ kind: FakeKind) { change { $0.remove(kind) } }

  /// Stops serving a kind in this version. Nobody is told, and its objects stay for whichever version is added.
  package func withdraw(_ kind: FakeKind) { state.withLock { $0.objects.withdraw(kind) } }

  /// Creates or replaces an object; at least its name is needed.
  @discardableResult
  package func put(_ object: JSONValue, kind: FakeKind) -> JSONValue { change { $0.put(object, kind: kind) } }

  package func delete(_ kind: FakeKind, namespace: String, name: String) {
    change { _ = $0.delete(FakeName(kind: FakeObjects.key(kind), namespace: kind.isNamespaced ? namespace : "", name: name)) }
  }

  package func compact() { state.withLock { $0.objects.compact() } }

  /// Breaks all connections, as a server does that goes away.
  package func dropConnections() {
    let channels = state.withLock { Array($0.connections.values) }
    for channel in channels { channel.close(promise: nil) }
  }

  /// Sends a bookmark on all watches.
  package func bookmark() {
    state.withLock { state in
      state.bookmarks += 1
      for watcher in state.watchers.values { watcher.yield() }
    }
  }

  /// From now on, only who shows this token is served.
  package func require(token: String?) { state.withLock { $0.token = token } }

  /// How a token is reviewed: the `status` of the answer.
  package func review(_ token: String, _ status: JSONValue) { state.withLock { $0.reviews[token] = status } }

  package var requests: [Request] { state.withLock(\.requests) }

  package func objects(_ kind: FakeKind, namespace: String? = nil) -> [JSONValue] {
    state.withLock { $0.objects.list(kind, namespace: namespace) }
  }

  /// How many watches are open.
  package var watchCount: Int { state.withLock(\.watchers.count) }

  /// Changes several things, of which watches hear at once.
  func change<Result>(_ body: (inout FakeObjects) -> sending Result) -> sending Result {
    state.withLock { state in
      let result = body(&state.objects)
      for watcher in state.watchers.values { watcher.yield() }
      return result
    }
  }
}
