import NIOCore
import NIOPosix
import Synchronization

/// A proxy for tests: takes every CONNECT to one port of this machine, wherever it should have gone, and notes where that was.
package final class ConnectProxy: Sendable {
  private typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>

  package let port: Int
  private let target: Int
  private let listener: NIOAsyncChannel<Connection, Never>
  private let noted = Mutex<[String]>([])

  private static let headLimit = 16 << 10

  /// The first lines of all requests: `CONNECT HOST:PORT HTTP/1.1`.
  package var requests: [String] { noted.withLock { $0 } }

  private init(to target: Int) async throws {
    self.target = target
    listener = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup).bind(host: "127.0.0.1", port: 0) {
      channel in
      channel.eventLoop.makeCompletedFuture { try Connection(wrappingChannelSynchronously: channel) }
    }
    port = listener.channel.localAddress?.port ?? 0
  }

  /// Runs a proxy beside a test.
  /// - Parameter target: The port of this machine to which all is taken.
  package static func run<Result: Sendable>(
    to target: Int, _ body: @Sendable (ConnectProxy) async throws -> Result
  ) async throws -> Result {
    let proxy = try await ConnectProxy(to: target)
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try? await proxy.serve() }
      defer { group.cancelAll() }
      return try await body(proxy)
    }
  }

  private func serve() async throws {
    try await listener.executeThenClose { connections in
      try await withThrowingDiscardingTaskGroup { group in
        for try await connection in connections {
          // A client that goes away ends its own connection alone.
          group.addTask { try? await self.serve(connection) }
        }
      }
    }
  }

  private func serve(_ client: Connection) async throws {
    try await client.executeThenClose { fromClient, toClient in
      var requests = fromClient.makeAsyncIterator()
      var head = ""
      while !head.hasSuffix("\r\n\r\n"), head.utf8.count < Self.headLimit, let bytes = try await requests.next() {
        head += String(buffer: bytes)
      }
      let line = head.split(separator: "\r\n").first.map(String.init) ?? ""
      noted.withLock { $0.append(line) }
      guard line.hasPrefix("CONNECT ") else {
        return try await toClient.write(ByteBuffer(string: "HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 0\r\n\r\n"))
      }
      let server = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
        .connect(host: "127.0.0.1", port: target) { channel in
          channel.eventLoop.makeCompletedFuture { try Connection(wrappingChannelSynchronously: channel) }
        }
      try await toClient.write(ByteBuffer(string: "HTTP/1.1 200 Connection established\r\n\r\n"))
      try await server.executeThenClose { fromServer, toServer in
        try await withThrowingTaskGroup(of: Void.self) { group in
          group.addTask {
            for try await bytes in fromServer { try await toClient.write(bytes) }
            toClient.finish()
          }
          while let bytes = try await requests.next() { try await toServer.write(bytes) }
          group.cancelAll()
        }
      }
    }
  }
}
