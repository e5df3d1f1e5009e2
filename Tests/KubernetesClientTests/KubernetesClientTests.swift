import KubernetesAPI
import KubernetesClient
import KubernetesTestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct KubernetesClientTests {
  private let kind = ClientHarness.rules
  private let resource = ClientHarness.resource

  @Test func verbsDoWhatTheySay() async throws {
    try await FakeAPIServer.run { server in
      server.add(kind)
      try await ClientHarness.withClient(server) { client in
        let made = try await client.create(resource, namespace: "shop", ClientHarness.object("a"))
        #expect(made["metadata"]?["uid"] != nil)
        let again = await #expect(throws: KubernetesError.self) {
          try await client.create(resource, namespace: "shop", ClientHarness.object("a"))
        }
        #expect(again?.code == .alreadyExists)
        var object = try await client.get(resource, namespace: "shop", name: "a")
        object["spec"] = ["hosts": ["b.test"]]
        let updated = try await client.update(resource, namespace: "shop", name: "a", object)
        #expect(updated["spec"]?["hosts"] == ["b.test"])
        let conflict = await #expect(throws: KubernetesError.self) {
          try await client.update(resource, namespace: "shop", name: "a", object)
        }
        #expect(conflict?.code == .conflict)
        let patched = try await client.patch(
          resource, namespace: "shop", name: "a", .merge(["metadata": ["labels": ["x": "y"]]]))
        #expect(patched["metadata"]?["labels"]?["x"]?.string == "y")
        _ = try await client.patch(resource, namespace: "shop", name: "a", .apply(["spec": [:]], manager: "meltemi", force: true))
        let apply = try #require(server.requests.last)
        #expect(apply.headers["content-type"] == "application/apply-patch+yaml")
        #expect(apply.query == ["fieldManager": "meltemi", "force": "true"])
        _ = try await client.delete(resource, namespace: "shop", name: "a")
        let gone = await #expect(throws: KubernetesError.self) { try await client.get(resource, namespace: "shop", name: "a") }
        #expect(gone?.code == .notFound)
        #expect(gone?.status == 404)
      }
    }
  }

  @Test func listsComeInPages() async throws {
    var options = ClientHarness.options
    options.pageSize = 4
    try await FakeAPIServer.run { [options] server in
      server.add(kind)
      for index in 0..<10 { server.put(ClientHarness.object("r\(index)"), kind: kind) }
      try await ClientHarness.withClient(server, options: options) { client in
        let list = try await client.list(ObjectSelection(resource))
        #expect(list.items.count == 10)
        #expect(server.requests.map { $0.query["limit"] } == ["4", "4", "4"])
      }
    }
  }

  @Test func listThatIsForgottenStartsAgain() async throws {
    let script = FaultScript([(matches: FaultScript.onContinuedList, fault: .status(410))])
    var options = ClientHarness.options
    options.pageSize = 4
    try await FakeAPIServer.run(fault: script.next) { [options] server in
      server.add(kind)
      for index in 0..<10 { server.put(ClientHarness.object("r\(index)"), kind: kind) }
      try await ClientHarness.withClient(server, options: options) { client in
        let list = try await client.list(ObjectSelection(resource))
        #expect(list.items.count == 10)
      }
    }
  }

  @Test func busyServerIsAskedAgain() async throws {
    let onAny: @Sendable (FaultPoint) -> Bool = { _ in true }
    let script = FaultScript([
      (matches: onAny, fault: .status(429, retryAfter: 0)), (matches: onAny, fault: .status(503)), (matches: onAny, fault: .drop),
    ])
    try await FakeAPIServer.run(fault: script.next) { server in
      server.add(kind)
      try await ClientHarness.withClient(server) { client in
        let list = try await client.list(ObjectSelection(resource))
        #expect(list.items.isEmpty)
      }
      #expect(server.requests.count == 4)
    }
  }

  @Test func writesAreNotRepeatedUnlessTheServerSaysSo() async throws {
    for (fault, count) in [(Fault.status(503), 1), (.drop, 1), (.status(503, retryAfter: 0), 2), (.status(429), 2)] {
      let script = FaultScript([(matches: { @Sendable _ in true }, fault: fault)])
      try await FakeAPIServer.run(fault: script.next) { server in
        server.add(kind)
        try await ClientHarness.withClient(server) { client in
          _ = try? await client.create(resource, namespace: "shop", ClientHarness.object("a"))
        }
        // The transport itself may try once more where a connection ended before anything was sent.
        #expect(server.requests.count == count, "\(fault)")
      }
    }
  }

  @Test func triesAreBounded() async throws {
    try await FakeAPIServer.run(fault: { _ in .status(429, retryAfter: 0) }) { server in
      try await ClientHarness.withClient(server) { client in
        let error = await #expect(throws: KubernetesError.self) { try await client.list(ObjectSelection(resource)) }
        #expect(error?.code == .tooManyRequests)
      }
      #expect(server.requests.count == ClientHarness.options.attempts)
    }
  }

  @Test func slowServerAndLargeAnswersAreGivenUp() async throws {
    var options = ClientHarness.options
    options.timeout = .milliseconds(100)
    try await FakeAPIServer.run(fault: { _ in .slow(.seconds(30)) }) { [options] server in
      try await ClientHarness.withClient(server, options: options) { client in
        let error = await #expect(throws: KubernetesError.self) { try await client.list(ObjectSelection(resource)) }
        #expect(error?.code == .timedOut)
      }
    }
    var small = ClientHarness.options
    small.answerLimit = 1000
    try await FakeAPIServer.run { [small] server in
      server.add(kind)
      for index in 0..<10 { server.put(ClientHarness.object("r\(index)"), kind: kind) }
      try await ClientHarness.withClient(server, options: small) { client in
        let error = await #expect(throws: KubernetesError.self) { try await client.list(ObjectSelection(resource)) }
        #expect(error?.code == .tooLarge)
      }
    }
  }

  @Test func kindsOfAServerAreFound() async throws {
    try await FakeAPIServer.run { server in
      server.add(FakeKind(group: "networking.istio.io", version: "v1beta1", plural: "gateways", kind: "Gateway"))
      server.add(FakeKind(group: "networking.istio.io", version: "v1", plural: "gateways", kind: "Gateway"))
      server.add(FakeKind(group: "", plural: "nodes", kind: "Node", isNamespaced: false))
      try await ClientHarness.withClient(server) { client in
        let served = try await client.servedKinds(groups: ["", "networking.istio.io", "security.istio.io"])
        let gateways = served.preferred(group: "networking.istio.io", kind: "Gateway", versions: ["v1", "v1beta1"])
        #expect(gateways?.version == "v1beta1")
        #expect(
          served.preferred(group: "networking.istio.io", kind: "Gateway", versions: ["v1"])?.apiVersion
            == "networking.istio.io/v1")
        #expect(served.preferred(group: "", kind: "Node", versions: ["v1"])?.isNamespaced == false)
        #expect(served.preferred(group: "security.istio.io", kind: "PeerAuthentication", versions: ["v1"]) == nil)
        #expect(served.failures.isEmpty)
      }
    }
  }

  @Test func watchGivesEventsAsTheyCome() async throws {
    try await FakeAPIServer.run { server in
      server.add(kind)
      server.put(ClientHarness.object("a"), kind: kind)
      try await ClientHarness.withClient(server) { client in
        let page = try await client.list(ObjectSelection(resource))
        let stream = try await client.watch(ObjectSelection(resource), from: page.resourceVersion, timeout: .seconds(60))
        var events = stream.makeAsyncIterator()
        server.put(ClientHarness.object("b"), kind: kind)
        server.delete(kind, namespace: "shop", name: "a")
        #expect(try await events.next()?.kind == .added)
        #expect(try await events.next()?.kind == .deleted)
        server.bookmark()
        #expect(try await events.next()?.kind == .bookmark)
      }
    }
  }

  @Test func nobodyAtTheAddressIsToldOf() async throws {
    var options = ClientHarness.options
    options.attempts = 2
    try await ClientHarness.withClient(ClusterConnection(server: "http://127.0.0.1:1"), options: options) { client in
      let error = await #expect(throws: KubernetesError.self) { try await client.list(ObjectSelection(resource)) }
      #expect(error?.code == .unreachable)
    }
  }
}
