import APIServer
import Foundation
import KubernetesAPI
import MeshTestSupport
import NIOSSL
import Testing

/// Mutated requests at a running server, over real sockets: it lives, answers properly and in time, stores nothing that it would refuse,
/// and tells nobody what is none of their business.
///
/// `MELTEMI_FUZZ_ROUNDS` sets the number of requests, `MELTEMI_SEED` which ones.
@Suite("Mutated requests", .timeLimit(.minutes(60))) struct RequestFuzzTests {
  private static func number(_ name: String) -> UInt64? { ProcessInfo.processInfo.environment[name].flatMap(UInt64.init) }
  /// More than a test ever needs, less than what would be kept of so many requests.
  private static let mostGrowth = 400 << 20

  @Test("Every one is answered as it should be, and nothing bad is stored")
  func requests() async throws {
    let seed = Self.number("MELTEMI_SEED") ?? 1
    let rounds = Int(Self.number("MELTEMI_FUZZ_ROUNDS") ?? 500)
    print("MELTEMI_SEED=\(seed)")
    try await RunningAPIServer.run { server in
      let administrator = try RawConnection.context(try await server.server.kubeconfig())
      let port = try await server.server.port
      try await Self.prepare(port, administrator)
      let before = Self.memory
      let tally = try await Self.attack(server, port, seed: seed, rounds: rounds)
      for finding in tally.findings { Issue.record("seed \(seed): \(finding)") }
      let answers = tally.codes.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
      let check = try await StoredObjectCheck(port: port, tls: administrator).run()
      for refused in check.refused.prefix(20) { Issue.record("seed \(seed): stored, and refused when written again: \(refused)") }
      print("answers by code: \(answers); the slowest took \(tally.slowest); \(check.count) objects are stored")
      #expect(rounds < 1000 || (tally.codes[201] ?? 0) > rounds / 50, "seed \(seed): hardly anything is accepted")
      #expect(Self.memory - before < Self.mostGrowth, "seed \(seed): \(before) bytes grew to \(Self.memory)")
    }
  }

  /// The namespace that requests are about, and a role for the editor.
  private static func prepare(_ port: Int, _ tls: NIOSSLContext) async throws {
    let connection = try await RawConnection(port: port, tls: tls)
    defer { connection.close() }
    let objects: [(String, JSONValue)] = [
      ("/api/v1/namespaces", ["metadata": ["name": "shop"]]),
      (
        "/apis/rbac.authorization.k8s.io/v1/namespaces/shop/rolebindings",
        [
          "metadata": ["name": "editors"],
          "roleRef": ["kind": "ClusterRole", "name": "edit", "apiGroup": "rbac.authorization.k8s.io"],
          "subjects": [["kind": "User", "name": "editor", "apiGroup": "rbac.authorization.k8s.io"]],
        ]
      ),
    ]
    for (path, object) in objects {
      var request = FuzzRequest(method: "POST", target: path, headers: [("Content-Type", "application/json")])
      request.body = JSONWriter.bytes(object)
      try await connection.send(request.bytes)
      #expect(try await connection.answer(to: "POST", within: .seconds(30)).code == 201)
    }
  }

  private static func attack(_ server: RunningAPIServer, _ port: Int, seed: UInt64, rounds: Int) async throws -> FuzzWorker.Tally
  {
    // Several administrators: a single one would be asked to slow down.
    let askers: [AnswerCheck.Asker] =
      Array(repeating: .administrator, count: 7) + [.editor, .stranger, .anonymous]
    return try await withThrowingTaskGroup(of: FuzzWorker.Tally.self) { group in
      for (index, asker) in askers.enumerated() {
        let name = asker == .administrator ? "fuzz-\(index)" : asker.rawValue
        let groups = asker == .administrator ? ["system:masters"] : []
        let file = try await server.server.kubeconfig(user: name, groups: groups)
        let tls = try RawConnection.context(file, showsCertificate: asker != .anonymous)
        group.addTask {
          var worker = FuzzWorker(port: port, tls: tls, asker: asker, seed: seed &+ UInt64(index))
          try await worker.run(rounds: rounds / askers.count)
          return worker.tally
        }
      }
      var tally = FuzzWorker.Tally()
      for try await part in group { tally.add(part) }
      return tally
    }
  }

  /// Bytes of memory that this process holds.
  private static var memory: Int {
    let pages = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ").dropFirst().first
    return (pages.flatMap { Int($0) } ?? 0) * 4096
  }
}
