import APIServer
import KubernetesAPI
import MeshTestSupport
import Testing

/// Nobody gets more than their roles say, however they name what they ask for.
@Suite("Roles and what they do not give", .timeLimit(.minutes(2)))
struct GrantTests {
  private static let group = "/apis/rbac.authorization.k8s.io/v1"
  private static let local = "\(group)/namespaces/default"
  private static let maps = "/api/v1/namespaces/default/configmaps"

  private static func role(_ name: String, _ rules: JSONValue...) -> JSONValue {
    ["metadata": ["name": .string(name)], "rules": .array(rules)]
  }

  private static func rule(_ verbs: [String], _ group: String, _ resources: [String]) -> JSONValue {
    [
      "apiGroups": [.string(group)], "resources": .array(resources.map(JSONValue.string)),
      "verbs": .array(verbs.map(JSONValue.string)),
    ]
  }

  private static func binding(
    _ name: String, kind: String, role: String, group: String = "rbac.authorization.k8s.io", to user: String
  ) -> JSONValue {
    [
      "metadata": ["name": .string(name)],
      "roleRef": ["apiGroup": .string(group), "kind": .string(kind), "name": .string(role)],
      "subjects": [["apiGroup": "rbac.authorization.k8s.io", "kind": "User", "name": .string(user)]],
    ]
  }

  @Test("A binding names a kind of role that there is, and keeps it") func kindsOfRoles() async throws {
    try await RunningAPIServer.run { server in
      let boss = try await RawClient.administrator(server)
      let binders = Self.role(
        "binders",
        Self.rule(["create", "get", "patch", "update"], "rbac.authorization.k8s.io", ["clusterrolebindings", "rolebindings"]))
      #expect(try await boss("POST", "\(Self.group)/clusterroles", binders).code == 201)
      let bound = Self.binding("binders", kind: "ClusterRole", role: "binders", to: "user")
      #expect(try await boss("POST", "\(Self.group)/clusterrolebindings", bound).code == 201)
      let client = try await RawClient(server, user: "user")
      try await eventually("the role is known") {
        try await client("GET", "\(Self.group)/clusterrolebindings/binders").code == 200
      }
      for kind in ["x", "", "clusterrole", "Role"] {
        let mine = Self.binding("mine", kind: kind, role: "cluster-admin", to: "user")
        for somebody in [client, boss] {
          let answer = try await somebody("POST", "\(Self.group)/clusterrolebindings", mine)
          #expect(answer.code == 422, "\(answer.text)")
          let words = "roleRef.kind: Unsupported value: \\\"\(kind)\\\": supported values: \\\"ClusterRole\\\""
          #expect(answer.text.contains(words), "\(answer.text)")
        }
      }
      let local = Self.binding("mine", kind: "x", role: "cluster-admin", to: "user")
      #expect(try await client("POST", "\(Self.local)/rolebindings", local).code == 422)
      let other = Self.binding("mine", kind: "ClusterRole", role: "cluster-admin", group: "example.org", to: "user")
      #expect(try await client("POST", "\(Self.group)/clusterrolebindings", other).code == 422)
      #expect(try await client("POST", "\(Self.group)/clusterrolebindings", ["metadata": ["name": "mine"]]).code == 422)
      let honest = Self.binding("mine", kind: "ClusterRole", role: "cluster-admin", to: "user")
      #expect(try await client("POST", "\(Self.group)/clusterrolebindings", honest).code == 403)

      let merge = [(name: "Content-Type", value: "application/merge-patch+json")]
      let subjects: JSONValue = ["subjects": honest["subjects"] ?? []]
      let whole = "\(Self.group)/clusterrolebindings/cluster-admin"
      #expect(try await client("PATCH", whole, subjects, headers: merge).code == 403)
      for change: JSONValue in [["kind": "x"], ["name": "view"], ["apiGroup": "example.org"]] {
        var patch = subjects
        patch["roleRef"] = change
        for somebody in [client, boss] {
          let answer = try await somebody("PATCH", whole, patch, headers: merge)
          #expect(answer.code == 422 && answer.text.contains("cannot change roleRef"), "\(answer.text)")
        }
      }
      #expect(try await client("GET", "/api/v1/secrets").code == 403)
    }
  }

  @Test("Two spellings of one letter are two roles") func spellings() async throws {
    try await RunningAPIServer.run { server in
      let boss = try await RawClient.administrator(server)
      let (strong, weak) = ("n\u{E9}", "ne\u{301}")
      let admin = Self.binding("user", kind: "ClusterRole", role: "admin", to: "user")
      #expect(try await boss("POST", "\(Self.local)/rolebindings", admin).code == 201)
      #expect(try await boss("POST", "\(Self.local)/roles", Self.role(strong, Self.rule(["*"], "*", ["*"]))).code == 201)
      let client = try await RawClient(server, user: "user")
      try await eventually("the role is known") { try await client("GET", "\(Self.local)/roles").code == 200 }
      let twin = Self.role(weak, Self.rule(["get"], "", ["configmaps"]))
      #expect(try await client("POST", "\(Self.local)/roles", twin).code == 201)
      try await eventually("the twin is known") {
        let weakly = Self.binding("weak", kind: "Role", role: weak, to: "user")
        return try await client("POST", "\(Self.local)/rolebindings", weakly).code == 201
      }
      let mine = try await client("POST", "\(Self.local)/rolebindings", Self.binding("m", kind: "Role", role: strong, to: "user"))
      #expect(mine.code == 403 && mine.text.contains("not currently held"), "\(mine.text)")
      // A slash with an accent on it is a slash all the same: such a name would lie where others do.
      for name in ["a/\u{301}b", "a%\u{301}b"] {
        #expect(try await boss("POST", "\(Self.group)/clusterroles", Self.role(name)).code == 422)
      }
      // The twin's end is not the end of the other.
      #expect(try await boss("DELETE", "\(Self.local)/roles/ne%CC%81").code == 200)
      let names = try await boss("GET", "\(Self.local)/roles").json?["items"]?.array?.compactMap(\.metadata.name)
      #expect(names?.map { Array($0.utf8) } == [Array(strong.utf8)])
      for (text, count) in [("n%C3%A9", 1), ("ne%CC%81", 0)] {
        let list = try await boss("GET", "\(Self.local)/roles?fieldSelector=metadata.name%3D\(text)")
        #expect(list.json?["items"]?.array?.count == count)
      }
    }
  }

  @Test("A role in a namespace is good for the namespace itself") func ownNamespace() async throws {
    try await RunningAPIServer.run { server in
      let boss = try await RawClient.administrator(server)
      let view = Self.binding("user", kind: "ClusterRole", role: "view", to: "user")
      #expect(try await boss("POST", "\(Self.local)/rolebindings", view).code == 201)
      let client = try await RawClient(server, user: "user")
      try await eventually("the role is known") { try await client("GET", "/api/v1/namespaces/default").code == 200 }
      #expect(try await client("GET", "/api/v1/namespaces/default/status").code == 200)
      for path in ["", "/kube-system", "/missing"] {
        #expect(try await client("GET", "/api/v1/namespaces\(path)").code == 403, "\(path)")
      }
      let deletion = try await client("DELETE", "/api/v1/namespaces/default")
      #expect(deletion.code == 403 && deletion.text.contains("in the namespace \\\"default\\\""), "\(deletion.text)")
    }
  }

  @Test("Who may patch does not create by server-side apply") func applyCreates() async throws {
    try await RunningAPIServer.run { server in
      let boss = try await RawClient.administrator(server)
      let patchers = Self.role("patchers", Self.rule(["get", "patch"], "", ["configmaps"]))
      #expect(try await boss("POST", "\(Self.local)/roles", patchers).code == 201)
      let bound = Self.binding("patchers", kind: "Role", role: "patchers", to: "user")
      #expect(try await boss("POST", "\(Self.local)/rolebindings", bound).code == 201)
      let client = try await RawClient(server, user: "user")
      try await eventually("the role is known") { try await client("GET", "\(Self.maps)/a").code == 404 }
      let apply = [(name: "Content-Type", value: "application/apply-patch+yaml")]
      let map: JSONValue = ["apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": "a"], "data": ["b": "c"]]
      for query in ["fieldManager=x", "fieldManager=x&dryRun=All"] {
        let answer = try await client("PATCH", "\(Self.maps)/a?\(query)", map, headers: apply)
        #expect(answer.code == 403 && answer.text.contains("cannot create resource \\\"configmaps\\\""), "\(answer.text)")
      }
      #expect(try await boss("GET", "\(Self.maps)/a").code == 404)
      #expect(try await boss("PATCH", "\(Self.maps)/a?fieldManager=boss", map, headers: apply).code == 201)
      #expect(try await client("PATCH", "\(Self.maps)/a?fieldManager=x", map, headers: apply).code == 200)
    }
  }
}
