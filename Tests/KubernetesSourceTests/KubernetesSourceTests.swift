import KubernetesAPI
import KubernetesClient
import KubernetesSource
import KubernetesTestSupport
import MeshAPI
import MeshAdmission
import MeshModel
import ServiceLifecycle
import Synchronization
import Testing

private typealias Cluster = ClusterHarness

@Suite(.timeLimit(.minutes(2))) struct KubernetesSourceTests {
  // MARK: What every source promises

  @Test func emptyClusterIsSynced() async throws {
    try await Cluster.run { _, sink in
      #expect(sink.world.objects.isEmpty)
      #expect(sink.world.diagnostics.isEmpty)
    }
  }

  @Test func everythingFoundAtStartComesBeforeTheSync() async throws {
    let before: @Sendable (FakeAPIServer) -> Void = { server in
      for index in 0..<7 { server.put(Cluster.rule("r\(index)", host: "h\(index).test"), kind: Cluster.virtualServices) }
    }
    try await Cluster.run(before: before) { server, sink in
      #expect(sink.world.hosts.count == 7)
      #expect(sink.world.batches.allSatisfy { $0.source == Cluster.id })
      server.put(Cluster.rule("more", host: "more.test"), kind: Cluster.virtualServices)
      try await sink.until { $0.hosts["more"] != nil }
      #expect(sink.world.initialSyncs == 1)
    }
  }

  @Test func changesAndRemovalsAreTold() async throws {
    try await Cluster.run { server, sink in
      server.put(Cluster.rule("a", host: "one.test"), kind: Cluster.virtualServices)
      try await sink.until { $0.hosts == ["a": "one.test"] }
      server.put(Cluster.rule("a", host: "two.test"), kind: Cluster.virtualServices)
      try await sink.until { $0.hosts == ["a": "two.test"] }
      server.delete(Cluster.virtualServices, namespace: "shop", name: "a")
      try await sink.until { $0.hosts.isEmpty }
      server.put(Cluster.rule("a", host: "three.test"), kind: Cluster.virtualServices)
      let world = try await sink.until { $0.hosts == ["a": "three.test"] }
      #expect(world.objects.values.first?.place?.file == "virtualservices.networking.istio.io/shop/a")
    }
  }

  @Test func sameContentIsNotToldAgain() async throws {
    try await Cluster.run { server, sink in
      server.put(Cluster.rule("a", host: "one.test"), kind: Cluster.virtualServices)
      try await sink.until { $0.hosts.count == 1 }
      // Another version of the object, with the same content for us.
      server.put(Cluster.rule("a", host: "one.test"), kind: Cluster.virtualServices)
      server.put(Cluster.rule("b", host: "two.test"), kind: Cluster.virtualServices)
      try await sink.until { $0.hosts.count == 2 }
      #expect(sink.world.batches.flatMap(\.upserts).map(\.object.key.name) == ["a", "b"])
    }
  }

  @Test func spoiledObjectKeepsItsLastGoodVersion() async throws {
    try await Cluster.run { server, sink in
      server.put(Cluster.rule("a", host: "one.test"), kind: Cluster.virtualServices)
      try await sink.until { $0.hosts.count == 1 }
      server.put(Cluster.badRule("a"), kind: Cluster.virtualServices)
      server.put(Cluster.badRule("b"), kind: Cluster.virtualServices)
      let spoiled = try await sink.until { $0.refused.count == 2 }
      #expect(spoiled.hosts == ["a": "one.test"])
      #expect(spoiled.refused.map(\.object) == ["VirtualService/shop/a", "VirtualService/shop/b"])
      #expect(spoiled.refused.map(\.hasLastGood) == [true, false])
      let error = try #require(spoiled.diagnostics.first { $0.diagnostic.severity == .error })
      #expect(error.file == "virtualservices.networking.istio.io/shop/a")
      #expect(error.diagnostic.path.hasPrefix("spec"))
      #expect(error.line == nil)
      server.put(Cluster.rule("a", host: "two.test"), kind: Cluster.virtualServices)
      server.delete(Cluster.virtualServices, namespace: "shop", name: "b")
      let mended = try await sink.until { $0.hosts == ["a": "two.test"] && $0.refused.isEmpty }
      #expect(mended.diagnostics.isEmpty)
    }
  }

  @Test func sourceStopsWhenAskedTo() async throws {
    try await FakeAPIServer.run { server in
      for kind in Cluster.all { server.add(kind) }
      let client = try KubernetesClient(ClusterConnection(server: server.url), logger: Cluster.quiet)
      let sink = RecordingSink()
      let source = KubernetesSource(
        id: Cluster.id, client: client, admission: Admission(), sink: sink, options: Cluster.options, logger: Cluster.quiet)
      let group = ServiceGroup(
        configuration: ServiceGroupConfiguration(
          services: [.init(service: source, successTerminationBehavior: .gracefullyShutdownGroup)], logger: Cluster.quiet))
      try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask { try await group.run() }
        try await sink.until(\.isSynced)
        await group.triggerGracefulShutdown()
        try await tasks.waitForAll()
      }
      try await client.shutdown()
    }
  }

  // MARK: Kinds

  @Test func missingKindIsSaidAndTakenInWhenItAppears() async throws {
    let without = Cluster.all.filter { $0 != Cluster.virtualServices }
    try await Cluster.run(kinds: without) { server, sink in
      #expect(sink.world.codes == ["missing-kind"])
      #expect(sink.world.diagnostics.first?.diagnostic.message.contains("VirtualService") == true)
      server.add(Cluster.virtualServices)
      server.put(Cluster.rule("a", host: "one.test"), kind: Cluster.virtualServices)
      let world = try await sink.until { $0.hosts == ["a": "one.test"] && $0.diagnostics.isEmpty }
      #expect(world.initialSyncs == 1)
    }
  }

  @Test func versionThatTheServerPrefersIsRead() async throws {
    let old = FakeKind(group: "networking.istio.io", version: "v1beta1", plural: "virtualservices", kind: "VirtualService")
    let strange = FakeKind(group: "networking.istio.io", version: "v9", plural: "virtualservices", kind: "VirtualService")
    let kinds =
      Cluster.all.filter { $0.group.isEmpty }
      + [Cluster.gateways].map {
        FakeKind(group: $0.group, version: "v1beta1", plural: $0.plural, kind: $0.kind)
      }
    try await Cluster.run(kinds: [strange, old] + kinds) { server, sink in
      server.put(Cluster.rule("a", host: "one.test"), kind: old)
      try await sink.until { $0.hosts == ["a": "one.test"] }
      #expect(server.requests.contains { $0.path == "/apis/networking.istio.io/v1beta1/virtualservices" })
      #expect(!server.requests.contains { $0.path.hasSuffix("/v9/virtualservices") })
    }
  }

  @Test func nothingGoesWhenAKindIsServedInAnotherVersion() async throws {
    let old = FakeKind(group: "networking.istio.io", version: "v1beta1", plural: "virtualservices", kind: "VirtualService")
    var options = Cluster.options
    // Longer than the test may take: discovery has to be woken.
    options.discoveryInterval = .seconds(60)
    let kinds = Cluster.all.map { $0 == Cluster.virtualServices ? old : $0 }
    let before: @Sendable (FakeAPIServer) -> Void = { $0.put(Cluster.rule("a", host: "one.test"), kind: old) }
    try await Cluster.run(kinds: kinds, options: options, before: before) { server, sink in
      #expect(sink.world.hosts == ["a": "one.test"])
      server.withdraw(old)
      server.add(Cluster.virtualServices)
      server.dropConnections()
      server.put(Cluster.rule("b", host: "two.test"), kind: Cluster.virtualServices)
      let world = try await sink.until { $0.hosts == ["a": "one.test", "b": "two.test"] && $0.diagnostics.isEmpty }
      #expect(world.batches.allSatisfy { $0.removals.isEmpty })
      #expect(server.requests.contains { $0.path == "/apis/networking.istio.io/v1/virtualservices" })
    }
  }

  @Test func objectsOfAKindThatStaysAwayAreGone() async throws {
    let before: @Sendable (FakeAPIServer) -> Void = { server in
      server.put(Cluster.rule("a", host: "one.test"), kind: Cluster.virtualServices)
    }
    try await Cluster.run(before: before) { server, sink in
      server.withdraw(Cluster.virtualServices)
      server.dropConnections()
      try await sink.until { $0.hosts.isEmpty && $0.codes == ["missing-kind"] }
      // The same objects, in the same versions.
      server.add(Cluster.virtualServices)
      try await sink.until { $0.hosts == ["a": "one.test"] && $0.diagnostics.isEmpty }
    }
  }

  @Test func bodiesThatNobodyReadsAreNotAskedFor() async throws {
    try await Cluster.run { server, sink in
      server.put(
        ["metadata": ["name": "n", "labels": ["topology.kubernetes.io/zone": "z"]], "spec": ["x": "y"]], kind: Cluster.nodes)
      try await sink.until { $0.has("Node/n") }
      for request in server.requests where request.path == "/api/v1/nodes" {
        #expect(request.headers["accept"]?.contains("PartialObjectMetadata") == true)
      }
    }
  }

  // MARK: Trouble with the server

  @Test func serverThatIsNotThereYetIsWaitedFor() async throws {
    let isDown = Mutex(true)
    try await FakeAPIServer.run(fault: { _ in isDown.withLock { $0 } ? .drop : nil }) { server in
      for kind in Cluster.all { server.add(kind) }
      server.put(Cluster.rule("a", host: "one.test"), kind: Cluster.virtualServices)
      try await Cluster.follow(ClusterConnection(server: server.url)) { sink in
        let waiting = try await sink.until { $0.codes == ["unreadable-kind"] }
        #expect(waiting.initialSyncs == 0)
        isDown.withLock { $0 = false }
        let world = try await sink.until(\.isSynced)
        #expect(world.hosts == ["a": "one.test"])
        try await sink.until(\.diagnostics.isEmpty)
      }
    }
  }

  @Test func whatWeMayNotReadIsNamed() async throws {
    let fault: @Sendable (FaultPoint) -> Fault? = { point in
      if case .request(_, "/api/v1/pods", _, _) = point { .status(403) } else { nil }
    }
    try await Cluster.run(fault: fault) { server, sink in
      #expect(sink.world.codes == ["unreadable-kind"])
      #expect(sink.world.diagnostics.first?.diagnostic.message.contains("pods") == true)
      server.put(Cluster.rule("a", host: "one.test"), kind: Cluster.virtualServices)
      try await sink.until { $0.hosts == ["a": "one.test"] }
    }
  }

  @Test func restartsAndForgottenHistoryChangeNothing() async throws {
    try await Cluster.run { server, sink in
      for round in 0..<4 {
        server.put(Cluster.rule("a", host: "h\(round).test"), kind: Cluster.virtualServices)
        server.put(Cluster.rule("r\(round)", host: "h.test"), kind: Cluster.virtualServices)
        if round > 0 { server.delete(Cluster.virtualServices, namespace: "shop", name: "r\(round - 1)") }
        server.compact()
        server.dropConnections()
        try await sink.until { $0.hosts == ["a": "h\(round).test", "r\(round)": "h.test"] }
      }
    }
  }
}
