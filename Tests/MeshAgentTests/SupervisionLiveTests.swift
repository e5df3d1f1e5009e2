import Foundation
import Glibc
import Logging
import MeshTestSupport
import NIOHTTP1
import ServiceLifecycle
import Testing

@testable import MeshAgent

/// Real Envoys, started, killed, drained and stopped.
@Suite(.needsEnvoy, .timeLimit(.minutes(2))) struct SupervisionLiveTests {
  private let recorded = LogRecorder.make()

  private func agent(_ options: AgentOptions, onLive: (@Sendable (AgentStatus) -> Void)? = nil) throws -> Agent {
    _ = try TestEnvoy.require()
    return try Agent(options: options, environment: [:], logger: recorded.logger, onLive: onLive)
  }

  private func supervisor(_ options: AgentOptions, bootstrap: String) throws -> EnvoySupervisor {
    EnvoySupervisor(
      configuration: try resolved(options), bootstrap: bootstrap, binary: try TestEnvoy.require(), environment: [:],
      logger: recorded.logger)
  }

  @Test func withoutControlPlaneItWaitsAndStopsAtOnce() async throws {
    try await withTemporaryDirectory { directory in
      var options = sidecarOptions(directory: directory)
      options.terminationDrainDuration = .seconds(3000)
      options.parentShutdownDuration = .seconds(6000)
      let agent = try agent(options)
      let pid = try await withRunning([agent]) { _ in
        let status = try await agent.reached(.initializing)
        let admin = try #require(status.adminURL)
        // Wherever the first configuration is missing, Envoy is up but serves nothing.
        let ready = try await get(admin + "/ready")
        #expect(ready.status == 503)
        #expect(ready.body.hasPrefix("PRE_INITIALIZING"))
        // Nothing but the loopback interface reaches the admin interface, and the file is nobody else's.
        #expect(admin.hasPrefix("http://127.0.0.1:"))
        return try #require(status.pid)
      }
      // Nothing was served, so nothing was drained: the long drain did not happen.
      #expect(isGone(pid))
      #expect(agent.status == AgentStatus(phase: .stopped))
    }
  }

  @Test func nodeReachesEnvoyAsWritten() async throws {
    try await withTemporaryDirectory { directory in
      var options = sidecarOptions(directory: directory)
      options.labels = ["app": "reviews"]
      options.initialFetchTimeout = .milliseconds(50)
      let agent = try agent(options)
      try await withRunning([agent]) { _ in
        let admin = try #require(try await agent.waitUntilLive().adminURL)
        let info = try await get(admin + "/server_info").body
        #expect(info.contains(#""id": "sidecar~127.0.0.1~reviews-v1-0.books~books.svc.cluster.local""#))
        #expect(info.contains(#""cluster": "reviews.books""#))
        #expect(info.contains(#""INSTANCE_IPS": "127.0.0.1""#))
      }
    }
  }

  @Test func killedEnvoyIsStartedAgain() async throws {
    try await withTemporaryDirectory { directory in
      var options = sidecarOptions(directory: directory)
      options.initialFetchTimeout = .milliseconds(50)
      let (lives, told) = AsyncStream.makeStream(of: AgentStatus.self)
      let agent = try agent(options) { told.yield($0) }
      try await withRunning([agent]) { _ in
        let first = try await agent.waitUntilLive()
        #expect(kill(try #require(first.pid), SIGKILL) == 0)
        let second = try await agent.reached(.live) { $0.restarts == 1 }
        #expect(second.pid != first.pid)
        #expect(second.lastFailure == "Envoy ended with signal 9")
        let admin = try #require(second.adminURL)
        #expect(try await get(admin + "/ready").status == 200)
      }
      told.finish()
      var restarts: [Int] = []
      for await status in lives { restarts.append(status.restarts) }
      #expect(restarts == [0, 1])
    }
  }

  @Test func itNeverGivesUp() async throws {
    try await withTemporaryDirectory { directory in
      var options = sidecarOptions(directory: directory)
      options.binaryPath = "/bin/false"
      let agent = try agent(options)
      try await withRunning([agent]) { _ in
        let status = try await agent.reached(.backingOff) { $0.restarts == 3 }
        #expect(status.lastFailure == "Envoy ended with exit code 1")
      }
      #expect(agent.status.phase == .stopped)
    }
  }

  @Test func whatEnvoyRefusesIsLogged() async throws {
    try await withTemporaryDirectory { directory in
      let options = sidecarOptions(directory: directory)
      let supervisor = try supervisor(options, bootstrap: #"{"no_such_field": true}"#)
      try await withRunning([supervisor]) { _ in _ = try await supervisor.reached(.backingOff) }
      try await eventually("reason in the log") {
        recorded.store.entries.contains { $0.source == "envoy" && $0.message.contains("no_such_field") }
      }
    }
  }

  @Test func drainComesBeforeTheEnd() async throws {
    try await withTemporaryDirectory { directory in
      var options = sidecarOptions(directory: directory)
      options.terminationDrainDuration = .seconds(3)
      let supervisor = try supervisor(options, bootstrap: staticBootstrap())
      let updates = supervisor.statusUpdates()
      let pid = try await withRunning([supervisor]) { group in
        let live = try await supervisor.reached(.live)
        let admin = try #require(live.adminURL)
        let port = try await listenerPort(adminURL: admin)
        let before = try await get("http://127.0.0.1:\(port)/")
        #expect(before.headers["connection"].isEmpty)
        await group.triggerGracefulShutdown()
        _ = try await supervisor.reached(.draining)
        try await eventually("Envoy says that it drains") {
          try await get(admin + "/ready").body.hasPrefix("DRAINING")
        }
        // Still served, and asked to go.
        let during = try await get("http://127.0.0.1:\(port)/")
        #expect(during.status == 200)
        #expect(during.body == "hello")
        #expect(during.headers["connection"] == ["close"])
        return try #require(live.pid)
      }
      #expect(isGone(pid))
      var phases: [AgentStatus.Phase] = []
      for await status in updates where status.phase != phases.last { phases.append(status.phase) }
      #expect(phases == [.starting, .initializing, .live, .draining, .terminating, .stopped])
      #expect(recorded.store.entries.contains { $0.metadata["component"] == "main" && $0.message.contains("SIGTERM") })
    }
  }

  @Test func lastConnectionEndsTheDrain() async throws {
    try await withTemporaryDirectory { directory in
      var options = sidecarOptions(directory: directory)
      options.exitOnZeroActiveConnections = true
      options.drainDuration = .seconds(3000)
      options.terminationDrainDuration = .seconds(3000)
      options.parentShutdownDuration = .seconds(6000)
      let supervisor = try supervisor(options, bootstrap: staticBootstrap())
      try await withRunning([supervisor]) { group in
        let admin = try #require(try await supervisor.reached(.live).adminURL)
        let connection = try LoopbackConnection(port: try await listenerPort(adminURL: admin))
        try await eventually("the connection is counted") {
          try await EnvoyAdmin(url: admin).activeConnections() == 1
        }
        await group.triggerGracefulShutdown()
        _ = try await supervisor.reached(.draining)
        try await eventually("Envoy drains") { try await get(admin + "/ready").body.hasPrefix("DRAINING") }
        #expect(supervisor.status.phase == .draining)
        connection.close()
      }
      #expect(supervisor.status.phase == .stopped)
    }
  }

  @Test func envoyThatDoesNotStopIsKilled() async throws {
    try await withTemporaryDirectory { directory in
      // Stands in for an Envoy that hangs: it ignores SIGTERM.
      let script = directory + "/stubborn"
      try "#!/bin/sh\ntrap '' TERM\necho ready >&2\nwhile :; do sleep 1000; done\n"
        .write(toFile: script, atomically: true, encoding: .utf8)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script)
      var options = sidecarOptions(directory: directory)
      options.binaryPath = script
      options.parentShutdownDuration = .milliseconds(200)
      let agent = try agent(options)
      let pid = try await withRunning([agent]) { _ in
        try await eventually("the trap is set and the process is known") {
          recorded.store.entries.contains { $0.source == "envoy" && $0.message == "ready" } && agent.status.pid != nil
        }
        return try #require(agent.status.pid)
      }
      #expect(isGone(pid))
      #expect(agent.status.phase == .stopped)
    }
  }

  @Test func cancellationLeavesNothing() async throws {
    try await withTemporaryDirectory { directory in
      let agent = try agent(sidecarOptions(directory: directory))
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await agent.run() }
        let pid = try #require(try await agent.reached(.initializing).pid)
        group.cancelAll()
        await #expect(throws: CancellationError.self) { try await group.next() }
        #expect(isGone(pid))
        #expect(agent.status.phase == .stopped)
      }
    }
  }

  @Test func severalAgentsShareAProcess() async throws {
    try await withTemporaryDirectory { directory in
      let agents = try (1...3).map { number in
        var options = sidecarOptions(directory: "\(directory)/\(number)")
        options.name = "workload-\(number)"
        options.initialFetchTimeout = .milliseconds(50)
        return try agent(options)
      }
      let pids = try await withRunning(agents) { _ in
        var pids: [Int32] = []
        var admins: Set<String> = []
        for agent in agents {
          let status = try await agent.waitUntilLive()
          pids.append(try #require(status.pid))
          admins.insert(try #require(status.adminURL))
        }
        #expect(admins.count == agents.count)
        return pids
      }
      #expect(pids.allSatisfy(isGone))
    }
  }

  @Test func secondAgentOfADirectoryIsRefused() async throws {
    try await withTemporaryDirectory { directory in
      let first = try agent(sidecarOptions(directory: directory))
      let second = try agent(sidecarOptions(directory: directory))
      try await withRunning([first]) { _ in
        _ = try await first.reached(.initializing)
        let error = await #expect(throws: AgentError.self) { try await second.run() }
        #expect(error?.code == .directoryInUse)
        await #expect(throws: AgentError.self) { try await second.waitUntilLive() }
        #expect(first.status.phase == .initializing)
      }
    }
  }

  @Test func missingEnvoyIsAnError() async throws {
    try await withTemporaryDirectory { directory in
      var options = sidecarOptions(directory: directory)
      options.binaryPath = "/nowhere/envoy"
      let agent = try Agent(options: options, environment: [:], logger: recorded.logger)
      let error = await #expect(throws: AgentError.self) { try await agent.run() }
      #expect(error?.code == .binaryNotFound)
      #expect(agent.status.phase == .stopped)
      #expect(agent.status.lastFailure?.contains("/nowhere/envoy") == true)
    }
  }

  @Test func killedAgentLeavesNoEnvoy() async throws {
    _ = try TestEnvoy.require()
    let result = await #expect(processExitsWith: .signal(SIGKILL), observing: [\.standardOutputContent]) {
      try await withTemporaryDirectory { directory in
        var options = sidecarOptions(directory: directory)
        options.initialFetchTimeout = .milliseconds(50)
        let agent = try Agent(options: options, environment: [:], logger: Logger(label: "agent"))
        async let running: Void = agent.run()
        let status = try await agent.waitUntilLive()
        let pid = try #require(status.pid)
        print("envoy: \(pid) \(directory)")
        fflush(nil)
        kill(getpid(), SIGKILL)
        try await running
      }
    }
    let output = String(decoding: try #require(result).standardOutputContent, as: UTF8.self)
    let line = try #require(output.split(separator: "\n").first { $0.hasPrefix("envoy: ") })
    let words = line.split(separator: " ")
    let pid = try #require(words.count == 3 ? Int32(words[1]) : nil)
    defer { try? FileManager.default.removeItem(atPath: String(words[2])) }
    try await eventually("Envoy is gone") { isGone(pid) }
    // Only after a failure: the test's own orphan must not stay either.
    if !isGone(pid) { kill(pid, SIGKILL) }
  }
}
