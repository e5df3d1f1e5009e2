import APIServer
import KubernetesAPI
import MeshTestSupport
import Testing

/// What was found by those who wished the server ill: each stays mended.
@Suite("Requests with bad intentions", .timeLimit(.minutes(2)))
struct RequestRulesTests {
  private static let secrets = "/api/v1/namespaces/default/secrets"
  private static let roles = "/apis/rbac.authorization.k8s.io/v1/namespaces/default"

  /// Gives a user a role in the namespace `default`.
  private func grant(_ rule: JSONValue, to user: String, _ boss: RawClient) async throws {
    #expect(try await boss("POST", "\(Self.roles)/roles", ["metadata": ["name": .string(user)], "rules": [rule]]).code == 201)
    let binding: JSONValue = [
      "metadata": ["name": .string(user)],
      "roleRef": ["apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": .string(user)],
      "subjects": [["apiGroup": "rbac.authorization.k8s.io", "kind": "User", "name": .string(user)]],
    ]
    #expect(try await boss("POST", "\(Self.roles)/rolebindings", binding).code == 201)
  }

  @Test("Who may watch or list one object by name is not shown its neighbours")
  func oneByName() async throws {
    try await RunningAPIServer.run { server in
      let boss = try await RawClient.administrator(server)
      for name in ["mine", "yours"] { _ = try await boss("POST", Self.secrets, ["metadata": ["name": .string(name)]]) }
      try await grant(
        ["apiGroups": [""], "resources": ["secrets"], "resourceNames": ["mine"], "verbs": ["get", "list", "watch"]], to: "user",
        boss)
      let client = try await RawClient(server, user: "user")
      try await eventually("the role is known") { try await client("GET", "\(Self.secrets)/mine").code == 200 }
      let named = try await client("GET", "\(Self.secrets)/mine?watch=true&timeoutSeconds=1")
      #expect(named.code == 200 && !named.text.contains("yours"), "\(named.text)")
      let list = try await client("GET", "\(Self.secrets)?fieldSelector=metadata.name%3Dmine")
      #expect(list.json?["items"]?.array?.compactMap(\.metadata.name) == ["mine"])
      let watch = try await client("GET", "\(Self.secrets)?fieldSelector=metadata.name%3Dmine&watch=true&timeoutSeconds=1")
      #expect(watch.text.contains("mine") && !watch.text.contains("yours"), "\(watch.text)")
      for selector in ["", "?fieldSelector=metadata.name!%3Dmine", "?fieldSelector=metadata.name%3Dyours", "?watch=1"] {
        #expect(try await client("GET", Self.secrets + selector).code == 403, "\(selector)")
      }
      // Two names at once select nothing, whichever of them may be read.
      let both = try await client("GET", "\(Self.secrets)?fieldSelector=metadata.name%3Dmine,metadata.name%3Dyours")
      #expect(both.json?["items"] == [])
    }
  }

  @Test("A query that cannot be read is refused, not passed over")
  func malformedQuery() async throws {
    try await RunningAPIServer.run { server in
      let boss = try await RawClient.administrator(server)
      let maps = "/api/v1/namespaces/default/configmaps"
      _ = try await boss("POST", maps, ["metadata": ["name": "kept"]])
      for query in ["labelSelector=a%3Db%zz", "labelSelector=%ff", "dry%Run=All", "limit=%"] {
        #expect(try await boss("DELETE", "\(maps)?\(query)").code == 400)
      }
      #expect(try await boss("GET", "\(maps)/kept").code == 200)
    }
  }

  @Test("A version that is not reached yet is told so: a store that was restored must not leave watchers waiting")
  func futureVersion() async throws {
    try await RunningAPIServer.run { server in
      let boss = try await RawClient.administrator(server)
      let list = try await boss("GET", "\(Self.secrets)?resourceVersion=99999999")
      #expect(list.code == 504 && list.json?["details"]?["causes"]?.array?.first?["reason"] == "ResourceVersionTooLarge")
      let single = try await boss("GET", "\(Self.secrets)?resourceVersion=99999999&fieldSelector=metadata.name%3Da")
      #expect(single.code == 504)
      let watch = try await boss("GET", "\(Self.secrets)?watch=1&resourceVersion=99999999")
      #expect(watch.code == 200)
      let event = try JSONParser.parse(watch.body)
      #expect(event["type"] == "ERROR" && event["object"]?["code"] == 410, "\(watch.text)")
    }
  }

  @Test("A binding does not wait for a role that others will write")
  func danglingBinding() async throws {
    try await RunningAPIServer.run { server in
      let boss = try await RawClient.administrator(server)
      try await grant(
        ["apiGroups": ["rbac.authorization.k8s.io"], "resources": ["rolebindings"], "verbs": ["create", "get"]], to: "user", boss)
      let client = try await RawClient(server, user: "user")
      try await eventually("the role is known") { try await client("GET", "\(Self.roles)/rolebindings/user").code == 200 }
      for (kind, name) in [("ClusterRole", "later"), ("Role", "later")] {
        let binding: JSONValue = [
          "metadata": ["name": "dangling"],
          "roleRef": ["apiGroup": "rbac.authorization.k8s.io", "kind": .string(kind), "name": .string(name)],
          "subjects": [["apiGroup": "rbac.authorization.k8s.io", "kind": "User", "name": "user"]],
        ]
        #expect(try await client("POST", "\(Self.roles)/rolebindings", binding).code == 404)
        #expect(try await client("POST", "\(Self.roles)/rolebindings?dryRun=All", binding).code == 404)
      }
      // Who may do everything may also prepare.
      let prepared: JSONValue = [
        "metadata": ["name": "prepared"],
        "roleRef": ["apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "later"],
      ]
      #expect(try await boss("POST", "\(Self.roles)/rolebindings", prepared).code == 201)
    }
  }

  @Test("No definition lies where the server's own kinds lie, and none moves the objects that it has")
  func definitions() async throws {
    try await RunningAPIServer.run { server in
      let boss = try await RawClient.administrator(server)
      let path = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions"
      func definition(_ group: String, _ plural: String, scope: String = "Namespaced", kind: String = "Thing") -> JSONValue {
        [
          "metadata": ["name": .string("\(plural).\(group)")],
          "spec": [
            "group": .string(group), "scope": .string(scope), "names": ["plural": .string(plural), "kind": .string(kind)],
            "versions": [
              ["name": "v1", "served": true, "storage": true, "schema": ["openAPIV3Schema": ["type": "object"]]]
            ],
          ],
        ]
      }
      let core = try await boss("POST", path, definition("core", "secrets"))
      #expect(core.code == 422 && core.text.contains("at least one dot"), "\(core.text)")
      #expect(try await boss("POST", path, definition("fuzz.test", "things")).code == 201)
      for changed in [definition("fuzz.test", "things", scope: "Cluster"), definition("fuzz.test", "things", kind: "Other")] {
        let merge = [(name: "Content-Type", value: "application/merge-patch+json")]
        let answer = try await boss("PATCH", "\(path)/things.fuzz.test", ["spec": changed["spec"] ?? [:]], headers: merge)
        #expect(answer.code == 422 && answer.text.contains("immutable"), "\(answer.text)")
      }
    }
  }

  @Test("HEAD is answered without a body, and creations name their object themselves")
  func methods() async throws {
    try await RunningAPIServer.run { server in
      let boss = try await RawClient.administrator(server)
      for target in ["/version", Self.secrets, "/nothing"] {
        let (head, get) = (try await boss("HEAD", target), try await boss("GET", target))
        #expect(head.body.isEmpty)
        #expect(head.code == (target == Self.secrets ? 405 : get.code))
      }
      #expect(try await boss("POST", "\(Self.secrets)/a", ["metadata": ["name": "a"]]).code == 405)
    }
  }

  @Test("Whoever asks for another protocol is answered, and the connection ends, rather than going deaf")
  func otherProtocols() async throws {
    try await RunningAPIServer.run { server in
      let boss = try await RawClient.administrator(server)
      let (port, tls) = (try await server.server.port, try RawConnection.context(try await server.server.kubeconfig()))
      let exec = "/api/v1/namespaces/default/pods/a/exec?command=sh"
      for (method, protocolName) in [
        ("POST", "SPDY/3.1"), ("GET", "websocket"), ("GET", "h2c"), ("HEAD", "h2c"), ("CONNECT", ""),
      ] {
        let connection = try await RawConnection(port: port, tls: tls)
        var request = FuzzRequest(method: method, target: method == "CONNECT" ? "localhost:443" : exec)
        if !protocolName.isEmpty { request.headers = [("Connection", "Upgrade"), ("Upgrade", protocolName)] }
        try await connection.send(request.bytes)
        let answer = try await connection.answer(to: method, within: .seconds(30))
        #expect(answer.code >= 400 && answer.header("connection") == "close", "\(method) \(protocolName)")
        try await connection.expectEnd(within: .seconds(30))
      }
      #expect(try await boss("GET", "/version").code == 200)
    }
  }

  @Test("Connections on which nothing is asked, or only half, are closed")
  func idleConnections() async throws {
    var configure: @Sendable (inout APIServerConfiguration) -> Void { { $0.idleTimeout = .milliseconds(300) } }
    try await RunningAPIServer.run(configure: configure) { server in
      let file = try await server.server.kubeconfig()
      let (port, tls) = (try await server.server.port, try RawConnection.context(file))
      // Nothing at all, without and with TLS; half a head; half a body; a request and then nothing.
      let post = "POST \(Self.secrets) HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"
      for text in [nil, "", "GET /api HTT", post, "GET /api HTTP/1.1\r\nHost: a\r\n\r\n"] {
        let connection = try await RawConnection(port: port, tls: text == nil ? nil : tls)
        try await connection.send(Array((text ?? "").utf8))
        try await connection.expectEnd(within: .seconds(30))
      }
      // A watch is not idle: the client waits for what happens.
      let boss = try await RawClient.administrator(server)
      let watch = try await boss("GET", "\(Self.secrets)?watch=1&timeoutSeconds=2")
      #expect(watch.code == 200)
    }
  }
}
