import EnvoyAPI
import MeshTestSupport
import NIOCore
import Testing
import XDSResources

/// What becomes of requests: retries, mirrors, and protocols that are more than one answer to one request.
@Suite(.needsEnvoy, .serialized, .timeLimit(.minutes(3))) struct RequestRoutingTests {
  private static let web = RoutingMesh.Port(host: 5, number: 8080, spoken: "HTTP", hosts: "*.http.test")

  @Test func retriesAndMirrors() async throws {
    let mesh = try RoutingMesh()
    let (main, shadow) = (HTTPBackend("main"), HTTPBackend("shadow"))
    try await withThrowingTaskGroup(of: Void.self) { group in
      for backend in [main, shadow] { group.addTask { try await backend.run() } }
      // Nobody listens on the port of a server that is gone.
      let gone = try await LineServer("gone")
      await gone.stop()
      let services = [
        RoutingMesh.service("main.http.test", port: 8080, "HTTP", ["v1": await main.port]),
        RoutingMesh.service("half.http.test", port: 8080, "HTTP", ["v1": await main.port, "v2": gone.port]),
        RoutingMesh.service("shadow.http.test", port: 8080, "HTTP", ["v1": await shadow.port]),
        RoutingMesh.service("gone.http.test", port: 8080, "HTTP", ["v1": gone.port]),
      ]
      let client = Client(mesh: mesh, services: services.joined(separator: "---\n"))
      try client.write("main.http.test", "retries: {attempts: 0}")
      try await mesh.run(ports: [Self.web]) {
        try await Self.failuresAreTriedAgain(client, main)
        try await Self.mirrorsGetCopies(client, shadow)
      }
      group.cancelAll()
      while (try? await group.next()) != nil {}
    }
  }

  private static func failuresAreTriedAgain(_ client: Client, _ main: HTTPBackend) async throws {
    try await eventually("requests are answered") { try await client.ask("main.http.test", "/").status == 200 }
    main.fail(1)
    #expect(try await client.ask("main.http.test", "/").status == 503)
    try client.write("main.http.test", "retries: {attempts: 3, retryOn: 5xx, backoff: 1ms}")
    try await eventually("failures are tried again") {
      main.fail(2)
      let before = main.asked.elements.count
      let status = try await client.ask("main.http.test", "/again").status
      main.fail(0)
      return status == 200 && main.asked.elements.count == before + 3
    }
    try client.write("half.http.test", "retries: {attempts: 0}")
    try await eventually("half of the requests find nobody") { try await client.ask("half.http.test", "/").status == 503 }
    try client.write("half.http.test", "retries: {attempts: 5, retryOn: connect-failure, backoff: 1ms}")
    try await eventually("what finds nobody is tried elsewhere") {
      for _ in 0..<20 where try await client.ask("half.http.test", "/").status != 200 { return false }
      return true
    }
  }

  private static func mirrorsGetCopies(_ client: Client, _ shadow: HTTPBackend) async throws {
    try client.write("main.http.test", "mirrors: [{destination: {host: shadow.http.test}}]")
    try await eventually("the mirror is asked") {
      _ = try await client.ask("main.http.test", "/copied")
      return shadow.asked.elements.contains { $0.path == "/copied" }
    }
    #expect(try await client.ask("main.http.test", "/copied").body == "main")
    #expect(shadow.asked.elements.first?.authority == "main.http.test-shadow")
    shadow.fail(100)
    for _ in 0..<5 { #expect(try await client.ask("main.http.test", "/copied").status == 200) }
    await shadow.asked.wait { $0.count >= 6 }
    let mirror = "mirrors: [{destination: {host: gone.http.test}}]"
    try client.write("main.http.test", "\(mirror), headers: {response: {set: {x-step: gone}}}")
    try await eventually("a mirror that is gone changes nothing") {
      let answer = try await client.ask("main.http.test", "/")
      #expect(answer.status == 200)
      return answer.step == "gone"
    }
  }

  /// Asks through the client's proxy.
  private struct Client: Sendable {
    let mesh: RoutingMesh
    let services: String

    /// Replaces the one rule.
    func write(_ host: String, _ rest: String) throws {
      let rule = "{hosts: [\(host)], http: [{route: [{destination: {host: \(host)}}], \(rest)}]}"
      try mesh.write(services, RoutingMesh.object("VirtualService", "rule", rule))
    }

    func ask(_ host: String, _ path: String) async throws -> LiveMesh.Answer {
      try await LiveMesh.get("http://\(mesh.network[5]):8080\(path)", authority: host)
    }
  }

  /// Through both proxies, the client's and the server's.
  @Test func longConversations() async throws {
    let mesh = try RoutingMesh()
    let upgrades = try await UpgradeServer()
    let (network, controlPlanePort) = (mesh.network, mesh.controlPlanePort)
    func service(_ host: String, _ port: Int, _ spoken: String, at address: String) -> String {
      RoutingMesh.service(host, port: port, spoken, ["v1": port], at: address)
        .replacing("address: 127.0.0.1", with: "address: \(mesh.serverAddress)")
    }
    try mesh.write(
      service("chat.http.test", 8080, "HTTP", at: network[5]), service("stream.grpc.test", 9090, "GRPC", at: network[6]))
    let ports = [Self.web, RoutingMesh.Port(host: 6, number: 9090, spoken: "GRPC", hosts: "*.grpc.test")]
    let entrances = [
      RoutingMesh.Entrance(number: 8080, spoken: "HTTP", target: "127.0.0.1:\(upgrades.port)"),
      // The control plane itself is a server of gRPC streams.
      RoutingMesh.Entrance(number: 9090, spoken: "GRPC", target: "0.0.0.0:\(controlPlanePort)"),
    ]
    try await mesh.run(ports: ports, entrances: entrances) {
      try await eventually("a WebSocket is opened") {
        try await Self.chat(network[5], 8080, "chat.http.test") == ["one", "two"]
      }
      try await eventually("a stream of gRPC goes both ways") {
        let cluster = try await ADSTestClient.connect(host: network[6], port: 9090) { client in
          try await client.delta { stream in
            stream.subscribe(.cluster, node: "sidecar~10.0.0.77~other.default~default.svc.cluster.local")
            guard let response = try await stream.next() else { return "" }
            stream.acknowledge(response)
            stream.subscribe(.listener)
            _ = try await stream.next()
            return response.typeURL
          }
        }
        return cluster == TypeURL.cluster.rawValue
      }
    }
    await upgrades.stop()
  }

  /// Opens a WebSocket and says two things, one after the answer to the other.
  /// - Returns: what came back.
  private static func chat(_ host: String, _ port: Int, _ authority: String) async throws -> [String] {
    try await TestSockets.connect(host, port).executeThenClose { inbound, outbound in
      var parts = inbound.makeAsyncIterator()
      let request =
        "GET /chat HTTP/1.1\r\nhost: \(authority)\r\nconnection: upgrade\r\nupgrade: websocket\r\n"
        + "sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
      try await outbound.write(ByteBuffer(string: request))
      var head = ""
      while !head.contains("\r\n\r\n"), let part = try await parts.next() { head += String(buffer: part) }
      guard head.hasPrefix(UpgradeServer.agreement) else { return [head] }
      var answers: [String] = []
      for word in ["one", "two"] {
        try await outbound.write(ByteBuffer(string: word))
        answers.append(try await parts.next().map { String(buffer: $0) } ?? "")
      }
      return answers
    }
  }
}
