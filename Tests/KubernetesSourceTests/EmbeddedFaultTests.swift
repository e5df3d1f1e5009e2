import Foundation
import KubernetesAPI
import KubernetesClient
import KubernetesSource
import KubernetesTestSupport
import MeshAPI
import MeshModel
import MeshTestSupport
import Synchronization
import Testing

private typealias Cluster = ClusterHarness

/// What a source does about a real server that is slow, away, forgetful or refuses it.
@Suite(.serialized, .timeLimit(.minutes(5))) struct EmbeddedFaultTests {
  /// Lets a test say from when on, and for how often, something goes wrong.
  private final class Switch: Sendable {
    private let state: Mutex<(isMet: @Sendable (FaultPoint) -> Bool, fault: Fault, left: Int)?> = Mutex(nil)

    func arm(_ fault: Fault, times: Int = 1, on isMet: @escaping @Sendable (FaultPoint) -> Bool) {
      state.withLock { $0 = (isMet, fault, times) }
    }

    func disarm() { state.withLock { $0 = nil } }

    var isSpent: Bool { state.withLock { ($0?.left ?? 0) <= 0 } }

    @Sendable func next(_ point: FaultPoint) -> Fault? {
      state.withLock { state in
        guard let armed = state, armed.left > 0, armed.isMet(point) else { return nil }
        state?.left -= 1
        return armed.fault
      }
    }
  }

  /// Runs a source on a real server behind a proxy.
  private func run(
    options: KubernetesSourceOptions = Cluster.options, _ faults: Switch = Switch(),
    before: @Sendable (ClusterWriter) async throws -> Void = { _ in },
    _ body: @Sendable (ClusterWriter, FaultProxy, RecordingSink) async throws -> Void
  ) async throws {
    try await EmbeddedCluster.run { cluster in
      try await ClusterWriter.with(cluster.connection) { writer in
        try await writer.put(.namespaces, Cluster.namespace("shop"))
        try await before(writer)
        try await FaultProxy.run(to: cluster.connection, fault: faults.next) { proxy in
          try await Cluster.follow(proxy.connection, options: options) { sink in
            try await body(writer, proxy, sink)
            #expect(sink.world.mistakes.isEmpty)
          }
        }
      }
    }
  }

  // MARK: Watches

  private static let onRuleEvent: @Sendable (FaultPoint) -> Bool = {
    if case .event(let path) = $0 { path.hasSuffix("/virtualservices") } else { false }
  }

  /// 410 in the midst of a watch, a connection that is dropped inside of an event, JSON that is cut short, an event that comes twice or
  /// again, a server that is slow.
  @Test(arguments: [
    Fault.error(410), .breakInside, .truncate, .duplicate, .repeatLast, .slow(.milliseconds(200)), .error(500), .close,
  ])
  func faultInsideAWatchLosesAndDoublesNothing(_ fault: Fault) async throws {
    let faults = Switch()
    try await run(faults) { writer, _, sink in
      try await sink.until(\.isSynced)
      try await writer.put(ClusterWriter.virtualServices, Cluster.rule("a", host: "one.test"))
      try await sink.until { $0.hosts == ["a": "one.test"] }
      faults.arm(fault, times: 3, on: Self.onRuleEvent)
      for round in 0..<6 {
        try await writer.put(ClusterWriter.virtualServices, Cluster.rule("a", host: "h\(round).test"))
        try await writer.put(ClusterWriter.virtualServices, Cluster.rule("b\(round)", host: "b.test"))
        try await writer.delete(ClusterWriter.virtualServices, namespace: "shop", name: "b\(round - 1)")
      }
      let world = try await sink.until { $0.hosts == ["a": "h5.test", "b5": "b.test"] }
      #expect(faults.isSpent)
      #expect(world.initialSyncs == 1)
    }
  }

  @Test func pageThatIsTooLateIsListedAnew() async throws {
    let faults = Switch()
    faults.arm(.status(410), times: 2) { if case .request(_, _, _, let isContinued) = $0 { isContinued } else { false } }
    let before: @Sendable (ClusterWriter) async throws -> Void = { writer in
      for index in 0..<8 {
        try await writer.put(ClusterWriter.virtualServices, Cluster.rule("r\(index)", host: "r.test"))
      }
    }
    try await run(faults, before: before) { _, proxy, sink in
      let world = try await sink.until(\.isSynced)
      #expect(world.hosts.count == 8)
      #expect(faults.isSpent)
    }
  }

  // MARK: Kinds and namespaces

  @Test func kindsThatComeLaterAreTakenIn() async throws {
    let faults = Switch()
    faults.arm(.status(404), times: .max) {
      if case .request(_, let path, _, _) = $0 { path.hasPrefix("/apis/networking.istio.io") } else { false }
    }
    try await run(faults) { writer, _, sink in
      let world = try await sink.until(\.isSynced)
      #expect(world.codes == ["missing-kind"])
      try await writer.put(ClusterWriter.virtualServices, Cluster.rule("a", host: "one.test"))
      faults.disarm()
      let later = try await sink.until { $0.hosts == ["a": "one.test"] && $0.diagnostics.isEmpty }
      #expect(later.initialSyncs == 1)
    }
  }

  @Test func namespacesComeAndGoByTheirLabels() async throws {
    var options = Cluster.options
    options.discoverySelectors = [NamespaceSelector(labels: ["mesh": "yes"])]
    try await run(options: options) { writer, _, sink in
      try await writer.put(ClusterWriter.virtualServices, Cluster.rule("a", host: "one.test"))
      #expect(try await sink.until(\.isSynced).hosts.isEmpty)
      for _ in 0..<2 {
        try await writer.put(.namespaces, Cluster.namespace("shop", labels: ["mesh": "yes"]))
        try await sink.until { $0.hosts == ["a": "one.test"] }
        try await writer.put(.namespaces, Cluster.namespace("shop", labels: ["mesh": "no"]))
        try await sink.until(\.hosts.isEmpty)
      }
    }
  }

  @Test func secretsAreReadByReferenceAndOfSomeKindsTheMetadataAlone() async throws {
    try await run { writer, proxy, sink in
      for name in ["cert", "private"] { try await writer.put(.secrets, Cluster.secret(name, namespace: "shop")) }
      try await sink.until(\.isSynced)
      try await writer.put(ClusterWriter.gateways, Cluster.gateway("g", credential: "cert"))
      let world = try await sink.until { $0.has("Secret/shop/cert") }
      #expect(!world.keys.contains { $0.contains("private") })
      let exchanges = proxy.exchanges.elements
      let secrets = exchanges.filter { $0.target.contains("/secrets") }
      #expect(!secrets.isEmpty && secrets.allSatisfy { $0.target.contains("fieldSelector=metadata.name%3Dcert") }, "\(secrets)")
      for kind in ["namespaces", "nodes"] {
        let asked = exchanges.filter { $0.target.hasPrefix("/api/v1/\(kind)?") }
        #expect(!asked.isEmpty && asked.allSatisfy { $0.accept.contains("as=PartialObjectMetadata") }, "\(asked)")
      }
    }
  }

  // MARK: Clocks

  @Test func clockThatJumpsLosesAndDoublesNothing() async throws {
    try await EmbeddedCluster.run { cluster in
      try await ClusterWriter.with(cluster.connection) { writer in
        try await writer.put(.namespaces, Cluster.namespace("shop"))
        let clock = JumpingClock()
        try await Cluster.follow(cluster.connection, clock: clock) { sink in
          try await sink.until(\.isSynced)
          for (round, hours) in [1, -2, 24, -24, 24 * 365, 0].enumerated() {
            clock.jump(.seconds(hours * 3600))
            try await writer.put(ClusterWriter.virtualServices, Cluster.rule("a", host: "h\(round).test"))
            try await sink.until { $0.hosts == ["a": "h\(round).test"] }
          }
          #expect(sink.world.mistakes.isEmpty)
          #expect(sink.world.initialSyncs == 1)
        }
      }
    }
  }

  // MARK: Credentials

  private func plugin(_ folder: TestFolder) throws -> ExecPlugin {
    try folder.write(
      "plugin",
      """
      #!/bin/sh
      test -f "$TOKEN" || { echo sorry >&2; exit 3; }
      printf '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"token":"%s"}}' "$(cat "$TOKEN")"

      """)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder("plugin"))
    var plugin = ExecPlugin(version: .v1, command: folder("plugin"))
    plugin.environment["TOKEN"] = ConcealedText(folder("token"))
    return plugin
  }

  /// A token of a service account that may read everything.
  private func token(_ writer: ClusterWriter, account: String) async throws -> String {
    try await writer.put(.serviceAccounts, ["metadata": ["name": .string(account), "namespace": "shop"]])
    let bindings = KubernetesResource(
      group: "rbac.authorization.k8s.io", version: "v1", plural: "clusterrolebindings", kind: "ClusterRoleBinding",
      isNamespaced: false)
    try await writer.put(
      bindings,
      [
        "metadata": ["name": .string(account)],
        "roleRef": ["apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "cluster-admin"],
        "subjects": [["kind": "ServiceAccount", "namespace": "shop", "name": .string(account)]],
      ])
    let request = try await writer.client.create(
      .serviceAccounts, namespace: "shop", name: account, subresource: "token",
      ["apiVersion": "authentication.k8s.io/v1", "kind": "TokenRequest", "spec": [:]])
    return try #require(request["status"]?["token"]?.string)
  }

  @Test(arguments: [true, false]) func credentialsThatAreMissingOrEndAreWaitedFor(byPlugin: Bool) async throws {
    try await EmbeddedCluster.run { cluster in
      try await ClusterWriter.with(cluster.connection) { writer in
        try await writer.put(.namespaces, Cluster.namespace("shop"))
        try await writer.put(ClusterWriter.virtualServices, Cluster.rule("a", host: "one.test"))
        let first = try await token(writer, account: "first")
        var connection = cluster.connection
        connection.user = Kubeconfig.User()
        if byPlugin {
          connection.user.exec = try plugin(cluster.folder)
        } else {
          connection.user.tokenFile = cluster.folder("token")
        }
        // The plugin fails, or the file says something that nobody gave.
        if !byPlugin { try cluster.folder.write("token", "nonsense-nonsense") }
        try await Cluster.follow(connection) { sink in
          try await sink.until { $0.codes.contains("unreadable-kind") }
          #expect(sink.world.initialSyncs == 0 && sink.world.objects.isEmpty)
          try cluster.folder.write("token", first)
          try await sink.until { $0.isSynced && $0.hosts == ["a": "one.test"] && $0.diagnostics.isEmpty }
          // The account goes, and its token with it; another one comes.
          let second = try await token(writer, account: "second")
          try await writer.delete(.serviceAccounts, namespace: "shop", name: "first")
          try cluster.folder.write("token", second)
          try await writer.put(ClusterWriter.virtualServices, Cluster.rule("a", host: "two.test"))
          try await sink.until { $0.hosts == ["a": "two.test"] }
          #expect(sink.world.mistakes.isEmpty)
        }
      }
    }
  }

  @Test func certificateThatIsRefusedIsSaid() async throws {
    try await EmbeddedCluster.run { cluster in
      try await EmbeddedCluster.run { other in
        // Of an authority that this server does not know.
        var connection = cluster.connection
        connection.user = other.connection.user
        try await Cluster.follow(connection) { sink in
          let world = try await sink.until { $0.codes.contains("unreadable-kind") }
          #expect(world.initialSyncs == 0)
        }
      }
    }
  }
}
