import MeshTestSupport
import Testing

/// What a real Envoy makes of Gateways.
@Suite(.needsEnvoy, .serialized, .timeLimit(.minutes(5))) struct GatewayLiveTests {
  private typealias Port = GatewayMesh.Port

  @Test func serversEndRedirectAndPassOnTLS() async throws {
    let mesh = try GatewayMesh()
    let client = try mesh.authority.issue(dnsNames: ["client.example.com"])
    let stranger = try mesh.authority.issue(dnsNames: ["stranger.example.com"])
    let forger = try TestAuthority("other").issue(dnsNames: ["client.example.com"])
    try await mesh.run {
      // Mutual TLS: the right name under the right root, and nobody else.
      try await eventually("the gateway answers") {
        (try? await mesh.get("/a", port: Port.https, certificate: client))?.status == 200
      }
      let answer = try await mesh.get("/a", port: Port.https, certificate: client)
      #expect(answer.body.hasPrefix("/a "))
      #expect(answer.body.contains("DNS=client.example.com"))
      for bad in [nil, stranger, forger] {
        await #expect(throws: (any Error).self) { try await mesh.get("/a", port: Port.https, certificate: bad, patience: 1) }
      }

      // Plain text is told to come back with TLS.
      let redirect = try await mesh.get("/b?c=d", scheme: "http", port: Port.http)
      #expect(redirect.status == 301)
      #expect(
        redirect.location == "https://www.example.com:\(Port.http)/b?c=d" || redirect.location == "https://www.example.com/b?c=d")

      // The server name leads on; TLS ends behind, where the certificate is asked for. Other names lead nowhere.
      let passed = try await mesh.get("/e", host: GatewayMesh.passed, port: Port.passthrough, certificate: client)
      #expect(passed.status == 200)
      await #expect(throws: (any Error).self) {
        try await mesh.get("/e", port: Port.passthrough, certificate: client, patience: 1)
      }
    }
  }

  @Test func ingressesAreServed() async throws {
    let mesh = try GatewayMesh()
    try await mesh.run {
      func status(_ path: String, host: String = "ingress.example.com") async throws -> UInt {
        try await mesh.get(path, host: host, scheme: "http").status
      }
      try await eventually("the Ingress answers") { (try? await status("/app")) == 200 }
      #expect(try await status("/app/deeper") == 200)
      // A prefix stands for whole segments.
      #expect(try await status("/apple") == 404)
      #expect(try await status("/app", host: "other.example.com") == 404)
    }
  }
}
