import KubernetesAPI
import MeshTestSupport
import Testing

/// Who may not know, learns nothing: an answer is the same whether or not what it is about is there.
@Suite("Answers to strangers", .timeLimit(.minutes(2)))
struct SilenceTests {
  /// Requests in pairs: about something that is there, and about something that is not.
  private static let pairs: [(method: String, there: String, missing: String)] = [
    ("GET", "/api/v1/namespaces/default", "/api/v1/namespaces/nothing"),
    ("GET", "/api/v1/namespaces/default/secrets/known", "/api/v1/namespaces/default/secrets/other"),
    ("GET", "/api/v1/namespaces/default/secrets", "/api/v1/namespaces/default/nothings"),
    ("GET", "/api/v1/namespaces/default/secrets?watch=true", "/api/v1/namespaces/nothing/secrets?watch=true"),
    ("GET", "/api/v1/namespaces/default/secrets/known?watch=true", "/api/v1/namespaces/default/secrets/other?watch=true"),
    ("GET", "/api/v1/secrets?fieldSelector=metadata.name%3Dknown", "/api/v1/secrets?fieldSelector=metadata.name%3Dother"),
    ("GET", "/apis/networking.istio.io/v1/virtualservices", "/apis/nothing.test/v1/virtualservices"),
    ("GET", "/apis/networking.istio.io/v1/virtualservices", "/apis/networking.istio.io/v9/virtualservices"),
    ("PUT", "/api/v1/namespaces/default/secrets/known", "/api/v1/namespaces/default/secrets/other"),
    ("PUT", "/api/v1/namespaces/default/secrets/known/status", "/api/v1/namespaces/default/secrets/other/status"),
    (
      "PATCH", "/api/v1/namespaces/default/secrets/known?fieldManager=a",
      "/api/v1/namespaces/default/secrets/other?fieldManager=a"
    ),
    ("DELETE", "/api/v1/namespaces/default/secrets/known?dryRun=All", "/api/v1/namespaces/default/secrets/other?dryRun=All"),
    ("DELETE", "/api/v1/namespaces/default/secrets", "/api/v1/namespaces/nothing/secrets"),
    ("POST", "/api/v1/namespaces/default/secrets?dryRun=All", "/api/v1/namespaces/nothing/secrets?dryRun=All"),
    ("POST", "/api/v1/namespaces/default/serviceaccounts/default/token", "/api/v1/namespaces/default/serviceaccounts/no/token"),
    ("POST", "/apis/apiextensions.k8s.io/v1/customresourcedefinitions", "/apis/apiextensions.k8s.io/v1/nothings"),
  ]
  /// One that is good, one that no rule would let pass, and one that is no object.
  private static let bodies: [JSONValue] = [
    ["metadata": ["name": "known"], "data": ["a": "Yg=="]], ["metadata": ["name": "NOT A NAME", "labels": 7]], "text",
  ]

  /// What an answer says, with the names taken out that the request itself said.
  private static func shape(_ answer: RawAnswer, _ target: String) -> String {
    var text = answer.text
    let words = [
      "networking.istio.io", "nothing.test", "known", "other", "nothings", "nothing", "secrets", "default",
      "customresourcedefinitions", "no",
    ]
    for word in words {
      for quoted in ["\\\"\(word)\\\"", "\"\(word)\"", "\(word) is", "\(word)."] { text = text.replacing(quoted, with: "_ ") }
    }
    return "\(answer.code) \(answer.headers.map(\.name)) \(text)"
  }

  @Test("Nobody without credentials learns more than that the server is well", .timeLimit(.minutes(2)))
  func anonymous() async throws {
    try await RunningAPIServer.run { server in
      let client = try await RawClient(server, user: nil)
      let targets =
        Self.pairs.flatMap { [($0.method, $0.there), ($0.method, $0.missing)] }
        + [
          "/", "/api", "/apis", "/version", "/openapi/v2", "/openapi/v3", "/metrics", "/openid/v1/jwks", "/nothing",
          "/api/v1/%zz",
        ].map {
          ("GET", $0)
        }
      var answers: Set<String> = []
      for (method, target) in targets {
        for body in method == "GET" ? [nil] : Self.bodies.map(Optional.some) {
          let answer = try await client(method, target, body)
          #expect(answer.code == 401, "\(method) \(target)")
          answers.insert("\(answer.headers) \(answer.text)")
        }
      }
      #expect(answers.count == 1, "\(answers)")
      #expect(try await client("GET", "/readyz").text == "ok")
      for credentials in ["Bearer wrong", "Basic YTpi", "Bearer", "Nothing"] {
        let answer = try await client("GET", "/api/v1/namespaces", headers: [("Authorization", credentials)])
        #expect(answers == ["\(answer.headers) \(answer.text)"], "\(credentials)")
      }
    }
  }

  @Test("Nobody without a role learns whether something is there, and nothing is judged before it is known who asks")
  func stranger() async throws {
    try await RunningAPIServer.run { server in
      let boss = try await RawClient.administrator(server)
      #expect(try await boss("POST", "/api/v1/namespaces/default/secrets", ["metadata": ["name": "known"]]).code == 201)
      let client = try await RawClient(server, user: "stranger")
      for pair in Self.pairs {
        for body in pair.method == "GET" ? [nil] : Self.bodies.map(Optional.some) {
          let (there, missing) = (
            try await client(pair.method, pair.there, body), try await client(pair.method, pair.missing, body)
          )
          #expect(there.code == 403, "\(pair.there): \(there.text)")
          #expect(Self.shape(there, pair.there) == Self.shape(missing, pair.missing), "\(pair)")
        }
      }
      for header in ["Impersonate-User", "Impersonate-Group"] {
        let answers = try await [
          client("GET", "/api", headers: [("Impersonate-User", "stranger"), (header, "boss")]),
          client("GET", "/api", headers: [("Impersonate-User", "stranger"), (header, "nobody")]),
        ]
        #expect(answers.map(\.code) == [403, 403])
      }
    }
  }

  @Test("Webhooks hear nothing of what is not allowed")
  func webhooksAreNotAsked() async throws {
    try await WebhookServer.run({ .review(["allowed": true], to: $0) }) { hook in
      try await RunningAPIServer.run { server in
        let boss = try await RawClient.administrator(server)
        let configuration: JSONValue = [
          "metadata": ["name": "all"],
          "webhooks": [
            [
              "name": "all.fuzz.test", "sideEffects": "None", "admissionReviewVersions": ["v1"],
              "clientConfig": ["url": .string("https://localhost:\(hook.port)/review"), "caBundle": .string(hook.bundle)],
              "rules": [["apiGroups": [""], "apiVersions": ["*"], "resources": ["configmaps"], "operations": ["*"]]],
            ]
          ],
        ]
        let path = "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations"
        #expect(try await boss("POST", path, configuration).code == 201)
        let client = try await RawClient(server, user: "stranger")
        let (maps, object): (String, JSONValue) = ("/api/v1/namespaces/default/configmaps", ["metadata": ["name": "a"]])
        for query in ["", "?dryRun=All"] {
          for (method, target) in [("POST", maps), ("PUT", "\(maps)/a"), ("PATCH", "\(maps)/a"), ("DELETE", "\(maps)/a")] {
            #expect(try await client(method, target + query, object).code == 403)
          }
        }
        // The webhook is asked where it should be: it was there all the time.
        try await eventually("the webhook is asked") {
          _ = try await boss("POST", maps, ["metadata": ["generateName": "a-"]])
          return !hook.reviews.elements.isEmpty
        }
        #expect(hook.reviews.elements.allSatisfy { $0["request"]?["userInfo"]?["username"] == "boss" })
      }
    }
  }
}
