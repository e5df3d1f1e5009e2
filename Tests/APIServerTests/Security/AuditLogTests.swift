import APIServer
import KubernetesAPI
import Synchronization
import Testing

@Suite("What the audit log says", .timeLimit(.minutes(1)))
struct AuditLogTests {
  @Test("Of what a request held the log says nothing, and an answer nothing that may be secret") func contents() async throws {
    let lines = Lines()
    try await RunningAPIServer.run(audit: { lines.add($0) }) { server in
      let boss = try await RawClient.administrator(server)
      let secrets = "/api/v1/namespaces/default/secrets"
      let secret: JSONValue = ["metadata": ["name": "a"], "data": ["password": "hunter2!"]]
      let invalid = try await boss("POST", secrets, secret)
      #expect(invalid.code == 422 && invalid.text.contains("data.password"), "\(invalid.text)")
      #expect(!invalid.text.contains("hunter2"), "\(invalid.text)")
      #expect(try await boss.send("POST", secrets, Array("{\"hunter2\": hunter2".utf8)).code == 400)
      let name: JSONValue = ["metadata": ["name": "hunter2!"], "data": [:]]
      #expect(try await boss("POST", secrets, name).code == 422)
    }
    let all = lines.all
    #expect(all.contains { $0.contains("data.password: FieldValueTypeInvalid") }, "\(all)")
    #expect(all.contains { $0.contains("metadata.name: FieldValueInvalid") }, "\(all)")
    #expect(all.contains { $0.contains("\"problem\":\"BadRequest\"") }, "\(all)")
    #expect(!all.contains { $0.contains("hunter2") }, "\(all)")
  }

  private final class Lines: Sendable {
    private let kept = Mutex<[String]>([])
    var all: [String] { kept.withLock { $0 } }
    func add(_ line: String) { kept.withLock { $0.append(line) } }
  }
}
