import APIServer
import ControlPlane
import KubernetesAPI
import KubernetesClient
import Logging
import MeshTestSupport
import Testing
import XDSResources

/// Of several control planes on one API server, one writes; and one that may not write says so and goes on.
@Suite(.timeLimit(.minutes(2))) struct StatusLeadershipTests {
  /// Runs an API server by itself.
  private static func withServer(
    _ body: (EmbeddedAPIServer, TestFolder, KubernetesClient) async throws -> Void
  ) async throws {
    let folder = try TestFolder()
    let embedded = try EmbeddedAPIServer(StatusMesh.embedded(in: folder), logger: LogRecorder().logger)
    try await withServices(embedded.services) {
      try await StatusMesh.withClient(folder("kubeconfig")) { client in
        _ = try await client.create(.namespaces, ["apiVersion": "v1", "kind": "Namespace", "metadata": ["name": "shop"]])
        try await body(embedded, folder, client)
      }
    }
  }

  private static func withReplica(
    _ identity: String, kubeconfig: String, client: KubernetesClient, _ body: (StatusMesh) async throws -> Void
  ) async throws {
    try await withControlPlane(
      ["platform.yaml": SmallMesh.platform],
      configure: { configuration in
        configuration.cluster = (try? StatusMesh.connection(kubeconfig)).map { .connection($0) }
        configuration.status.isOn = true
        configuration.status.identity = identity
        configuration.status.limits.perSecond = 200
        configuration.status.election.leaseDuration = .seconds(3)
        configuration.status.election.renewDeadline = .seconds(2)
        configuration.status.election.retryPeriod = .milliseconds(100)
      }
    ) { try await body(StatusMesh(running: $0, client: client)) }
  }

  @Test func oneWritesAndTheNextTakesOver() async throws {
    try await Self.withServer { _, folder, client in
      let kubeconfig = folder("kubeconfig")
      try await Self.withReplica("first", kubeconfig: kubeconfig, client: client) { first in
        _ = try await first.running.json(at: "/debug/statusz") { $0["isLeading"] == true }
        try await Self.withReplica("second", kubeconfig: kubeconfig, client: client) { other in
          _ = try await other.running.json(at: "/debug/statusz") { $0["leader"] == "first" }
          try await first.create(StatusMesh.rule())
          try await first.until(is: "True 1 UpToDate: 0/0 proxies up to date.")
          let face = try await other.running.get("/debug/statusz").json
          #expect(face["written"] == 0 && face["isLeading"] == false && face["rules"] == 1, "\(face)")
        }
      }
      // Given up at the end, not left to run out.
      let lease = try await client.get(.leases, namespace: "istio-system", name: "meltemi-status")
      #expect(lease["spec"]?["holderIdentity"] == "")
      try await Self.withReplica("third", kubeconfig: kubeconfig, client: client) { third in
        _ = try await third.running.json(at: "/debug/statusz") { $0["leader"] == "third" }
        // What is said already is not said again.
        try await third.create(StatusMesh.rule("late", host: "late.test"))
        try await third.until(of: "late", is: "True 1 UpToDate: 0/0 proxies up to date.")
        // Once when it is in force, and once when analysis has looked at it.
        let face = try await third.running.json(at: "/debug/statusz") { $0["written"].number ?? 0 > 0 && $0["queued"] == 0 }
        #expect((1...2).contains(face["written"].number ?? 0), "\(face)")
      }
    }
  }

  /// A rule has not arrived before proxies of other replicas have it.
  @Test func proxiesOfOtherReplicasAreCountedIn() async throws {
    try await Self.withServer { _, folder, client in
      let kubeconfig = folder("kubeconfig")
      try await Self.withReplica("writer", kubeconfig: kubeconfig, client: client) { writer in
        _ = try await writer.running.json(at: "/debug/statusz") { $0["isLeading"] == true }
        try await Self.withReplica("other", kubeconfig: kubeconfig, client: client) { other in
          try await Self.reportIsThere(client)
          try await other.running.connect { proxy in
            try await proxy.delta { stream in
              stream.subscribe(.route, ["8080"], node: SmallMesh.client)
              stream.acknowledge(try #require(try await stream.next()))
              try await writer.create(StatusMesh.rule())
              let response = try #require(try await stream.next())
              try await writer.until(is: "False 1 OnItsWay: 0/1 proxies up to date.")
              stream.acknowledge(response)
              try await writer.until(is: "True 1 UpToDate: 1/1 proxies up to date.")
            }
          }
          #expect(try await other.running.get("/debug/statusz").json["written"] == 0)
        }
      }
    }
  }

  private static func reportIsThere(_ client: KubernetesClient) async throws {
    try await eventually("the report is there") { try await reports(client).count == 1 }
  }

  private static func reports(_ client: KubernetesClient) async throws -> [JSONValue] {
    var selection = ObjectSelection(.leases, namespace: "istio-system")
    selection.labelSelector = "meltemi.io/status-report"
    return try await client.list(selection).items
  }

  /// Somebody who leads, and is gone.
  private static func ghostLeads(_ client: KubernetesClient) async throws {
    _ = try? await client.delete(.leases, namespace: "istio-system", name: "meltemi-status")
    let lease: JSONValue = [
      "apiVersion": "coordination.k8s.io/v1", "kind": "Lease",
      "metadata": ["name": "meltemi-status", "namespace": "istio-system"],
      "spec": ["holderIdentity": "ghost", "leaseDurationSeconds": 3, "renewTime": "2026-01-01T00:00:00.000000Z"],
    ]
    _ = try await client.create(.leases, namespace: "istio-system", lease)
  }

  /// A replica that ends takes its report back, also if it leads by then; one that was killed finds it again under the same name.
  @Test func reportsOfReplicasThatEndAreTakenBack() async throws {
    try await Self.withServer { _, folder, client in
      let kubeconfig = folder("kubeconfig")
      try await Self.ghostLeads(client)
      var left = JSONValue.null
      try await Self.withReplica("one", kubeconfig: kubeconfig, client: client) { one in
        try await Self.reportIsThere(client)
        left = try #require(try await Self.reports(client).first)
        _ = try await one.running.json(at: "/debug/statusz") { $0["isLeading"] == true }
      }
      #expect(try await Self.reports(client).isEmpty)
      left.metadata.resourceVersion = nil
      left["spec"]?["renewTime"] = "2026-01-01T00:00:00.000000Z"
      _ = try await client.create(.leases, namespace: "istio-system", left)
      try await Self.ghostLeads(client)
      try await Self.withReplica("one", kubeconfig: kubeconfig, client: client) { _ in
        try await eventually("the report is told again") {
          try await Self.reports(client).map { $0["spec"]?["renewTime"]?.string?.hasPrefix("2026-01-01T00:00:00.0") } == [false]
        }
      }
      #expect(try await Self.reports(client).isEmpty)
    }
  }

  /// Proxies of others are not passed over because nobody could ask for them.
  @Test func nothingIsSaidBeforeOthersWereHeard() async throws {
    try await Self.withServer { embedded, folder, client in
      try await Self.allow("writer", client, rules: Self.writing(leases: ["get", "create", "update", "delete"]))
      try await embedded.server.kubeconfig(user: "writer", groups: []).write(to: folder("writer"))
      try await Self.withReplica("writer", kubeconfig: folder("writer"), client: client) { mesh in
        try await mesh.create(StatusMesh.rule())
        _ = try await mesh.running.json(at: "/debug/statusz") {
          $0["isLeading"] == true && $0["onTheirWay"] == 0 && $0["rules"] == 1
        }
        try await eventually("it is said") { mesh.running.log.text.contains("The reports of other replicas cannot be read") }
        #expect(try await mesh.condition() == "")
        _ = try await client.patch(
          Self.kind("clusterroles", "ClusterRole"), name: "writer",
          .merge(["rules": .array(Self.writing(leases: ["get", "list", "create", "update", "delete"]))]))
        try await mesh.until(is: "True 1 UpToDate: 0/0 proxies up to date.")
      }
    }
  }

  private static func writing(leases: [JSONValue]) -> [JSONValue] {
    [
      [
        "apiGroups": ["networking.istio.io", "security.istio.io"], "resources": ["*"],
        "verbs": ["get", "list", "watch", "patch"],
      ],
      ["apiGroups": [""], "resources": ["namespaces"], "verbs": ["get", "list", "watch"]],
      ["apiGroups": ["coordination.k8s.io"], "resources": ["leases"], "verbs": .array(leases)],
    ]
  }

  /// A new leader looks at everything, and writes what differs: at first all (when it is in force, and when analysis has looked at
  /// it), later nothing.
  @Test func whatIsSaidIsNotSaidAgain() async throws {
    try await Self.withServer { _, folder, client in
      let count = 40
      for number in 0..<count {
        _ = try await client.create(
          StatusMesh.virtualServices, namespace: "shop", StatusMesh.rule("rule-\(number)", host: "\(number).test"))
      }
      for (identity, expected) in [("first", count...(2 * count)), ("second", 0...0)] {
        try await Self.withReplica(identity, kubeconfig: folder("kubeconfig"), client: client) { mesh in
          let face = try await mesh.running.json(at: "/debug/statusz") {
            $0["leader"].text == identity && $0["rules"].number == count && $0["onTheirWay"] == 0 && $0["queued"] == 0
              && $0["written"].number ?? 0 >= expected.lowerBound
          }
          #expect(expected.contains(face["written"].number ?? -1) && face["failed"] == 0, "\(face)")
          let last = "rule-\(count - 1)"
          try await eventually("the findings are told") {
            try await mesh.condition("PassedValidation", of: last).hasPrefix("False 1 Errors: IST0101")
          }
        }
      }
    }
  }

  @Test func whoMayNotWriteSaysSoOnce() async throws {
    try await Self.withServer { embedded, folder, client in
      try await Self.allow("reader", client)
      try await embedded.server.kubeconfig(user: "reader", groups: []).write(to: folder("reader"))
      try await Self.withReplica("reader", kubeconfig: folder("reader"), client: client) { mesh in
        for name in ["a", "b", "c"] { try await mesh.create(StatusMesh.rule(name, host: "\(name).test")) }
        _ = try await mesh.running.json(at: "/debug/statusz") {
          $0["forbidden"] == ["virtualservices.networking.istio.io in shop"]
        }
        _ = try await mesh.running.json(at: "/debug/statusz") { $0["rules"] == 3 && $0["onTheirWay"] == 0 && $0["queued"] == 0 }
        let told = mesh.running.log.text.split(separator: "\n").filter { $0.contains("may not be written") }
        #expect(told.count == 1, "\(told)")
        #expect(try await mesh.condition(of: "a") == "")
      }
    }
  }

  private static func kind(_ plural: String, _ kind: String) -> KubernetesResource {
    KubernetesResource(group: "rbac.authorization.k8s.io", version: "v1", plural: plural, kind: kind, isNamespaced: false)
  }

  /// To read everything and hold leases.
  private static let reading: [JSONValue] = [
    ["apiGroups": ["*"], "resources": ["*"], "verbs": ["get", "list", "watch"]],
    ["apiGroups": ["coordination.k8s.io"], "resources": ["leases"], "verbs": ["create", "update"]],
  ]

  private static func allow(_ user: String, _ client: KubernetesClient, rules: [JSONValue] = reading) async throws {
    let version: JSONValue = "rbac.authorization.k8s.io/v1"
    _ = try await client.create(
      kind("clusterroles", "ClusterRole"),
      [
        "apiVersion": version, "kind": "ClusterRole", "metadata": ["name": .string(user)],
        "rules": .array(rules),
      ])
    _ = try await client.create(
      kind("clusterrolebindings", "ClusterRoleBinding"),
      [
        "apiVersion": version, "kind": "ClusterRoleBinding", "metadata": ["name": .string(user)],
        "roleRef": ["apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": .string(user)],
        "subjects": [["apiGroup": "rbac.authorization.k8s.io", "kind": "User", "name": .string(user)]],
      ])
  }
}
