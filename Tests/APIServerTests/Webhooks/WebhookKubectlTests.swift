import KubernetesAPI
import MeshTestSupport
import Testing

@Suite("Webhooks, with the real kubectl")
struct WebhookKubectlTests {
  private static let settings = """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: NAME, namespace: default, labels: {app: shop}}
    data: {a: b}
    """

  private static func settings(_ name: String) -> String { settings.replacing("NAME", with: name) }

  /// A configuration with one webhook for ConfigMaps.
  /// - Parameter more: Further lines of the webhook.
  private static func configuration(
    _ kind: String, _ name: String, client: String, operations: String = "[CREATE, UPDATE, DELETE]", more: String = ""
  ) -> String {
    """
    apiVersion: admissionregistration.k8s.io/v1
    kind: \(kind)WebhookConfiguration
    metadata: {name: \(name)}
    webhooks:
    - name: \(name).example.com
      clientConfig: \(client)
      rules: [{operations: \(operations), apiGroups: [""], apiVersions: [v1], resources: [configmaps]}]
      sideEffects: None
      admissionReviewVersions: [v1]
    \(more)
    """
  }

  private static func client(_ server: WebhookServer) -> String {
    "{url: 'https://localhost:\(server.port)/check', caBundle: \(server.bundle)}"
  }

  private static func name(_ review: JSONValue) -> String { review["request"]?["name"]?.string ?? "" }

  private static func patched(_ review: JSONValue, _ patch: JSONValue) -> WebhookServer.Answer {
    .review(["allowed": true, "patchType": "JSONPatch", "patch": .string(Base64.text(patch.jsonBytes))], to: review)
  }

  @Test("A validating webhook refuses, warns, and sees who asks for what") func validating() async throws {
    try await WebhookServer.run { review in
      guard Self.name(review).hasPrefix("bad") else {
        return .review(["allowed": true, "warnings": ["this will be slow"]], to: review)
      }
      return .review(
        ["allowed": false, "status": ["code": 403, "reason": "Forbidden", "message": "not with this name"]], to: review)
    } body: { hook in
      try await RunningAPIServer.run { server in
        let kubectl = server.kubectl
        #expect(try await kubectl("apply", "-f", "-", input: Self.settings("bad-old")).isSuccess)
        let guardian = Self.configuration("Validating", "guard", client: Self.client(hook))
        #expect(
          try await kubectl("apply", "-f", "-", input: guardian).line
            == "validatingwebhookconfiguration.admissionregistration.k8s.io/guard created")
        try await eventually("the webhook is asked") {
          try await !kubectl("apply", "--dry-run=server", "-f", "-", input: Self.settings("bad")).isSuccess
        }
        let refused = try await kubectl("apply", "-f", "-", input: Self.settings("bad"))
        #expect(
          refused.complaint.contains(
            #"(Forbidden): error when creating "STDIN": admission webhook "guard.example.com" denied the request: not with this name"#
          ),
          "\(refused)")
        let made = try await kubectl("create", "-f", "-", input: Self.settings("good"))
        #expect(made.isSuccess)
        #expect(made.complaint.contains("Warning: this will be slow"), "\(made)")
        let kept = try await kubectl("delete", "cm", "bad-old")
        #expect(kept.complaint.contains(#"admission webhook "guard.example.com" denied the request"#), "\(kept)")
        try Self.checkReviews(hook.reviews.elements)
        // The configuration goes though the webhook would refuse it.
        #expect(try await kubectl("delete", "validatingwebhookconfiguration", "guard").isSuccess)
        try await eventually("the webhook is forgotten") { try await kubectl("delete", "cm", "bad-old").isSuccess }
      }
    }
  }

  private static func checkReviews(_ reviews: [JSONValue]) throws {
    let requests = reviews.compactMap { $0["request"] }
    let dry = try #require(requests.first)
    #expect(dry["dryRun"] == true)
    #expect(dry["options"]?["dryRun"] == ["All"])
    let made = try #require(requests.first { $0["name"] == "good" })
    #expect(made["operation"] == "CREATE")
    #expect(made["dryRun"] == false)
    #expect(made["kind"] == ["group": "", "version": "v1", "kind": "ConfigMap"])
    #expect(made["requestResource"] == ["group": "", "version": "v1", "resource": "configmaps"])
    #expect(made["namespace"] == "default")
    #expect(made["userInfo"]?["username"] == "meltemi-admin")
    #expect(made["userInfo"]?["groups"]?.array?.contains("system:masters") == true)
    #expect(made["object"]?["data"] == ["a": "b"])
    #expect(made["oldObject"] == .null)
    let gone = try #require(requests.first { $0["operation"] == "DELETE" })
    #expect(gone["object"] == .null)
    #expect(gone["oldObject"]?["metadata"]?["name"] == "bad-old")
    #expect(gone["options"]?["kind"] == "DeleteOptions")
    #expect(Set(requests.map { $0["uid"] }).count == requests.count, "each question has an identifier of its own")
  }

  @Test("Mutating webhooks change objects in turn; who wishes is asked again") func mutating() async throws {
    // Each adds what the other has not seen yet: `first` counts what it sees, `second` adds a key.
    try await WebhookServer.run { review in
      let seen = (review["request"]?["object"]?["data"]?.object?.count ?? 0)
      return Self.patched(review, [["op": "add", "path": "/data/seen", "value": .string("\(seen)")]])
    } body: { first in
      try await WebhookServer.run { review in
        Self.patched(
          review,
          [
            ["op": "add", "path": "/data/second", "value": "yes"],
            ["op": "add", "path": "/metadata/labels/checked", "value": "yes"],
            ["op": "replace", "path": "/metadata/uid", "value": "mine"],
          ])
      } body: { second in
        try await RunningAPIServer.run { server in
          let kubectl = server.kubectl
          let one = Self.configuration(
            "Mutating", "a-first", client: Self.client(first), operations: "[CREATE]", more: "  reinvocationPolicy: IfNeeded")
          let two = Self.configuration("Mutating", "b-second", client: Self.client(second), operations: "[CREATE]")
          #expect(try await kubectl("apply", "-f", "-", input: "\(one)\n---\n\(two)").isSuccess)
          let dry = ["create", "--dry-run=server", "-o", "jsonpath={.data.second}{.data.seen}", "-f", "-"]
          try await eventually("both are asked") {
            try await kubectl.run(dry, input: Self.settings("dry")).line.count == 4
          }
          #expect(try await kubectl("create", "-f", "-", input: Self.settings("real")).isSuccess)
          let fields = "jsonpath={.data.seen} {.data.second} {.metadata.labels.checked} {.data.a}"
          #expect(try await kubectl("get", "cm", "real", "-o", fields).line == "3 yes yes b")
          #expect(try await kubectl("get", "cm", "real", "-o", "jsonpath={.metadata.uid}").line != "mine")
          #expect(first.reviews.elements.filter { Self.name($0) == "real" }.count == 2)
          #expect(second.reviews.elements.filter { Self.name($0) == "real" }.count == 1)
          let listed = try await kubectl("get", "mutatingwebhookconfigurations")
          #expect(listed.text.contains("NAME       WEBHOOKS   AGE"), "\(listed)")
        }
      }
    }
  }

  @Test("Patches cannot rename objects or break their schema") func badPatches() async throws {
    try await WebhookServer.run { review in
      let patch: JSONValue =
        Self.name(review) == "renamed"
        ? [["op": "replace", "path": "/metadata/name", "value": "other"]] : [["op": "add", "path": "/data", "value": 3]]
      return Self.patched(review, patch)
    } body: { hook in
      try await RunningAPIServer.run { server in
        let kubectl = server.kubectl
        let configuration = Self.configuration("Mutating", "breaker", client: Self.client(hook))
        #expect(try await kubectl("apply", "-f", "-", input: configuration).isSuccess)
        try await eventually("the webhook is asked") {
          _ = try await kubectl("create", "--dry-run=server", "-f", "-", input: Self.settings("x"))
          return !hook.reviews.elements.isEmpty
        }
        let renamed = try await kubectl("create", "-f", "-", input: Self.settings("renamed"))
        #expect(renamed.complaint.contains(#"webhook "breaker.example.com" changed the kind, the name"#), "\(renamed)")
        let broken = try await kubectl("create", "-f", "-", input: Self.settings("broken"))
        #expect(broken.complaint.contains(#"ConfigMap "broken" is invalid: data"#), "\(broken)")
        #expect(try await kubectl("get", "cm", "-o", "name").line == "")
      }
    }
  }

  @Test("What happens when a webhook cannot be asked is the configuration's to say") func failurePolicy() async throws {
    try await RunningAPIServer.run { server in
      let kubectl = server.kubectl
      let strict = Self.configuration(
        "Validating", "absent", client: "{service: {namespace: default, name: nobody}}", operations: "[CREATE]")
      #expect(try await kubectl("apply", "-f", "-", input: strict).isSuccess)
      var refused = try await kubectl("create", "--dry-run=server", "-f", "-", input: Self.settings("probe"))
      try await eventually("the webhook is in force") {
        refused = try await kubectl("create", "--dry-run=server", "-f", "-", input: Self.settings("probe"))
        return !refused.isSuccess
      }
      #expect(
        refused.complaint.contains(
          #"failed calling webhook "absent.example.com": the service default/nobody does not exist"#),
        "\(refused)")
      let lenient = Self.configuration(
        "Validating", "absent", client: "{service: {namespace: default, name: nobody}}", operations: "[CREATE]",
        more: "  failurePolicy: Ignore")
      #expect(try await kubectl("apply", "-f", "-", input: lenient).isSuccess)
      try await eventually("its failure is borne") {
        try await kubectl("create", "--dry-run=server", "-f", "-", input: Self.settings("probe")).isSuccess
      }
    }
  }

  @Test("Mistakes in configurations are named") func mistakes() async throws {
    try await RunningAPIServer.run { server in
      let bad = Self.configuration(
        "Validating", "bad", client: "{url: 'http://localhost/'}", more: "  timeoutSeconds: 10\n  failurePolicy: Perhaps")
      let refused = try await server.kubectl("apply", "-f", "-", input: bad)
      #expect(refused.complaint.contains(#"failurePolicy: Unsupported value: "Perhaps""#), "\(refused)")
      let conditions = Self.configuration(
        "Validating", "bad", client: "{url: 'http://localhost/'}", more: "  matchConditions: [{name: a, expression: 'true'}]")
      let named = try await server.kubectl("apply", "-f", "-", input: conditions)
      #expect(named.complaint.contains("webhooks[0].matchConditions: Forbidden: conditions are written in CEL"), "\(named)")
      #expect(named.complaint.contains("webhooks[0].clientConfig.url: Invalid value"), "\(named)")
    }
  }
}
