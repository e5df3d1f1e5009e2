import APIServer
import KubernetesAPI
import ObjectStore
import Testing

@testable import APIServer

/// An object that cannot be read would make lists of its kind fail for everybody.
@Suite("What is stored can be read again", .timeLimit(.minutes(2)))
struct StoredObjectLimitTests {
  private static let protobuf = [(name: "Content-Type", value: "application/vnd.kubernetes.protobuf")]

  private static func field(_ number: UInt8, _ content: [UInt8]) -> [UInt8] {
    var bytes = [number << 3 | 2]
    var length = content.count
    while length >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: length) | 0x80)
      length >>= 7
    }
    return bytes + [UInt8(truncatingIfNeeded: length)] + content
  }

  private static func unknown(_ apiVersion: String, _ kind: String, _ raw: [UInt8], contentType: String) -> [UInt8] {
    let type = field(1, Array(apiVersion.utf8)) + field(2, Array(kind.utf8))
    return [0x6B, 0x38, 0x73, 0] + field(1, type) + field(2, raw) + field(4, Array(contentType.utf8))
  }

  private static func nested(_ depth: Int) -> String {
    String(repeating: "{\"a\":", count: depth) + "1" + String(repeating: "}", count: depth)
  }

  @Test("JSON within protobuf is as deep as JSON alone, and no deeper") func protobuf() async throws {
    try await RunningAPIServer.run { server in
      let boss = try await RawClient.administrator(server)
      let services = "/api/v1/namespaces/default/services"
      for (depth, code) in [(170, 201), (178, 201), (179, 400), (190, 400), (198, 400), (250, 400)] {
        let json = "{\"metadata\":{\"name\":\"s\(depth)\"},\"spec\":{\"x\":\(Self.nested(depth))}}"
        let body = Self.unknown("v1", "Service", Array(json.utf8), contentType: "application/json")
        let answer = try await boss.send("POST", services, body, headers: Self.protobuf)
        #expect(answer.code == code, "\(depth): \(answer.text.prefix(500))")
      }
      let revisions = "/apis/apps/v1/namespaces/default/controllerrevisions"
      for (depth, code) in [(179, 201), (180, 400), (195, 400)] {
        let metadata = Self.field(1, Array("r\(depth)".utf8))
        let raw = Self.field(1, metadata) + Self.field(2, Self.field(1, Array(Self.nested(depth).utf8))) + [3 << 3, 1]
        let body = Self.unknown("apps/v1", "ControllerRevision", raw, contentType: "")
        let answer = try await boss.send("POST", revisions, body, headers: Self.protobuf)
        #expect(answer.code == code, "\(depth): \(answer.text.prefix(500))")
      }
      for path in [services, revisions] {
        let list = try await boss("GET", "\(path)?labelSelector=a!%3Db")
        let names = (list.json?["items"]?.array ?? []).compactMap(\.metadata.name)
        #expect(!names.isEmpty, "\(list.text.prefix(500))")
        for name in names { #expect(try await boss("DELETE", "\(path)/\(name)").code == 200) }
      }
    }
  }

  @Test("An object counts with the record of who wrote its fields") func fieldRecords() async throws {
    try await RunningAPIServer.run { server in
      let boss = try await RawClient.administrator(server)
      let maps = "/api/v1/namespaces/default/configmaps"
      var data: [String: JSONValue] = [:]
      for index in 10_000..<17_000 { data["\(String(repeating: "k", count: 235))\(index)"] = "" }
      let answer = try await boss("POST", maps, ["metadata": ["name": "a"], "data": .object(data)])
      #expect(answer.code == 413, "\(answer.text.prefix(500))")
      #expect(try await boss("GET", "\(maps)?labelSelector=a!%3Db").json?["items"] == [])
    }
  }

  @Test("Nothing deeper than readers go is stored, whoever made it") func depth() async throws {
    try await ServiceWorld.run { world in
      func object(_ depth: Int) throws -> JSONValue {
        ["metadata": ["name": "a"], "data": try JSONParser.parse(Array(Self.nested(depth - 1).utf8))]
      }
      let storage = world.service.storage
      await #expect(throws: StoreError.self) { try await storage.create(try object(191), at: world.request.key("a")) }
      let stored = try await storage.create(try object(190), at: world.request.key("a"))
      #expect(try await storage.object(at: stored.key)?.value(apiVersion: "v1").metadata.name == "a")
    }
  }
}
