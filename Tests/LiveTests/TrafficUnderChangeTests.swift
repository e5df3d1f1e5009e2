import MeshTestSupport
import Testing

/// No request is lost while the mesh changes under load.
@Suite(.needsEnvoy, .serialized, .timeLimit(.minutes(3))) struct TrafficUnderChangeTests {
  private static let changesInSecond = 20

  @Test("Rules and endpoints rewritten twenty times a second for ten seconds: no request fails", arguments: ["delta", "sotw"])
  func rewriting(mode: String) async throws {
    _ = try TestEnvoy.require()
    let mesh = try LiveMesh(mode: mode)
    try await mesh.run { _ in
      let steps = 10 * Self.changesInSecond
      let result = try await Self.underLoad(mesh, steps: steps) { step in
        try mesh.folder.write(
          "config/rule.yaml", mesh.virtualService(step: step, Self.destinations[step % Self.destinations.count]))
        // Each version has at least one endpoint at every moment, seldom the same.
        let pods = Self.endpoints[step % Self.endpoints.count]
        try mesh.folder.write("config/endpoints.yaml", mesh.endpoints(pods: pods))
      }
      #expect(result.failures == [:])
      #expect(result.answers.keys.sorted() == ["v1", "v2"])
      // 200 a second for at least ten seconds, less what a starved machine may lose at the end.
      #expect(result.sent >= 1800)
      // Changes did take effect meanwhile, not only the last one; a busy machine takes several of them together.
      #expect(result.steps.count >= steps / 5)
    }
  }

  @Test(
    "A route moves to a subset that is new in the same file, again and again: no request fails", arguments: ["delta", "sotw"])
  func movingToNewSubsets(mode: String) async throws {
    _ = try TestEnvoy.require()
    let mesh = try LiveMesh(mode: mode)
    try await mesh.run { _ in
      let result = try await Self.underLoad(mesh, steps: 4 * Self.changesInSecond) { step in
        let version = step % 2 == 0 ? "v1" : "v2"
        let rules = [
          mesh.destinationRule(subsets: ["step-\(step)": version]), mesh.virtualService(step: step, [("step-\(step)", 100)]),
        ]
        try mesh.folder.write("config/subsets.yaml", rules.joined(separator: "---\n"))
      }
      #expect(result.failures == [:])
      #expect(result.answers.keys.sorted() == ["v1", "v2"])
    }
  }

  private static let destinations: [[(subset: String?, weight: Int)]] = [
    [(nil, 100)], [("v1", 100)], [("v1", 50), ("v2", 50)], [("v2", 100)], [(nil, 30), ("v2", 70)],
  ]
  private static let endpoints = [[0, 1, 2, 3], [0, 2], [1, 3], [0, 3], [1, 2, 3], [0, 1, 2]]

  /// Takes one step after the other under constant load, then waits until the last one is in force.
  private static func underLoad(
    _ mesh: LiveMesh, steps: Int, _ take: @Sendable @escaping (Int) throws -> Void
  ) async throws -> Load.Result {
    let load = Load(url: mesh.url, authority: mesh.authority)
    return try await withThrowingTaskGroup(of: Void.self) { group in
      async let result = load.run()
      group.addTask {
        defer { load.stop() }
        let start = ContinuousClock.now
        for step in 0..<steps {
          try take(step)
          try await Task.sleep(until: start + .seconds(1) / changesInSecond * (step + 1), clock: .continuous)
        }
        try await eventually("the last step is in force") { try await mesh.request().step == "\(steps - 1)" }
      }
      try await group.waitForAll()
      return await result
    }
  }
}
