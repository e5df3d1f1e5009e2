import Foundation
import MeshTestSupport
import ObjectStoreConformance
import Testing

/// Two control planes with API servers of their own on one etcd of three members.
@Suite("Control planes on one etcd", .needsEnvoy, .needsEtcd, .serialized, .timeLimit(.minutes(60)))
struct ControlPlaneReplicaTests {
  /// Each round kills both control planes, one after the other, and a member of etcd. `MELTEMI_KILL_ROUNDS` asks for more rounds.
  @Test func killingAnyOneLosesNoRequest() async throws {
    _ = try TestEnvoy.require()
    let replicated = try ReplicatedMesh()
    let mesh = replicated.mesh
    let rounds = KillRounds.count(1)
    let seed = TestSeed.next()
    print("ControlPlaneReplicaTests: MELTEMI_SEED=\(seed) MELTEMI_KILL_ROUNDS=\(rounds)")
    try await replicated.run { replicas in
      let load = Load(url: mesh.url, authority: mesh.authority)
      async let result = load.run()
      var generator = SeededGenerator(seed: seed)
      var step = 1
      for round in 0..<rounds {
        for (index, host) in ReplicatedMesh.hosts.enumerated() {
          let other = ReplicatedMesh.hosts[1 - index]
          let killed = try #require(replicas[host])
          killed.signal(SIGKILL)
          #expect(await killed.end() == -SIGKILL)
          // The other one configures all proxies, and takes rules.
          try await eventually("round \(round): all proxies go to \(other)") { try await replicated.proxies(of: other) == 2 }
          step += 1
          try await Self.ruleComesIntoForce(step, through: other, replicated)
          replicas[host] = try replicated.start(host, again: step)
          try await mesh.controlPlaneIsReady(host: host)
          // Written to the one, in force at proxies of the other.
          step += 1
          try await Self.ruleComesIntoForce(step, through: host, replicated)
        }
        let member = generator.pick(replicated.etcd.members)
        member.kill()
        step += 1
        try await Self.ruleComesIntoForce(step, through: generator.pick(ReplicatedMesh.hosts), replicated)
        try member.start()
        await load.more(50)
      }
      load.stop()
      let outcome = await result
      #expect(outcome.failures == [:])
      #expect(outcome.answers.keys.sorted() == ["v1", "v2"])
      #expect(outcome.steps.isSuperset(of: ["1", "\(step)"]))
      print("ControlPlaneReplicaTests: \(rounds) rounds, \(step) rules, \(outcome.sent) requests, none lost")
    }
  }

  private static func ruleComesIntoForce(_ step: Int, through host: Int, _ replicated: ReplicatedMesh) async throws {
    try await replicated.apply(replicated.mesh.virtualService(step: step, [("v1", 50), ("v2", 50)]), through: host)
    try await eventually("step \(step) is in force") { try await replicated.mesh.request().step == "\(step)" }
  }
}
