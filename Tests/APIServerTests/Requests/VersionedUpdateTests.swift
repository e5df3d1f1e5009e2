import APIServer
import KubernetesAPI
import MeshTestSupport
import Testing

/// Which kinds are replaced over a named version only, as in Kubernetes.
@Suite("Updates over versions", .timeLimit(.minutes(1)))
struct VersionedUpdateTests {
  private static let lease: (path: String, object: JSONValue) = (
    "/apis/coordination.k8s.io/v1/namespaces/default/leases", ["spec": ["holderIdentity": "me"]]
  )
  private static let versioned: [(path: String, object: JSONValue)] = [
    lease,
    (
      "/apis/policy/v1/namespaces/default/poddisruptionbudgets",
      ["spec": ["minAvailable": 1, "selector": ["matchLabels": ["a": "b"]]]]
    ),
    ("/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations", ["webhooks": []]),
    ("/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations", ["webhooks": []]),
  ]

  @Test("A Lease and its like are not replaced without the version that is replaced; a ConfigMap is")
  func builtInKinds() async throws {
    try await RunningAPIServer.run { server in
      let boss = try await RawClient.administrator(server)
      for (path, content) in Self.versioned + [("/api/v1/namespaces/default/configmaps", ["data": ["a": "b"]])] {
        var object = content
        object.metadata.name = "one"
        let created = try await boss("POST", path, object)
        #expect(created.code == 201, "\(path): \(created.text)")
        object.metadata.labels = ["new": "yes"]
        let blind = try await boss("PUT", "\(path)/one", object)
        if path.hasSuffix("configmaps") {
          #expect(blind.code == 200, "\(path): \(blind.text)")
        } else {
          #expect(blind.code == 422 && blind.text.contains("must be specified for an update"), "\(path): \(blind.text)")
          object.metadata.resourceVersion = created.json?.metadata.resourceVersion
          #expect(try await boss("PUT", "\(path)/one", object).code == 200, "\(path)")
        }
      }
    }
  }

  @Test("Nor is a definition")
  func definitions() async throws {
    try await RunningAPIServer.run { server in
      let boss = try await RawClient.administrator(server)
      let path = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/virtualservices.networking.istio.io"
      var definition = try #require(try await boss("GET", path).json)
      definition.metadata.labels = ["new": "yes"]
      let version = definition.metadata.resourceVersion
      definition.metadata.resourceVersion = nil
      #expect(try await boss("PUT", path, definition).code == 422)
      definition.metadata.resourceVersion = version
      #expect(try await boss("PUT", path, definition).code == 200)
    }
  }
}
