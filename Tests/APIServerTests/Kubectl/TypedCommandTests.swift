import KubernetesAPI
import Testing

extension RealClients {
  /// Commands of kubectl that change, ask or make objects by what kubectl knows of their kinds.
  @Suite("kubectl's commands for built-in kinds", .enabled(if: Kubectl.isNew))
  struct TypedCommandTests {
    @Test("Deployments are exposed, and their images, variables and accounts set", arguments: StoreChoice.all)
    func deployments(_ store: StoreChoice) async throws {
      let server = try await RunningAPIServer.shared(store)
      let kubectl = server.kubectl
      func succeeds(_ command: String) async throws {
        let output = try await kubectl.run(command.split(separator: " ").map(String.init))
        #expect(output.isSuccess, "\(command): \(output)")
      }
      try await succeeds("create deployment web --image=web:1 --port=8080")
      try await succeeds("expose deployment web --port=80 --target-port=http --name=front")
      let port = "jsonpath={.spec.ports[0].port} {.spec.ports[0].targetPort} {.spec.selector.app}"
      #expect(try await kubectl("get", "svc", "front", "-o", port).line == "80 http web")
      try await succeeds("set image deployment/web web=web:2")
      try await succeeds("set env deployment/web COLOUR=red")
      try await succeeds("create serviceaccount robot")
      try await succeeds("set serviceaccount deployment web robot")
      let container = "jsonpath={.spec.template.spec.containers[*].image} {.spec.template.spec.containers[0].env[0].value}"
      #expect(try await kubectl("get", "deploy", "web", "-o", container).line == "web:2 red")
      let account = "jsonpath={.spec.template.spec.serviceAccountName}"
      #expect(try await kubectl("get", "deploy", "web", "-o", account).line == "robot")
      try await succeeds("create cronjob nightly --image=web:1 --schedule=@daily -- true")
      #expect(try await kubectl("get", "cronjob", "nightly", "-o", "jsonpath={.spec.schedule}").line == "@daily")
      try await succeeds("run once --image=web:1 --port=80")
      #expect(try await kubectl("get", "pod", "once", "-o", "jsonpath={.spec.containers[0].ports[0].containerPort}").line == "80")
    }

    @Test("What people may is asked and answered, and tokens are issued", arguments: StoreChoice.all)
    func questions(_ store: StoreChoice) async throws {
      let server = try await RunningAPIServer.shared(store)
      let kubectl = server.kubectl
      #expect(try await kubectl("create", "role", "reader", "--verb=get,list", "--resource=pods").isSuccess)
      #expect(try await kubectl("create", "rolebinding", "readers", "--role=reader", "--user=jane").isSuccess)
      let jane = try await server.kubectl(as: "jane")
      #expect(try await jane("auth", "can-i", "list", "pods").line == "yes")
      #expect(try await jane("auth", "can-i", "delete", "pods").line == "no")
      #expect(try await jane("auth", "can-i", "--list").text.contains("pods"))
      #expect(try await jane("auth", "whoami", "-o", "jsonpath={.status.userInfo.username}").line == "jane")
      #expect(try await kubectl("set", "subject", "rolebinding", "readers", "--user=joe").isSuccess)
      #expect(try await server.kubectl(as: "joe")("auth", "can-i", "list", "pods").line == "yes")
      #expect(try await kubectl("create", "serviceaccount", "robot").isSuccess)
      let token = try await kubectl("create", "token", "robot", "--duration=20m")
      #expect(token.isSuccess && token.line.split(separator: ".").count == 3)
    }

    @Test("OpenAPI 2.0 has Istio's kinds with their fields", arguments: StoreChoice.all)
    func swagger(_ store: StoreChoice) async throws {
      let server = try await RunningAPIServer.shared(store)
      let output = try await server.kubectl("get", "--raw", "/openapi/v2")
      let document = try JSONParser.parse(Array(output.text.utf8), limits: JSONLimits(bytes: 16 << 20))
      #expect(document["swagger"] == "2.0")
      let kind = document["definitions"]?["io.istio.networking.v1.VirtualService"]
      #expect(kind?["properties"]?["spec"]?["properties"]?["hosts"]?["type"] == "array")
      #expect(kind?["x-kubernetes-group-version-kind"]?.array?.count == 1)
      let definitions = try #require(document["definitions"]?.object)
      for reference in Self.references(document) { #expect(definitions[reference] != nil, "\(reference)") }
    }

    /// The definitions that a document names.
    private static func references(_ value: JSONValue) -> Set<String> {
      switch value {
      case .object(let members):
        members.reduce(into: []) { found, member in
          if member.key == "$ref", let text = member.value.string { found.insert(String(text.dropFirst("#/definitions/".count))) }
          found.formUnion(references(member.value))
        }
      case .array(let values): values.reduce(into: []) { $0.formUnion(references($1)) }
      default: []
      }
    }
  }
}
