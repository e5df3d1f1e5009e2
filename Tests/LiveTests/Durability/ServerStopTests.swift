import MeshTestSupport
import NIOCore
import NIOPosix
import Testing

/// An API server that is asked to end while clients go on to connect.
@Suite("An API server that is stopped", .serialized) struct ServerStopTests {
  /// Connections that were accepted and not served yet must not end the process otherwise than it was asked to.
  @Test func itEndsWellWhileClientsConnect() async throws {
    let folder = try TestFolder()
    let server = APIServerReplica(
      "apiserver", storage: "sqlite:\(folder("objects.db"))", folder: folder, port: try FreePorts.find(1)[0])
    for _ in 0..<5 {
      try server.start()
      try await server.isUp()
      try await eventually("it listens") { (try? await server.health("/readyz").status) == 200 }
      let connected = EventLog<Void>()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<6 { group.addTask { await Self.connect(to: server.port, connected) } }
        _ = await connected.wait { $0.count > 50 }
        await server.stop()
        try await group.waitForAll()
      }
    }
  }

  /// Connects and leaves until nobody listens any more.
  private static func connect(to port: Int, _ connected: EventLog<Void>) async {
    let bootstrap = ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup).connectTimeout(.seconds(5))
    while let channel = try? await bootstrap.connect(host: "127.0.0.1", port: port).get() {
      connected.append(())
      try? await channel.close()
    }
  }
}
