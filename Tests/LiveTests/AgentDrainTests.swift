import Foundation
import MeshTestSupport
import Testing

/// SIGTERM for an agent: what is under way is finished, then nothing of the proxy is left.
@Suite(.needsEnvoy, .serialized, .timeLimit(.minutes(2))) struct AgentDrainTests {
  @Test func requestsUnderWayAreFinished() async throws {
    _ = try TestEnvoy.require()
    let mesh = try LiveMesh(mode: "delta")
    try await mesh.run { processes in
      let url = mesh.adminURL(.server)
      await Self.stop(processes.server)
      processes.server = try mesh.startAgent(
        .server, ["--termination-drain-duration", "60s", "--parentShutdownDuration", "90s", "--exit-on-zero-active-connections"])
      try await mesh.isLive(.server)
      try await eventually("requests are answered again") { try await mesh.request().status == 200 }
      let envoys = ChildProcesses.of(processes.server.pid)
      #expect(envoys.count == 1)
      async let answer = mesh.request("held")
      await Self.oneIsHeld(mesh)
      processes.server.signal(SIGTERM)
      // Whatever happens now, the request must not wait for ever.
      let drains = await Self.drains(url)
      #expect(!processes.server.hasEnded)
      for application in mesh.applications { application.release.append(()) }
      #expect(try await answer.status == 200)
      #expect(drains)
      // The client's sidecar still keeps its connection; once that is closed, nothing is left to wait for.
      await Self.stop(processes.client)
      #expect(await processes.server.end() == 0)
      #expect(envoys.allSatisfy { !ChildProcesses.isRunning($0) })
    }
  }

  private static func drains(_ url: String) async -> Bool {
    do {
      try await eventually("the proxy drains") { try await LiveMesh.get(url + "/ready").body.hasPrefix("DRAINING") }
      return true
    } catch {
      return false
    }
  }

  private static func oneIsHeld(_ mesh: LiveMesh) async {
    await withTaskGroup(of: Void.self) { group in
      for application in mesh.applications { group.addTask { await application.held.wait { !$0.isEmpty } } }
      await group.next()
      // The other application is never asked; letting it go ends its wait.
      for application in mesh.applications where application.held.elements.isEmpty { application.held.append(()) }
    }
  }

  private static func stop(_ process: MeltemiProcess) async {
    process.signal(SIGTERM)
    #expect(await process.end() == 0)
  }
}
