import Logging
import NIOCore
import NIOHTTP1
import NIOPosix

/// Serves the agent's faces over HTTP/1.1: one request for each connection, and few connections at a time.
struct StatusServer: Sendable {
  /// Scrapers and probes are few; whoever opens more waits.
  private static let maximumConnections = 32
  private static let timeout = Duration.seconds(10)

  typealias Connection = NIOAsyncChannel<HTTPServerRequestPart, HTTPServerResponsePart>

  let faces: AgentFaces
  let logger: Logger
  private let listener: NIOAsyncChannel<any Channel, Never>

  /// Opens the listener.
  /// - Throws: `AgentError` with `socketNotOpened`.
  static func open(host: String, port: Int, faces: AgentFaces, logger: Logger) async throws(AgentError) -> StatusServer {
    do {
      let listener = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
        .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
        // Nothing is read before somebody serves the connection.
        .childChannelOption(.autoRead, value: false)
        .bind(host: host, port: port) { channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.configureHTTPServerPipeline()
            return channel
          }
        }
      let address = listener.channel.localAddress.map { "\($0)" } ?? ""
      logger.info("The agent answers about itself", metadata: ["address": "\(address)"])
      return StatusServer(faces: faces, logger: logger, listener: listener)
    } catch {
      throw AgentError(.socketNotOpened, "cannot listen on \(host):\(port) (--status-address)", cause: error)
    }
  }

  /// The port that it has.
  var port: Int { listener.channel.localAddress?.port ?? 0 }

  /// Serves until cancelled.
  func run() async throws {
    try await listener.executeThenClose { connections in
      try await withThrowingDiscardingTaskGroup { group in
        let places = Places(Self.maximumConnections)
        for try await channel in connections {
          await places.take()
          group.addTask {
            await serve(channel)
            await places.give()
          }
        }
      }
    }
  }

  private func serve(_ channel: any Channel) async {
    do {
      // Wrapped only now: NIO lets a channel be dropped that nobody came to serve, and ends the process over a stream.
      let connection = try await channel.eventLoop.submit { try Connection(wrappingChannelSynchronously: channel) }.get()
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          try await connection.executeThenClose { requests, responses in
            try await channel.setOption(.autoRead, value: true).get()
            try await answer(requests, responses)
          }
        }
        group.addTask {
          try await Task.sleep(for: Self.timeout)
          throw CancellationError()
        }
        defer { group.cancelAll() }
        try await group.next()
      }
    } catch {
      logger.trace("A connection to the agent's status ended", metadata: ["reason": "\(error)"])
    }
  }

  private func answer(
    _ requests: NIOAsyncChannelInboundStream<HTTPServerRequestPart>,
    _ responses: NIOAsyncChannelOutboundWriter<HTTPServerResponsePart>
  ) async throws {
    for try await part in requests {
      guard case .head(let head) = part else { continue }
      let answer =
        head.method == .GET ? await faces.answer(head.uri) : AgentFaces.Answer(status: 405, body: "Only GET is answered.\n")
      let headers: HTTPHeaders = [
        "content-type": answer.contentType, "content-length": "\(answer.body.utf8.count)", "connection": "close",
      ]
      try await responses.write(.head(.init(version: .http1_1, status: .init(statusCode: answer.status), headers: headers)))
      try await responses.write(.body(.byteBuffer(ByteBuffer(string: answer.body))))
      try await responses.write(.end(nil))
      return
    }
  }
}

/// Lets only so many do something at a time.
private actor Places {
  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(_ count: Int) { free = count }

  func take() async {
    if free > 0 {
      free -= 1
    } else {
      await withCheckedContinuation { waiting.append($0) }
    }
  }

  func give() {
    if waiting.isEmpty {
      free += 1
    } else {
      waiting.removeFirst().resume()
    }
  }
}
