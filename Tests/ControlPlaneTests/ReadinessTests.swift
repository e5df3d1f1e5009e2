import ControlPlane
import GRPCCore
import MeshSources
import MeshTestSupport
import ServiceLifecycle
import Testing
import XDSResources

/// Nobody is told of half a mesh: until every source has been read once, the control plane is not ready and takes no proxies.
@Suite(.timeLimit(.minutes(1))) struct ReadinessTests {
  @Test func readyOnlyWhenTheSourcesAreRead() async throws {
    let folder = try TestFolder()
    try folder.write("config/platform.yaml", SmallMesh.platform)
    var configuration = ControlPlaneConfiguration(directories: [folder("config")])
    configuration.xdsPort = 0
    configuration.httpPort = 0
    let log = LogRecorder()
    let controlPlane = try ControlPlane(configuration: configuration, logger: log.logger)
    let services = controlPlane.services
    let sources = services.filter { $0 is any ConfigSource }
    #expect(sources.count == 1)
    try await withServices(services.filter { !($0 is any ConfigSource) }) {
      let running = RunningControlPlane(folder: folder, addresses: try await controlPlane.addresses, log: log)
      let early = try await running.get("/ready")
      #expect(early.status == 503)
      #expect(early.body == "waiting for: the first reading of every source\n")
      try await withServices(sources) {
        try await controlPlane.waitUntilReady()
        #expect(try await running.get("/ready").body == "ready\n")
      }
    }
  }

  /// Runs everything but the sources.
  private func withoutSources(
    patience: Duration, _ body: (RunningControlPlane, _ sources: [any Service]) async throws -> Void
  ) async throws {
    let folder = try TestFolder()
    try folder.write("config/platform.yaml", SmallMesh.platform)
    var configuration = ControlPlaneConfiguration(directories: [folder("config")])
    configuration.xdsPort = 0
    configuration.httpPort = 0
    configuration.startPatience = patience
    let log = LogRecorder()
    let controlPlane = try ControlPlane(configuration: configuration, logger: log.logger)
    let services = controlPlane.services
    try await withServices(services.filter { !($0 is any ConfigSource) }) {
      let running = RunningControlPlane(folder: folder, addresses: try await controlPlane.addresses, log: log)
      try await body(running, services.filter { $0 is any ConfigSource })
    }
  }

  @Test func proxiesWaitForTheSources() async throws {
    try await withoutSources(patience: .seconds(60)) { running, sources in
      let subscribed = EventLog<Void>()
      let stream = Task {
        try await running.connect { client in
          try await client.delta { stream in
            stream.subscribe(.cluster, node: SmallMesh.client)
            subscribed.append(())
            return try #require(try await stream.next()).names
          }
        }
      }
      await subscribed.wait { !$0.isEmpty }
      #expect(try await running.get("/debug/adsz").json["totalClients"] == 0)
      try await withServices(sources) {
        let names = try await stream.value
        #expect(names.contains("outbound|8080||\(SmallMesh.host)"))
      }
    }
  }

  @Test func proxiesDoNotWaitForEver() async throws {
    try await withoutSources(patience: .milliseconds(1)) { running, _ in
      let error = await #expect(throws: RPCError.self) {
        try await running.connect { client in
          try await client.delta { stream in
            stream.subscribe(.cluster, node: SmallMesh.client)
            _ = try await stream.next()
          }
        }
      }
      #expect(error?.code == .unavailable)
      #expect(error?.message == "the control plane is still reading its sources")
    }
  }

  /// A proxy that waits does not hold the server up.
  @Test func shutdownEndsTheWaiting() async throws {
    let subscribed = EventLog<Void>()
    let errors = EventLog<RPCError.Code?>()
    try await withThrowingTaskGroup(of: Void.self) { group in
      try await withoutSources(patience: .seconds(3600)) { running, _ in
        group.addTask {
          do {
            try await running.connect { client in
              try await client.delta { stream in
                stream.subscribe(.cluster, node: SmallMesh.client)
                subscribed.append(())
                _ = try await stream.next()
              }
            }
          } catch {
            errors.append((error as? RPCError)?.code)
          }
        }
        await subscribed.wait { !$0.isEmpty }
      }
      await errors.wait { !$0.isEmpty }
    }
    #expect(errors.elements == [.unavailable])
  }

  @Test func nodeThatIsNoProxyIsRefusedWithAReason() async throws {
    try await withControlPlane([:]) { running in
      let error = await #expect(throws: RPCError.self) {
        try await running.connect { client in
          try await client.delta { stream in
            stream.subscribe(.cluster, node: "somebody")
            _ = try await stream.next()
          }
        }
      }
      #expect(error?.code == .invalidArgument)
      #expect(error?.message.contains("TYPE~IP~WORKLOAD.NAMESPACE~DNSDOMAIN") == true)
      let clients = try await running.get("/debug/adsz").json
      #expect(clients["totalClients"] == 0)
    }
  }
}
