import MeshAPI
import MeshModel
import MeshPush
import MeshState
import MeshTestSupport
import Testing
import XDSResources

/// Following changes ends where starting from the newest snapshot ends: in what proxies get, byte for byte, and in what is held.
@Suite(.timeLimit(.minutes(2))) struct IncrementalPushTests {
  private static let types: [TypeURL] = [
    .cluster, .endpoint, .listener, .route, .virtualHost, .secret, .extensionConfig, .nameTable,
  ]

  @Test(arguments: [1, 5, 8, 21] as [UInt64])
  func followingChangesEqualsStartingAnew(seed: UInt64) async throws {
    try await followsChanges(of: RandomWorld(seed: seed), seed: seed)
  }

  /// Most services are known by rules alone, which change what is known of them.
  @Test(arguments: Array(20...29) as [UInt64])
  func followingRulesEqualsStartingAnew(seed: UInt64) async throws {
    try await followsChanges(of: RandomWorld(seed: seed, isNarrow: true), seed: seed)
  }

  private func followsChanges(of world: RandomWorld, seed: UInt64) async throws {
    var world = world
    var mesh = TestMesh()
    var connections: [ProxyConnection] = []
    for step in 0..<30 {
      let edit = world.edit()
      await mesh.apply(edit.upserts, removing: edit.removals, meshConfig: edit.mesh)
      if connections.count < 3 || (connections.count < 7 && world.random.chance(30)) {
        connections.append(await mesh.connect(world.proxy(step)))
      } else if world.random.chance(15) {
        await connections.remove(at: world.random.pick(Array(connections.indices))).finish()
      }
      let failed = try await differs(mesh, connections, "seed \(seed), step \(step)")
      if failed { return }
    }
    for connection in connections { await connection.finish() }
    let report = await mesh.apply()
    #expect(report.heldResources == 0, "seed \(seed): something is held for nobody")
    #expect(report.outboundClasses == 0)
    #expect(report.inboundClasses == 0)
  }

  /// - Returns: whether anything differed; later steps would only repeat it.
  private func differs(_ mesh: TestMesh, _ connections: [ProxyConnection], _ context: Comment) async throws -> Bool {
    let reports = ReportLog()
    let scratch = PushEngine(snapshot: mesh.snapshot, observer: reports)
    var failed = false
    for connection in connections {
      let other = await scratch.connect(connection.proxy, node: connection.node)
      let ours = try #require(await mesh.engine.resources(of: connection))
      let theirs = try #require(await scratch.resources(of: other))
      for type in Self.types {
        let (ours, theirs) = (ours.resources(type), theirs.resources(type))
        if ours.map(\.name) != theirs.map(\.name) || ours.map(\.body) != theirs.map(\.body) {
          let wrong = Set(ours).symmetricDifference(theirs).map(\.name)
          Issue.record("\(context): \(connection.proxy.id) has other \(type) \(Set(wrong).sorted())")
          failed = true
        }
      }
    }
    let held = await mesh.engine.update(to: mesh.snapshot, changes: ChangeSet()).heldResources
    if let wanted = reports.last?.heldResources, held != wanted {
      Issue.record("\(context): \(held) resources are held, \(wanted) are wanted")
      failed = true
    }
    return failed
  }
}
