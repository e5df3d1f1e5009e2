import MeshAPI
import MeshModel
import MeshPush
import MeshTestSupport
import Testing
import XDSResources

/// How far proxies are, and whom an object concerns.
@Suite(.timeLimit(.minutes(1))) struct StandingTests {
  /// Asked for one object, or for many at once, or by what a proxy is shown: the answer is the same.
  @Test(arguments: [3, 7, 11, 19] as [UInt64]) func everybodyAgreesOnWhomAnObjectConcerns(seed: UInt64) async throws {
    var world = RandomWorld(seed: seed, isNarrow: seed % 2 == 1)
    var mesh = TestMesh()
    var connections: [ProxyConnection] = []
    for step in 0..<25 {
      let edit = world.edit()
      await mesh.apply(edit.upserts, removing: edit.removals, meshConfig: edit.mesh)
      if connections.count < 6 { connections.append(await mesh.connect(world.proxy(step))) }
    }
    let rules = Set(world.objects.keys.filter(\.kind.isRule))
    let exact: Set<ObjectKind> = [.virtualService, .destinationRule, .serviceEntry, .gateway, .sidecar, .envoyFilter]
    let many = rules.union((0..<20).map { ObjectKey(kind: .gateway, namespace: "none", name: "\($0)") })
    let standing = await mesh.engine.standing
    #expect(standing.snapshotGeneration == mesh.snapshot.generation)
    #expect(standing.classes.flatMap(\.proxies).count == connections.count)
    for standing in standing.classes {
      let together = standing.concerned(by: many)
      #expect(together == rules.filter { !standing.concerned(by: [$0]).isEmpty }, "seed \(seed)")
      for proxy in standing.proxies {
        let connection = try #require(connections.first { $0.proxy.id == proxy.name })
        let view = try #require(await mesh.engine.view(of: connection))
        for key in rules where exact.contains(key.kind) {
          #expect(view.shows(key) == (together.contains(key) || proxy.own.contains(key)), "seed \(seed): \(proxy.name) \(key)")
        }
      }
    }
  }

  private static func service(_ name: String) -> MeshObject {
    MeshObjects.service(name, in: "shop", ports: [.init(name: "http", port: 80)], ip: "10.96.0.1")
  }

  @Test func proxiesAreUpToDateOnceTheyHaveAnswered() async throws {
    var mesh = TestMesh()
    await mesh.apply([Self.service("web")])
    let connection = await mesh.connect(.sidecar("app", in: "shop", ip: "10.0.0.1"))
    func proxy() async throws -> (standing: ProxyStanding, generation: UInt64) {
      let standing = await mesh.engine.standing
      return (try #require(standing.classes.first?.proxies.first), standing.generation)
    }
    let first = try #require(await connection.next(after: nil)).generation
    #expect(try await !proxy().standing.isStarted)
    connection.report(.settled(generation: first, refused: [:]))
    #expect(try await proxy().standing.isStarted)
    #expect(try await proxy().standing.has(first))

    let name = "outbound|80||web.shop.svc.cluster.local"
    await mesh.apply([Self.service("db")])
    let (behind, generation) = try await proxy()
    #expect(!behind.has(generation) && behind.has(first))
    connection.report(.rejected(type: .cluster, nonce: "2", version: "2", message: "no such thing", names: [name]))
    #expect(try await proxy().standing.refusals.map(\.message) == ["no such thing"])
    connection.report(.settled(generation: generation, refused: [.cluster: [name]]))
    #expect(try await proxy().standing.has(generation))
    #expect(try await proxy().standing.refusals.count == 1)
    // What it does not see costs it nothing.
    await mesh.apply()
    connection.report(.settled(generation: generation, refused: [:]))
    #expect(try await proxy().standing.refusals.isEmpty)
    #expect(try await proxy().standing.has(proxy().generation))
  }
}
