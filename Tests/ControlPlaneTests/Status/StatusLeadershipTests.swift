import APIServer
import ControlPlane
import KubernetesAPI
import KubernetesClient
import Logging
import MeshTestSupport
import Testing

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
        _ = try await third.running.json(at: "/debug/statusz") { $0["written"] == 1 && $0["queued"] == 0 }
      }
    }
  }

  @Test func whoMayNotWriteSaysSoOnce() async throws {
    try await Self.withServer { embedded, folder, client in
      try await Self.allow("reader", client)
      try await embedded.server.kubeconfig(user: "reader", groups: []).write(to: folder("reader"))
      try await Self.withReplica("reader", kubeconfig: folder("reader"), client: client) { mesh in
        for name in ["a", "b", "c"] { try await mesh.create(StatusMesh.rule(name, host: "\(name).test")) }
        _ = try await mesh.running.json(at: "/debug/statusz") { $0["forbidden"] == ["virtualservices.networking.istio.io"] }
        _ = try await mesh.running.json(at: "/debug/statusz") { $0["rules"] == 3 && $0["onTheirWay"] == 0 && $0["queued"] == 0 }
        let told = mesh.running.log.text.split(separator: "\n").filter { $0.contains("may not be written") }
        #expect(told.count == 1, "\(told)")
        #expect(try await mesh.condition(of: "a") == "")
      }
    }
  }

  /// Lets somebody read everything and hold leases.
  private static func allow(_ user: String, _ client: KubernetesClient) async throws {
    func kind(_ plural: String, _ kind: String) -> KubernetesResource {
      KubernetesResource(
        group: "rbac.authorization.k8s.io", version: "v1", plural: plural, kind: kind, isNamespaced: false)
    }
    let version: JSONValue = "rbac.authorization.k8s.io/v1"
    _ = try await client.create(
      kind("clusterroles", "ClusterRole"),
      [
        "apiVersion": version, "kind": "ClusterRole", "metadata": ["name": .string(user)],
        "rules": [
          ["apiGroups": ["*"], "resources": ["*"], "verbs": ["get", "list", "watch"]],
          ["apiGroups": ["coordination.k8s.io"], "resources": ["leases"], "verbs": ["create", "update"]],
        ],
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
