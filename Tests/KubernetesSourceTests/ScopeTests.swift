import KubernetesAPI
import KubernetesClient
import KubernetesSource
import KubernetesTestSupport
import MeshAPI
import MeshModel
import Synchronization
import Testing

private typealias Cluster = ClusterHarness

@Suite(.timeLimit(.minutes(2))) struct ScopeTests {
  @Test func onlyNamedNamespacesAreAskedFor() async throws {
    var options = Cluster.options
    options.namespaces = ["shop", "mesh"]
    let before: @Sendable (FakeAPIServer) -> Void = { server in
      for namespace in ["shop", "mesh", "other"] {
        server.put(Cluster.rule(namespace, host: "\(namespace).test", namespace: namespace), kind: Cluster.virtualServices)
      }
    }
    try await Cluster.run(options: options, before: before) { server, sink in
      #expect(sink.world.hosts.keys.sorted() == ["mesh", "shop"])
      #expect(!server.requests.contains { $0.path.hasSuffix("/v1/virtualservices") })
      server.put(Cluster.rule("late", host: "late.test", namespace: "mesh"), kind: Cluster.virtualServices)
      try await sink.until { $0.hosts["late"] != nil }
    }
  }

  @Test func selectedNamespacesComeAndGo() async throws {
    var options = Cluster.options
    options.discoverySelectors = [NamespaceSelector(labels: ["mesh": "yes"])]
    let before: @Sendable (FakeAPIServer) -> Void = { server in
      server.put(Cluster.namespace("shop", labels: ["mesh": "yes"]), kind: Cluster.namespaces)
      server.put(Cluster.namespace("other"), kind: Cluster.namespaces)
      for namespace in ["shop", "other"] {
        server.put(Cluster.rule(namespace, host: "\(namespace).test", namespace: namespace), kind: Cluster.virtualServices)
      }
    }
    try await Cluster.run(options: options, before: before) { server, sink in
      #expect(sink.world.hosts.keys.sorted() == ["shop"])
      server.put(Cluster.rule("unseen", host: "x.test", namespace: "other"), kind: Cluster.virtualServices)
      server.put(Cluster.namespace("other", labels: ["mesh": "yes"]), kind: Cluster.namespaces)
      try await sink.until { $0.hosts.keys.sorted() == ["other", "shop", "unseen"] }
      server.put(Cluster.namespace("shop"), kind: Cluster.namespaces)
      try await sink.until { $0.hosts.keys.sorted() == ["other", "unseen"] }
      server.delete(Cluster.namespaces, namespace: "", name: "other")
      try await sink.until(\.hosts.isEmpty)
    }
  }

  /// Who may not list namespaces does not know them: that is no reason to take everything away.
  @Test func namespacesThatMayNotBeReadAreNotNone() async throws {
    let isForbidden = Mutex(true)
    let fault: @Sendable (FaultPoint) -> Fault? = { point in
      guard case .request(_, "/api/v1/namespaces", _, _) = point else { return nil }
      return isForbidden.withLock { $0 } ? .status(403) : nil
    }
    try await FakeAPIServer.run(fault: fault) { server in
      for kind in Cluster.all { server.add(kind) }
      server.put(Self.meshConfig("discoverySelectors: [{matchLabels: {mesh: \"yes\"}}]"), kind: Cluster.configMaps)
      server.put(Cluster.namespace("shop", labels: ["mesh": "yes"]), kind: Cluster.namespaces)
      server.put(Cluster.rule("one", host: "one.test"), kind: Cluster.virtualServices)
      try await Cluster.follow(ClusterConnection(server: server.url)) { sink in
        let waiting = try await sink.until { $0.codes == ["unreadable-kind"] && $0.has("ConfigMap/istio-system/istio") }
        #expect(waiting.initialSyncs == 0)
        isForbidden.withLock { $0 = false }
        let world = try await sink.until(\.isSynced)
        #expect(world.hosts == ["one": "one.test"])
        try await sink.until(\.diagnostics.isEmpty)
      }
    }
  }

  /// What is watched by name in a namespace follows it in and out, as everything else there does.
  @Test func namedSecretsOfSelectedNamespacesComeAndGo() async throws {
    var options = Cluster.options
    options.discoverySelectors = [NamespaceSelector(labels: ["mesh": "yes"])]
    let before: @Sendable (FakeAPIServer) -> Void = { server in
      server.put(Cluster.namespace("shop", labels: ["mesh": "yes"]), kind: Cluster.namespaces)
      server.put(Cluster.namespace("far"), kind: Cluster.namespaces)
      server.put(Cluster.secret("cert", namespace: "far"), kind: Cluster.secrets)
      server.put(Cluster.secret("near", namespace: "shop"), kind: Cluster.secrets)
      server.put(Cluster.gateway("g", credential: "kubernetes://far/cert"), kind: Cluster.gateways)
      server.put(Cluster.gateway("h", credential: "near"), kind: Cluster.gateways)
    }
    try await Cluster.run(options: options, before: before) { server, sink in
      try await sink.until { $0.has("Secret/shop/near") && !$0.has("Secret/far/cert") }
      for _ in 0..<2 {
        server.put(Cluster.namespace("far", labels: ["mesh": "yes"]), kind: Cluster.namespaces)
        try await sink.until { $0.has("Secret/far/cert") }
        server.put(Cluster.namespace("far"), kind: Cluster.namespaces)
        try await sink.until { !$0.has("Secret/far/cert") }
      }
      // Those of others are not asked for again.
      #expect(server.requests.filter { $0.path == "/api/v1/namespaces/shop/secrets" && $0.query["watch"] == nil }.count == 1)
    }
  }

  // MARK: Selectors of the mesh config

  private static func meshConfig(_ text: String) -> JSONValue {
    ["metadata": ["name": "istio", "namespace": "istio-system"], "data": ["mesh": .string(text)]]
  }

  @Test func discoverySelectorsOfTheMeshConfigAreFollowed() async throws {
    let before: @Sendable (FakeAPIServer) -> Void = { server in
      server.put(
        Self.meshConfig(
          """
          discoverySelectors:
          - matchLabels: {mesh: "yes"}
          - matchExpressions: [{key: team, operator: In, values: [a, b]}, {key: legacy, operator: DoesNotExist}]
          """), kind: Cluster.configMaps)
      let labels: [String: [String: String]] = [
        "one": ["mesh": "yes"], "two": ["team": "b"], "three": ["team": "b", "legacy": ""], "four": [:],
      ]
      for (name, labels) in labels {
        server.put(Cluster.namespace(name, labels: labels), kind: Cluster.namespaces)
        server.put(Cluster.rule(name, host: "\(name).test", namespace: name), kind: Cluster.virtualServices)
      }
    }
    try await Cluster.run(before: before) { server, sink in
      // From the first word on, nothing else is told.
      #expect(sink.world.hosts.keys.sorted() == ["one", "two"])
      #expect(!sink.world.batches.flatMap(\.upserts).contains { $0.object.key.namespace == "four" })
      server.put(Cluster.namespace("three", labels: ["team": "b"]), kind: Cluster.namespaces)
      try await sink.until { $0.hosts.keys.sorted() == ["one", "three", "two"] }
      server.put(Self.meshConfig("discoverySelectors: [{matchLabels: {team: a}}]"), kind: Cluster.configMaps)
      try await sink.until(\.hosts.isEmpty)
      // What is wrong leaves the last good one in force.
      server.put(
        Self.meshConfig("discoverySelectors: [{matchExpressions: [{key: a, operator: Near}]}]"), kind: Cluster.configMaps)
      try await sink.until { $0.codes.contains("invalid-value") }
      #expect(sink.world.hosts.isEmpty)
      server.delete(Cluster.configMaps, namespace: "istio-system", name: "istio")
      try await sink.until { $0.hosts.keys.sorted() == ["four", "one", "three", "two"] }
    }
  }

  @Test func selectorsOfAMeshConfigFileComeFirst() async throws {
    try await FakeAPIServer.run { server in
      for kind in Cluster.all { server.add(kind) }
      server.put(Self.meshConfig("discoverySelectors: [{matchLabels: {mesh: \"yes\"}}]"), kind: Cluster.configMaps)
      for (name, mesh) in [("one", "yes"), ("two", "no")] {
        server.put(Cluster.namespace(name, labels: ["mesh": mesh]), kind: Cluster.namespaces)
        server.put(Cluster.rule(name, host: "\(name).test", namespace: name), kind: Cluster.virtualServices)
      }
      let file = SourceID(rank: 3, name: "mesh-config")
      let outer = OuterMeshConfig(sources: [file], next: RecordingSink())
      try await Cluster.follow(ClusterConnection(server: server.url), outer: outer) { sink in
        var config = MeshConfig()
        config.discoverySelectors = [NamespaceSelector(expressions: [.init("mesh", .notIn, ["yes"])])]
        await outer.accept(FactBatch(source: file, meshConfig: config, isInitialSync: true))
        let world = try await sink.until(\.isSynced)
        #expect(world.hosts.keys.sorted() == ["two"])
        await outer.accept(FactBatch(source: file, meshConfig: MeshConfig()))
        try await sink.until { $0.hosts.count == 2 }
      }
    }
  }

  // MARK: Secrets

  private let secretPaths: @Sendable (FakeAPIServer) -> Set<String> = { server in
    Set(
      server.requests.filter { $0.path.contains("/secrets") }.map { "\($0.path)?\($0.query["fieldSelector"] ?? "")" })
  }

  @Test func onlySecretsThatRulesNameAreRead() async throws {
    let before: @Sendable (FakeAPIServer) -> Void = { server in
      server.put(Cluster.secret("unrelated", namespace: "edge"), kind: Cluster.secrets)
      server.put(Cluster.secret("cert", namespace: "edge"), kind: Cluster.secrets)
      server.put(Cluster.pod("gateway", namespace: "edge", labels: ["istio": "edge"]), kind: Cluster.pods)
      server.put(Cluster.pod("other", namespace: "far", labels: ["istio": "other"]), kind: Cluster.pods)
    }
    try await Cluster.run(before: before) { server, sink in
      #expect(secretPaths(server).isEmpty)
      server.put(Cluster.gateway("g", credential: "cert"), kind: Cluster.gateways)
      try await sink.until { $0.has("Secret/edge/cert") }
      let type = "type!=kubernetes.io/service-account-token"
      let allowed: Set = [
        "/api/v1/namespaces/edge/secrets?metadata.name=cert,\(type)",
        "/api/v1/namespaces/shop/secrets?metadata.name=cert,\(type)",
      ]
      #expect(secretPaths(server).isSubset(of: allowed))
      #expect(!sink.world.keys.contains { $0.contains("unrelated") })
      // A rule that names it no more, and the Secret is forgotten.
      server.put(Cluster.gateway("g", credential: nil), kind: Cluster.gateways)
      try await sink.until { !$0.has("Secret/edge/cert") }
    }
  }

  @Test func secretsAreFoundWhereTheGatewaysWorkloadsAre() async throws {
    try await Cluster.run { server, sink in
      server.put(Cluster.gateway("g", credential: "cert"), kind: Cluster.gateways)
      for namespace in ["one", "two"] { server.put(Cluster.secret("cert", namespace: namespace), kind: Cluster.secrets) }
      server.put(Cluster.pod("p", namespace: "one", labels: ["istio": "edge"]), kind: Cluster.pods)
      try await sink.until { $0.has("Secret/one/cert") && !$0.has("Secret/two/cert") }
      server.put(Cluster.pod("p", namespace: "two", labels: ["istio": "edge"]), kind: Cluster.pods)
      server.delete(Cluster.pods, namespace: "one", name: "p")
      try await sink.until { $0.has("Secret/two/cert") && !$0.has("Secret/one/cert") }
    }
  }

  /// Whoever names more than is watched does not take away what the rules of others name.
  @Test func namespaceThatNamesTooMuchHarmsNobodyElse() async throws {
    var options = Cluster.options
    options.maximumReferences = 6
    try await Cluster.run(options: options) { server, sink in
      server.put(Cluster.secret("cert", namespace: "shop"), kind: Cluster.secrets)
      server.put(Cluster.gateway("g", credential: "cert"), kind: Cluster.gateways)
      try await sink.until { $0.has("Secret/shop/cert") }
      for number in 0..<9 {
        server.put(Cluster.gateway("g\(number)", credential: "c\(number)", namespace: "aaa"), kind: Cluster.gateways)
      }
      try await sink.until { $0.codes == ["too-many-references"] }
      server.put(Cluster.secret("late", namespace: "zzz"), kind: Cluster.secrets)
      server.put(Cluster.gateway("g", credential: "late", namespace: "zzz"), kind: Cluster.gateways)
      let world = try await sink.until { $0.has("Secret/zzz/late") }
      #expect(world.has("Secret/shop/cert") && !world.batches.contains { !$0.removals.isEmpty })
    }
  }

  /// Of a workload's labels those of the object come first, as for the translation.
  @Test func workloadEntriesAreFoundByTheirOwnLabels() async throws {
    let entries = FakeKind(group: "networking.istio.io", plural: "workloadentries", kind: "WorkloadEntry")
    var options = Cluster.options
    options.kinds.insert(.workloadEntry)
    try await Cluster.run(kinds: Cluster.all + [entries], options: options) { server, sink in
      let entry: JSONValue = [
        "metadata": ["name": "vm", "namespace": "far", "labels": ["istio": "edge"]],
        "spec": ["address": "10.0.0.9", "labels": ["istio": "other"]],
      ]
      server.put(entry, kind: entries)
      server.put(Cluster.secret("cert", namespace: "far"), kind: Cluster.secrets)
      server.put(Cluster.gateway("g", credential: "cert"), kind: Cluster.gateways)
      try await sink.until { $0.has("Secret/far/cert") }
    }
  }

  @Test func tokensOfServiceAccountsAreNotRead() async throws {
    try await Cluster.run { server, sink in
      server.put(Cluster.secret("token", namespace: "shop", type: "kubernetes.io/service-account-token"), kind: Cluster.secrets)
      server.put(Cluster.secret("cert", namespace: "shop"), kind: Cluster.secrets)
      server.put(Cluster.gateway("a", credential: "token"), kind: Cluster.gateways)
      server.put(Cluster.gateway("b", credential: "cert"), kind: Cluster.gateways)
      let world = try await sink.until { $0.has("Secret/shop/cert") }
      #expect(!world.has("Secret/shop/token"))
    }
  }

  @Test func configOfTheMeshIsReadAndNoOtherConfigMap() async throws {
    let before: @Sendable (FakeAPIServer) -> Void = { server in
      server.put(
        ["metadata": ["name": "istio", "namespace": "istio-system"], "data": ["mesh": "accessLogFile: /dev/stdout\n"]],
        kind: Cluster.configMaps)
      server.put(["metadata": ["name": "other", "namespace": "shop"], "data": ["a": "b"]], kind: Cluster.configMaps)
    }
    try await Cluster.run(before: before) { server, sink in
      #expect(sink.world.keys == ["ConfigMap/istio-system/istio"])
      #expect(!server.requests.contains { $0.path == "/api/v1/configmaps" })
    }
  }
}
