import KubernetesAPI
import KubernetesClient
import KubernetesTestSupport
import Synchronization
import Testing

/// Faults that come in turn.
final class FaultScript: Sendable {
  private let faults: Mutex<[(matches: @Sendable (FaultPoint) -> Bool, fault: Fault)]>

  init(_ faults: [(matches: @Sendable (FaultPoint) -> Bool, fault: Fault)]) { self.faults = Mutex(faults) }

  @Sendable func next(_ point: FaultPoint) -> Fault? {
    faults.withLock { faults in
      guard let first = faults.first, first.matches(point) else { return nil }
      return faults.removeFirst().fault
    }
  }

  var isOver: Bool { faults.withLock(\.isEmpty) }

  static let onEvent: @Sendable (FaultPoint) -> Bool = { if case .event = $0 { true } else { false } }
  static let onWatch: @Sendable (FaultPoint) -> Bool = { if case .request(_, _, true, _) = $0 { true } else { false } }
  static let onList: @Sendable (FaultPoint) -> Bool = { if case .request("GET", _, false, _) = $0 { true } else { false } }
  static let onContinuedList: @Sendable (FaultPoint) -> Bool = { if case .request(_, _, _, true) = $0 { true } else { false } }
}

@Suite(.timeLimit(.minutes(2))) struct InformerTests {
  private let kind = ClientHarness.rules

  private func run(
    _ faults: [(matches: @Sendable (FaultPoint) -> Bool, fault: Fault)] = [],
    options: InformerOptions = ClientHarness.informerOptions,
    _ body: @Sendable (FakeAPIServer, InformerView) async throws -> Void
  ) async throws {
    let script = FaultScript(faults)
    try await FakeAPIServer.run(fault: script.next) { server in
      server.add(kind)
      for index in 0..<8 { server.put(ClientHarness.object("r\(index)"), kind: kind) }
      try await ClientHarness.follow(server, options: options) { view in
        try await view.until(\.isSynced)
        try await body(server, view)
      }
      #expect(script.isOver)
    }
  }

  /// Makes changes of all sorts and waits until the informer has them.
  @Sendable private func expectFollows(_ server: FakeAPIServer, _ view: InformerView) async throws {
    server.put(ClientHarness.object("r0", host: "changed.test"), kind: kind)
    server.delete(kind, namespace: "shop", name: "r1")
    server.put(ClientHarness.object("new"), kind: kind)
    server.delete(kind, namespace: "shop", name: "r2")
    server.put(ClientHarness.object("r2", host: "again.test"), kind: kind)
    let wanted = Dictionary(
      uniqueKeysWithValues: server.objects(kind).map {
        ("shop/\($0["metadata"]?["name"]?.string ?? "")", $0["metadata"]?["resourceVersion"]?.string ?? "")
      })
    let world = try await view.until { $0.versions == wanted }
    #expect(world.mistakes.isEmpty)
  }

  // MARK: Without faults

  @Test func listComesInPagesAndThenChanges() async throws {
    try await run { server, view in
      #expect(view.world.names == (0..<8).map { "r\($0)" })
      #expect(view.world.changes.map(\.upserted.count) == [3, 3, 2])
      #expect(view.world.changes.map(\.completesList) == [false, false, true])
      try await expectFollows(server, view)
      #expect(view.world.conditions == [.following])
    }
  }

  @Test func objectsOfAListSayWhatTheyAre() async throws {
    try await run { _, view in
      let object = try #require(view.world.objects[ObjectName(namespace: "shop", name: "r0")])
      #expect(object["kind"]?.string == "VirtualService")
      #expect(object["apiVersion"]?.string == "networking.istio.io/v1")
    }
  }

  @Test func bookmarksMoveTheWatchOn() async throws {
    try await run { server, view in
      try await eventually { server.watchCount == 1 }
      // Not of this kind: the watch hears of it by the bookmark alone.
      let other = FakeKind(group: "", plural: "configmaps", kind: "ConfigMap")
      server.put(["metadata": ["name": "x"]], kind: other)
      server.bookmark()
      server.put(ClientHarness.object("r0", host: "b.test"), kind: kind)
      try await view.until { $0.changes.count == 4 }
      server.compact()
      server.dropConnections()
      server.put(ClientHarness.object("r0", host: "c.test"), kind: kind)
      try await view.until { $0.objects[ObjectName(namespace: "shop", name: "r0")]?["spec"]?["hosts"] == ["c.test"] }
      // It went on from where it was, although everything before is forgotten.
      let lists = server.requests.filter { $0.query["watch"] == nil }.count
      #expect(lists == 3)
    }
  }

  @Test func selectorsAndNamespacesArePassedOn() async throws {
    try await FakeAPIServer.run { server in
      server.add(kind)
      server.put(ClientHarness.object("a", labels: ["app": "x"]), kind: kind)
      server.put(ClientHarness.object("b"), kind: kind)
      server.put(ClientHarness.object("a", namespace: "other", labels: ["app": "x"]), kind: kind)
      var selection = ObjectSelection(ClientHarness.resource, namespace: "shop")
      selection.labelSelector = "app=x"
      try await ClientHarness.follow(server, selection) { view in
        try await view.until(\.isSynced)
        #expect(view.world.versions.keys.sorted() == ["shop/a"])
        server.put(ClientHarness.object("b", labels: ["app": "x"]), kind: kind)
        try await view.until { $0.objects.count == 2 }
        server.put(ClientHarness.object("a"), kind: kind)
        try await view.until { $0.names == ["b"] }
      }
    }
  }

  @Test func metadataAloneIsAskedForAndKept() async throws {
    try await FakeAPIServer.run { server in
      server.add(kind)
      server.put(ClientHarness.object("a"), kind: kind)
      try await ClientHarness.follow(server, ObjectSelection(ClientHarness.resource, form: .metadata)) { view in
        try await view.until(\.isSynced)
        server.put(ClientHarness.object("b"), kind: kind)
        let world = try await view.until { $0.objects.count == 2 }
        #expect(world.objects.values.allSatisfy { $0["spec"] == nil && $0["metadata"] != nil })
      }
      let accepts = server.requests.compactMap { $0.headers["accept"] }
      #expect(accepts.allSatisfy { $0.contains("as=PartialObjectMetadata") })
    }
  }

  // MARK: Faults

  @Test(arguments: [
    Fault.breakInside, .truncate, .duplicate, .repeatLast, .error(410), .error(500), .close, .slow(.milliseconds(20)),
  ])
  func faultInsideAWatchLosesAndDoublesNothing(_ fault: Fault) async throws {
    try await run([(matches: FaultScript.onEvent, fault: fault)]) { server, view in try await expectFollows(server, view) }
  }

  @Test(arguments: [Fault.status(410), .status(429, retryAfter: 0), .status(503), .status(500), .status(404), .drop])
  func faultAtTheStartOfAWatchLosesAndDoublesNothing(_ fault: Fault) async throws {
    try await run([(matches: FaultScript.onWatch, fault: fault)]) { server, view in try await expectFollows(server, view) }
  }

  @Test(arguments: [Fault.status(410), .status(429, retryAfter: 0), .status(503), .status(403), .drop])
  func faultBetweenPagesLosesAndDoublesNothing(_ fault: Fault) async throws {
    try await run([(matches: FaultScript.onContinuedList, fault: fault)]) { server, view in try await expectFollows(server, view)
    }
  }

  @Test func failureIsToldUntilItIsOver() async throws {
    try await run([(matches: FaultScript.onList, fault: .status(403)), (matches: FaultScript.onList, fault: .status(403))]) {
      _, view in
      let conditions = view.world.conditions
      #expect(conditions.count == 2)
      guard case .failing(let error)? = conditions.first else {
        Issue.record("\(conditions)")
        return
      }
      #expect(error.code == .forbidden)
      #expect(conditions.last == .following)
    }
  }

  @Test func serverThatForgetsAndRestartsIsFollowed() async throws {
    try await run { server, view in
      for round in 0..<5 {
        server.put(ClientHarness.object("r3", host: "h\(round).test"), kind: kind)
        server.delete(kind, namespace: "shop", name: "r\(round + 3)")
        server.compact()
        server.dropConnections()
        try await expectFollows(server, view)
      }
    }
  }

  @Test func kindThatIsMissingIsWaitedFor() async throws {
    try await FakeAPIServer.run { server in
      try await ClientHarness.follow(server) { view in
        try await view.until { $0.isMissing }
        #expect(!view.world.isSynced)
        server.add(kind)
        server.put(ClientHarness.object("a"), kind: kind)
        try await view.until { $0.names == ["a"] }
        #expect(view.world.conditions == [.missingKind, .following])
        server.remove(kind)
        server.dropConnections()
        try await view.until { $0.names.isEmpty && $0.isMissing }
        #expect(view.world.mistakes.isEmpty)
      }
    }
  }

  @Test func eventThatIsTooLargeLeadsToAList() async throws {
    var clientOptions = ClientHarness.options
    clientOptions.eventLimit = 2000
    try await FakeAPIServer.run { [clientOptions] server in
      server.add(kind)
      try await ClientHarness.follow(server, clientOptions: clientOptions) { view in
        try await view.until(\.isSynced)
        server.put(ClientHarness.object("large", host: String(repeating: "x", count: 4000)), kind: kind)
        let world = try await view.until { $0.names == ["large"] }
        #expect(world.conditions.contains { if case .failing(let error) = $0 { error.code == .tooLarge } else { false } })
      }
    }
  }
}
