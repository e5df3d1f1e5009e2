import Foundation
import KubernetesAPI
import Testing

@Suite("Kinds that users define", .timeLimit(.minutes(1)))
struct DefinedKindTests {
  /// Tools wait for the condition Established, and the answer to the creation has it.
  @Test("A kind is served when its definition is answered") func isServedAtOnce() async throws {
    try await RunningAPIServer.run { server in
      let boss = try await RawClient.administrator(server)
      for number in 0..<10 {
        let made = try await boss(
          "POST", "/apis/apiextensions.k8s.io/v1/customresourcedefinitions", Self.definition("thing\(number)"))
        #expect(made.code == 201 && made.text.contains("Established"), "\(made.text)")
        let object: JSONValue = ["metadata": ["name": "a"]]
        let first = try await boss("POST", "/apis/example.org/v1/namespaces/default/thing\(number)s", object)
        #expect(first.code == 201, "\(first.text)")
      }
    }
  }

  private static func definition(_ name: String) -> JSONValue {
    [
      "metadata": ["name": .string("\(name)s.example.org")],
      "spec": [
        "group": "example.org", "scope": "Namespaced",
        "names": ["plural": .string("\(name)s"), "kind": .string(name.capitalized)],
        "versions": [
          ["name": "v1", "served": true, "storage": true, "schema": ["openAPIV3Schema": ["type": "object"]]]
        ],
      ],
    ]
  }
}
