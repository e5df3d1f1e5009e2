import Foundation
import MeshTestSupport
import ObjectStoreConformance
import Testing

/// An API server that is killed in the middle of its work, with its objects in a file.
@Suite("An API server that is killed", .serialized) struct ServerKillTests {
  /// `MELTEMI_KILL_ROUNDS` asks for more rounds than a short run has, `MELTEMI_SEED` for the same moments.
  @Test func nothingAcknowledgedIsLost() async throws {
    let rounds = KillRounds.count(5)
    let seed = TestSeed.next()
    print("ServerKillTests: MELTEMI_SEED=\(seed) MELTEMI_KILL_ROUNDS=\(rounds)")
    let folder = try TestFolder()
    let server = APIServerReplica(
      "apiserver", storage: "sqlite:\(folder("objects.db"))", folder: folder, port: try FreePorts.find(1)[0])
    try server.start()
    try await server.isUp()
    // The first one: those that later starts write have to be as good as this.
    try FileManager.default.copyItem(atPath: server.kubeconfig, toPath: folder("admin.kubeconfig"))
    let run = DurabilityRun(replicas: [server], kubeconfig: folder("admin.kubeconfig"), seed: seed)
    let report = try await run.run(rounds: rounds) { _, _, generator in
      // The moment is the random part; nothing is waited for.
      try await Task.sleep(for: .milliseconds(Int.random(in: 0...200, using: &generator)))
      await server.kill()
      try server.start()
    }
    await server.stop()
    print("ServerKillTests: \(report)")
  }
}

/// How often something is killed.
enum KillRounds {
  static func count(_ usual: Int) -> Int {
    ProcessInfo.processInfo.environment["MELTEMI_KILL_ROUNDS"].flatMap { Int($0) } ?? usual
  }
}
