import APIServer
import KubernetesAPI
import Testing

@Suite("Fields that do not change, and fields that are not said", .timeLimit(.minutes(2)))
struct ObjectFieldTests {
  private static let merge = [(name: "Content-Type", value: "application/merge-patch+json")]

  @Test("What is immutable stays as it is", arguments: ["configmaps", "secrets"]) func immutable(_ plural: String) async throws {
    try await RunningAPIServer.run { server in
      let boss = try await RawClient.administrator(server)
      let path = "/api/v1/namespaces/default/\(plural)"
      let object: JSONValue = ["metadata": ["name": "a"], "data": ["b": "YQ=="], "immutable": false]
      #expect(try await boss("POST", path, object).code == 201)
      func patch(_ change: JSONValue) async throws -> RawAnswer {
        try await boss("PATCH", "\(path)/a", change, headers: Self.merge)
      }
      #expect(try await patch(["data": ["b": "Yg=="]]).code == 200)
      #expect(try await patch(["immutable": true]).code == 200)
      var changes: [(JSONValue, String)] = [
        (["data": ["b": "Yw=="]], "data"), (["data": ["c": "Yw=="]], "data"), (["data": .null], "data"),
        (["immutable": false], "immutable"), (["immutable": .null], "immutable"),
      ]
      changes.append(plural == "secrets" ? (["stringData": ["b": "z"]], "data") : (["binaryData": ["d": "Yw=="]], "binaryData"))
      for (change, field) in changes {
        let answer = try await patch(change)
        #expect(answer.code == 422, "\(change.jsonText): \(answer.text)")
        #expect(answer.text.contains("\(field): Forbidden: field is immutable when `immutable` is set"), "\(answer.text)")
      }
      #expect(try await patch(["metadata": ["labels": ["a": "b"]], "data": ["b": "Yg=="]]).code == 200)
      #expect(try await boss("DELETE", "\(path)/a").code == 200)
    }
  }

  @Test("A Secret is of one type for good") func secretType() async throws {
    try await RunningAPIServer.run { server in
      let boss = try await RawClient.administrator(server)
      let path = "/api/v1/namespaces/default/secrets"
      #expect(try await boss("POST", path, ["metadata": ["name": "a"]]).code == 201)
      let changed = try await boss("PATCH", "\(path)/a", ["type": "example.org/x"], headers: Self.merge)
      #expect(changed.code == 422 && changed.text.contains("field is immutable"), "\(changed.text)")
      #expect(try await boss("PATCH", "\(path)/a", ["type": "Opaque"], headers: Self.merge).code == 200)
    }
  }

  @Test("Field selectors take what is not said for what it is by default") func absentFields() async throws {
    try await RunningAPIServer.run { server in
      let boss = try await RawClient.administrator(server)
      let inside = "/api/v1/namespaces/default/"
      for (path, object): (String, JSONValue) in [
        ("/api/v1/nodes", ["metadata": ["name": "n"]]),
        ("/api/v1/nodes", ["metadata": ["name": "cordoned"], "spec": ["unschedulable": true]]),
        ("\(inside)pods", ["metadata": ["name": "p"], "spec": ["containers": [["name": "c", "image": "i"]]]]),
        ("\(inside)services", ["metadata": ["name": "s"], "spec": ["clusterIP": "10.0.0.1"]]),
        ("\(inside)secrets", ["metadata": ["name": "t"]]),
      ] { #expect(try await boss("POST", path, object).code == 201, "\(path)") }
      for (path, selector, names): (String, String, [String]) in [
        ("/api/v1/nodes", "spec.unschedulable%3Dfalse", ["n"]), ("/api/v1/nodes", "spec.unschedulable!%3Dfalse", ["cordoned"]),
        ("/api/v1/nodes", "spec.unschedulable%3Dtrue", ["cordoned"]), ("\(inside)pods", "spec.hostNetwork%3Dfalse", ["p"]),
        ("\(inside)pods", "spec.restartPolicy%3DAlways", ["p"]), ("\(inside)pods", "spec.nodeName%3D", ["p"]),
        ("\(inside)services", "spec.type%3DClusterIP", ["s"]), ("\(inside)services", "spec.clusterIP%3D10.0.0.1", ["s"]),
        ("\(inside)secrets", "type%3DOpaque", ["t"]), ("\(inside)secrets", "type!%3DOpaque", []),
      ] {
        let list = try await boss("GET", "\(path)?fieldSelector=\(selector)")
        #expect(list.json?["items"]?.array?.compactMap(\.metadata.name) == names, "\(selector): \(list.text.prefix(300))")
      }
    }
  }
}
