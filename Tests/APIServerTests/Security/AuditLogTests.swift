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
    let all = lines.all.map(\.text)
    #expect(all.contains { $0.contains("data.password: FieldValueTypeInvalid") }, "\(all)")
    #expect(all.contains { $0.contains("metadata.name: FieldValueInvalid") }, "\(all)")
    #expect(all.contains { $0.contains("\"problem\":\"BadRequest\"") }, "\(all)")
    #expect(!all.contains { $0.contains("hunter2") }, "\(all)")
  }

  @Test("Heartbeats and statuses are told apart from what people do") func routine() async throws {
    let lines = Lines()
    try await RunningAPIServer.run(audit: { lines.add($0) }) { server in
      let boss = try await RawClient.administrator(server)
      let leases = "/apis/coordination.k8s.io/v1/namespaces/default/leases"
      let lease: JSONValue = ["metadata": ["name": "a"], "spec": ["holderIdentity": "b"]]
      let made = try await boss("POST", leases, lease)
      #expect(made.code == 201)
      #expect(try await boss("PUT", "\(leases)/a", try JSONParser.parse(Array(made.text.utf8))).code == 200)
      #expect(try await boss("PUT", "\(leases)/a", ["metadata": ["name": "a"]]).code == 422)
      let namespaces = "/api/v1/namespaces"
      #expect(try await boss("POST", namespaces, ["metadata": ["name": "shop"]]).code == 201)
      let shop = try await boss("GET", "\(namespaces)/shop")
      #expect(try await boss("PUT", "\(namespaces)/shop/status", try JSONParser.parse(Array(shop.text.utf8))).code == 200)
    }
    let words = lines.all.map { line in
      let json = try? JSONParser.parse(Array(line.text.utf8))
      return "\(json?["verb"]?.string ?? "") \(json?["code"]?.integer ?? 0) \(line.isRoutine)"
    }
    #expect(words == ["create 201 false", "update 200 true", "update 422 false", "create 201 false", "update 200 true"])
  }

  private final class Lines: Sendable {
    private let kept = Mutex<[AuditLine]>([])
    var all: [AuditLine] { kept.withLock { $0 } }
    func add(_ line: AuditLine) { kept.withLock { $0.append(line) } }
  }
}
