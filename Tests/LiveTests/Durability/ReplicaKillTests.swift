import Foundation
import KubernetesAPI
import KubernetesClient
import MeshTestSupport
import ObjectStoreConformance
import Testing

/// Three API servers on an etcd of three members, of which one is killed at a time.
@Suite("API servers on one etcd", .needsEtcd, .serialized) struct ReplicaKillTests {
  /// `MELTEMI_KILL_ROUNDS` asks for more rounds than a short run has, `MELTEMI_SEED` for the same moments.
  @Test func nothingAcknowledgedIsLost() async throws {
    let rounds = KillRounds.count(3)
    let seed = TestSeed.next()
    print("ReplicaKillTests: MELTEMI_SEED=\(seed) MELTEMI_KILL_ROUNDS=\(rounds)")
    let folder = try TestFolder()
    let etcd = try EtcdTestCluster(members: 3)
    let replicas = try FreePorts.find(3).enumerated().map { number, port in
      APIServerReplica("apiserver-\(number)", storage: etcd.storage, folder: folder, port: port)
    }
    // At once: who is first makes the keys and what every server holds, and etcd is not there yet.
    for replica in replicas { try replica.start() }
    try etcd.start()
    for replica in replicas { try await replica.isUp() }
    try await keysAreShared(replicas)
    let run = DurabilityRun(replicas: replicas, kubeconfig: replicas[0].kubeconfig, seed: seed)
    let report = try await run.run(rounds: rounds) { round, ledger, generator in
      // The moment is the random part; nothing is waited for.
      try await Task.sleep(for: .milliseconds(Int.random(in: 0...200, using: &generator)))
      if generator.chance(50) {
        let member = generator.pick(etcd.members)
        member.kill()
        try await ledger.grows(by: 20, "\(round), a member of etcd down")
        try member.start()
      } else {
        let replica = generator.pick(replicas)
        await replica.kill()
        try await ledger.grows(by: 20, "\(round), \(replica.name) down")
        try replica.start()
      }
    }
    for replica in replicas { await replica.stop() }
    etcd.stop()
    print("ReplicaKillTests: \(report)")
  }

  @Test func writesWaitForAStoreThatIsLost() async throws {
    let folder = try TestFolder()
    let etcd = try EtcdTestCluster()
    let server = APIServerReplica("apiserver", storage: etcd.storage, folder: folder, port: try FreePorts.find(1)[0])
    try etcd.start()
    try server.start()
    try await server.isUp()
    // It asks again as clients do where the server says that nothing was done.
    let client = try APIServerReplica.client(server.connection(kubeconfig: server.kubeconfig), attempts: 5)
    #expect(try await server.health("/readyz").status == 200)
    etcd.stop()
    try await eventually("the server says that it misses its store") {
      let answer = try await server.health("/readyz")
      return answer.status == 503 && answer.body.contains("the store")
    }
    async let created = client.create(.configMaps, namespace: "default", ["metadata": ["name": "a"]])
    #expect(try await server.health("/livez").status == 200)
    try etcd.start()
    try await eventually("the server is well again") { try await server.health("/readyz").status == 200 }
    #expect(try await created["metadata"]?["name"]?.string == "a")
    try await client.shutdown()
    await server.stop()
    etcd.stop()
  }

  /// The kubeconfig that one replica wrote works at all others, and a token that one of them signed does.
  private func keysAreShared(_ replicas: [APIServerReplica]) async throws {
    let writer = replicas[0]
    let admin = try APIServerReplica.client(writer.connection(kubeconfig: writer.kubeconfig))
    _ = try await admin.create(.serviceAccounts, namespace: "default", ["metadata": ["name": "reader"]])
    let answer = try await admin.create(
      .serviceAccounts, namespace: "default", name: "reader", subresource: "token",
      ["apiVersion": "authentication.k8s.io/v1", "kind": "TokenRequest", "spec": ["audiences": []]])
    let token = try #require(answer["status"]?["token"]?.string)
    for replica in replicas {
      var connection = try replica.connection(kubeconfig: writer.kubeconfig)
      let other = try APIServerReplica.client(connection)
      _ = try await other.get(.serviceAccounts, namespace: "default", name: "reader")
      try await other.shutdown()
      connection.user = Kubeconfig.User()
      connection.user.token = ConcealedText(token)
      let reader = try APIServerReplica.client(connection)
      let refusal = await #expect(throws: KubernetesError.self) { _ = try await reader.list(ObjectSelection(.secrets)) }
      #expect(refusal?.code == .forbidden && refusal?.message.contains("system:serviceaccount:default:reader") == true)
      try await reader.shutdown()
    }
    try await admin.shutdown()
  }
}
