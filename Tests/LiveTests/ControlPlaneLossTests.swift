import ControlPlane
import Glibc
import MeshTestSupport
import Testing

/// The mesh goes on without its control plane, and a new one finds that there is nothing to do.
@Suite(.needsEnvoy, .serialized, .timeLimit(.minutes(3))) struct ControlPlaneLossTests {
  private static let connected = "control_plane.connected_state"

  @Test("Killed under load: no request fails; started again: nothing unchanged is sent", arguments: ["delta", "sotw"])
  func killAndRestart(mode: String) async throws {
    _ = try TestEnvoy.require()
    let mesh = try LiveMesh(mode: mode)
    try mesh.folder.write("config/rule.yaml", mesh.virtualService(step: 1, [("v1", 50), ("v2", 50)]))
    try await mesh.run { processes in
      let load = Load(url: mesh.url, authority: mesh.authority)
      async let result = load.run()
      await load.more(100)
      try await Self.eachIs(1, mesh)
      try await Self.everythingIsAcknowledged(mesh)
      processes.controlPlane.signal(SIGKILL)
      #expect(await processes.controlPlane.end() == -SIGKILL)
      try await Self.eachIs(0, mesh)
      await load.more(400)
      processes.controlPlane = try mesh.startControlPlane("discovery-again")
      try await mesh.controlPlaneIsReady()
      try await Self.eachIs(1, mesh)
      try await Self.everythingIsAcknowledged(mesh)
      // In state of the world, a proxy cannot say which load assignments and routes it has, only which clusters and listeners.
      let resent = try await mesh.metric("meltemi_xds_sent_resources_total")
      #expect(Set(resent.keys).subtracting(mode == "sotw" ? [Self.label("eds"), Self.label("rds")] : []) == [])
      try mesh.folder.write("config/rule.yaml", mesh.virtualService(step: 2, [("v1", 50), ("v2", 50)]))
      try await eventually("the new rule is in force") { try await mesh.request().step == "2" }
      await load.more(100)
      load.stop()
      let outcome = await result
      #expect(outcome.failures == [:])
      #expect(outcome.answers.keys.sorted() == ["v1", "v2"])
      try await Self.everythingIsAcknowledged(mesh)
      // The rule is on its way to both proxies, and nothing else is.
      let sent = try await mesh.metric("meltemi_xds_sent_resources_total").filter { $0.value != resent[$0.key] }
      #expect(Set(sent.keys).isSubset(of: [Self.label("rds"), Self.label("vhds")]))
      #expect(sent.reduce(0) { $0 + $1.value - (resent[$1.key] ?? 0) } == 2)
      for workload in LiveMesh.Workload.allCases {
        #expect(try await mesh.statistic("cluster_manager.cds.update_success", of: workload) == 1)
        #expect(try await mesh.statistic("listener_manager.lds.update_success", of: workload) == 1)
      }
    }
  }

  private static func label(_ type: String) -> String { "{type=\"\(type)\"}" }

  private static func eachIs(_ state: Int, _ mesh: LiveMesh) async throws {
    for workload in LiveMesh.Workload.allCases {
      try await eventually("\(workload) has state \(state) of its control plane") {
        try await mesh.statistic(connected, of: workload) == state
      }
    }
  }

  /// Waits until both proxies have asked for all types and have nothing left to answer.
  private static func everythingIsAcknowledged(_ mesh: LiveMesh) async throws {
    try await eventually("both proxies are in sync") {
      guard case .array(let proxies) = try await mesh.face("/debug/syncz"), proxies.count == 2 else { return false }
      return proxies.allSatisfy { proxy in
        guard case .object(let members) = proxy, case .object(let types)? = members["types"] else { return false }
        return types["cds"] != nil && types["lds"] != nil
          && types.values.allSatisfy { kind in
            guard case .object(let kind) = kind else { return false }
            return kind["status"] == "SYNCED" || kind["status"] == "NOT SENT"
          }
      }
    }
  }
}
