import Foundation
import KubernetesAPI
import KubernetesClient
import KubernetesSource
import MeshAPI
import MeshModel
import Synchronization
import Testing

/// Runs against the API server of a kubeconfig (`MELTEMI_TEST_KUBECONFIG`), whichever it is; where none is named, against the one that
/// comes with Meltemi. It makes a namespace of its own, and takes it away again.
@Suite(.serialized, .timeLimit(.minutes(5))) struct RealClusterTests {
  private static let services = KubernetesResource(group: "", version: "v1", plural: "services", kind: "Service")

  private func service(_ name: String, port: Int64) -> JSONValue {
    [
      "apiVersion": "v1", "kind": "Service", "metadata": ["name": .string(name)],
      "spec": ["selector": ["app": .string(name)], "ports": [["name": "http", "port": .integer(port)]]],
    ]
  }

  @Test func objectsAreMadeChangedListedAndTakenAway() async throws {
    try await RealCluster.run { client, namespace in
      for index in 0..<7 {
        _ = try await client.create(Self.services, namespace: namespace, service("s\(index)", port: 80))
      }
      var selection = ObjectSelection(Self.services, namespace: namespace)
      let page = try await client.page(selection, next: nil, limit: 3)
      #expect(page.items.count == 3)
      #expect(page.next != nil)
      #expect(try await client.list(selection).items.count == 7)
      selection.form = .metadata
      let metadata = try await client.list(selection)
      #expect(metadata.items.allSatisfy { $0["spec"] == nil })
      var object = try await client.get(Self.services, namespace: namespace, name: "s0")
      object["metadata"]?["labels"] = ["a": "b"]
      _ = try await client.update(Self.services, namespace: namespace, name: "s0", object)
      let conflict = await #expect(throws: KubernetesError.self) {
        try await client.update(Self.services, namespace: namespace, name: "s0", object)
      }
      #expect(conflict?.code == .conflict)
      let patched = try await client.patch(
        Self.services, namespace: namespace, name: "s0", .merge(["metadata": ["labels": ["a": "c"]]]))
      #expect(patched.metadata.labels["a"] == "c")
      let applied = try await client.patch(
        Self.services, namespace: namespace, name: "applied",
        .apply(service("applied", port: 81), manager: "meltemi-test", force: true))
      #expect(applied.metadata.name == "applied")
      _ = try await client.delete(Self.services, namespace: namespace, name: "s0")
      let gone = await #expect(throws: KubernetesError.self) {
        try await client.get(Self.services, namespace: namespace, name: "s0")
      }
      #expect(gone?.code == .notFound)
    }
  }

  @Test func watchFromATimeLongAgoIsRefusedOrTold() async throws {
    try await RealCluster.run { client, namespace in
      _ = try await client.create(Self.services, namespace: namespace, service("s", port: 80))
      do {
        let stream = try await client.watch(
          ObjectSelection(Self.services, namespace: namespace), from: "1", timeout: .seconds(5))
        for try await event in stream {
          #expect(event.kind == .error || event.object.metadata.name != nil)
          break
        }
      } catch let error as KubernetesError {
        #expect(error.code == .gone)
      }
    }
  }

  @Test func sourceFollowsTheCluster() async throws {
    try await RealCluster.run { client, namespace in
      var options = KubernetesSourceOptions()
      options.namespaces = [namespace]
      options.kinds = [.service, .namespace]
      options.discoveryInterval = .seconds(1)
      _ = try await client.create(Self.services, namespace: namespace, service("first", port: 80))
      try await ClusterHarness.follow(client.connection, options: options) { sink in
        let key = "Service/\(namespace)/first"
        let world = try await sink.until(\.isSynced)
        #expect(world.has(key))
        #expect(world.has("Namespace/\(namespace)"))
        for index in 0..<20 {
          _ = try await client.create(Self.services, namespace: namespace, service("s\(index)", port: 80))
        }
        try await sink.until { world in (0..<20).allSatisfy { world.has("Service/\(namespace)/s\($0)") } }
        _ = try await client.delete(Self.services, namespace: namespace, name: "first")
        try await sink.until { !$0.has(key) }
        #expect(sink.world.mistakes.isEmpty)
      }
    }
  }

  @Test func secretsAreReadByReference() async throws {
    try await RealCluster.run { client, namespace in
      var options = KubernetesSourceOptions()
      options.namespaces = [namespace]
      options.kinds = [.ingress]
      options.discoveryInterval = .seconds(1)
      for name in ["cert", "private"] {
        _ = try await client.create(.secrets, namespace: namespace, ClusterHarness.secret(name, namespace: namespace))
      }
      let ingresses = KubernetesResource(group: "networking.k8s.io", version: "v1", plural: "ingresses", kind: "Ingress")
      let backend: JSONValue = ["service": ["name": "a", "port": ["number": 80]]]
      let ingress: JSONValue = [
        "apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "metadata": ["name": "i"],
        "spec": ["defaultBackend": backend, "tls": [["hosts": ["a.test"], "secretName": "cert"]]],
      ]
      try await ClusterHarness.follow(client.connection, options: options) { sink in
        try await sink.until(\.isSynced)
        _ = try await client.create(ingresses, namespace: namespace, ingress)
        let world = try await sink.until { $0.has("Secret/\(namespace)/cert") }
        #expect(!world.has("Secret/\(namespace)/private"))
        _ = try await client.delete(ingresses, namespace: namespace, name: "i")
        try await sink.until { !$0.has("Secret/\(namespace)/cert") }
        #expect(sink.world.mistakes.isEmpty)
      }
    }
  }

  @Test func namespacesComeAndGoByTheirLabels() async throws {
    try await RealCluster.run { client, namespace in
      var options = KubernetesSourceOptions()
      options.discoverySelectors = [NamespaceSelector(labels: ["meltemi-test": namespace])]
      options.kinds = [.service, .namespace]
      options.discoveryInterval = .seconds(1)
      _ = try await client.create(Self.services, namespace: namespace, service("s", port: 80))
      let key = "Service/\(namespace)/s"
      try await ClusterHarness.follow(client.connection, options: options) { sink in
        #expect(try await !sink.until(\.isSynced).has(key))
        for label in [JSONValue.string(namespace), .null] {
          _ = try await client.patch(.namespaces, name: namespace, .merge(["metadata": ["labels": ["meltemi-test": label]]]))
          try await sink.until { $0.has(key) != label.isNull }
        }
        #expect(sink.world.mistakes.isEmpty)
      }
    }
  }

  /// Who had a turn, and whether two ever had one at a time.
  private final class Turns: Sendable {
    private struct Done: Error {}
    private let state = Mutex((working: 0, overlaps: 0, names: Set<String>()))

    var overlaps: Int { state.withLock(\.overlaps) }
    var names: Set<String> { state.withLock(\.names) }

    /// Works for a moment and goes home, which gives the lease up.
    @Sendable func take(_ candidate: LeaderElection) async throws {
      do {
        try await candidate.run {
          self.state.withLock { state in
            state.working += 1
            if state.working > 1 { state.overlaps += 1 }
            state.names.insert(candidate.identity)
          }
          try await Task.sleep(for: .milliseconds(500))
          self.state.withLock { $0.working -= 1 }
          throw Done()
        }
      } catch is Done {}
    }
  }

  @Test func candidatesTakeTurns() async throws {
    try await RealCluster.run { client, namespace in
      var options = LeaderElectionOptions()
      options.leaseDuration = .seconds(3)
      options.renewDeadline = .seconds(2)
      options.retryPeriod = .milliseconds(300)
      let turns = Turns()
      let candidates = ["a", "b"].map { name in
        LeaderElection(
          client: client, namespace: namespace, name: "turns", identity: name, options: options, logger: ClusterHarness.quiet)
      }
      async let first: Void = turns.take(candidates[0])
      async let second: Void = turns.take(candidates[1])
      _ = try await (first, second)
      #expect(turns.names == ["a", "b"])
      #expect(turns.overlaps == 0)
    }
  }
}

/// The cluster that the environment names, or one of the test's own.
enum RealCluster {
  static let kubeconfig = ProcessInfo.processInfo.environment["MELTEMI_TEST_KUBECONFIG"]

  /// Runs a test in a namespace of its own.
  static func run(_ body: (KubernetesClient, String) async throws -> Void) async throws {
    guard let kubeconfig else {
      return try await EmbeddedCluster.run { try await run(on: $0.connection, body) }
    }
    try await run(on: try Kubeconfig.load(file: kubeconfig).connection(), body)
  }

  private static func run(on connection: ClusterConnection, _ body: (KubernetesClient, String) async throws -> Void) async throws
  {
    let client = try KubernetesClient(connection, logger: ClusterHarness.quiet)
    let namespace = "meltemi-test-\(UInt32.random(in: 0...UInt32.max))"
    var failure: (any Error)?
    do {
      let object: JSONValue = ["apiVersion": "v1", "kind": "Namespace", "metadata": ["name": .string(namespace)]]
      _ = try await client.create(.namespaces, object)
      try await body(client, namespace)
    } catch {
      failure = error
    }
    _ = try? await client.delete(.namespaces, name: namespace)
    try await client.shutdown()
    if let failure { throw failure }
  }
}
