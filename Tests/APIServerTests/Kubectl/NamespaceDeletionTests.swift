import Testing

@Suite("Namespaces that go", .enabled(if: Kubectl.isNew), .timeLimit(.minutes(1)))
struct NamespaceDeletionTests {
  @Test("One that waits for a finalizer holds up none of the others") func others() async throws {
    try await RunningAPIServer.run { running in
      func run(_ arguments: String...) async throws -> String {
        let output = try await running.kubectl.run(arguments)
        #expect(output.isSuccess, "\(arguments): \(output.complaint)")
        return output.line
      }
      func hold(_ finalizers: String) async throws {
        _ = try await run(
          "patch", "configmap", "held", "-n", "a-held", "--type=merge", "-p", "{\"metadata\":{\"finalizers\":\(finalizers)}}")
      }
      _ = try await run("create", "namespace", "a-held")
      _ = try await run("create", "namespace", "b-free")
      _ = try await run("create", "configmap", "held", "-n", "a-held")
      try await hold("[\"example.com/hold\"]")
      _ = try await run("delete", "namespace", "a-held", "--wait=false")
      _ = try await run("delete", "namespace", "b-free", "--timeout=30s")
      #expect(try await run("get", "namespace", "a-held", "-o", "jsonpath={.status.phase}") == "Terminating")
      let condition = "jsonpath={.status.conditions[?(@.type=='NamespaceFinalizersRemaining')].message}"
      #expect(
        try await run("get", "namespace", "a-held", "-o", condition) == "finalizers hold objects: example.com/hold: 1")
      try await hold("null")
      _ = try await run("wait", "--for=delete", "namespace/a-held", "--timeout=30s")
    }
  }
}
