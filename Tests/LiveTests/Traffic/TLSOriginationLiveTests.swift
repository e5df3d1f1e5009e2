import MeshTestSupport
import NIOHTTP1
import Testing

/// TLS that a client's proxy begins, with certificates in files, towards a server that does not belong to the mesh.
@Suite(.needsEnvoy, .timeLimit(.minutes(3))) struct TLSOriginationLiveTests {
  @Test func theRulesCertificatesAreShownAndChecked() async throws {
    let mesh = try TrafficMesh()
    let address = mesh.network[20]
    let server = try TLSServer(address: address, port: 9443, folder: mesh.folder)
    defer { server.process.stop() }
    try mesh.folder.write("config/outside.yaml", Self.entry(address: address))
    @Sendable func write(_ tls: String) throws {
      try mesh.folder.write(
        "config/outside-rule.yaml",
        """
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: outside, namespace: default}
        spec: {host: api.example.com, trafficPolicy: {tls: {\(tls)}}}

        """)
    }
    let pair = "clientCertificate: \(mesh.folder("client.pem")), privateKey: \(mesh.folder("client-key.pem"))"
    let roots = "caCertificates: \(mesh.folder("ca.pem"))"
    try await mesh.run { _ in
      try write("mode: MUTUAL, \(pair), \(roots), sni: api.example.com, subjectAltNames: ['\(TLSServer.identity)']")
      try await eventually("the server answers") { try await mesh.ask(of: "api.example.com").status == 200 }
      let answer = try await mesh.ask(of: "api.example.com")
      #expect(answer.server == "outside")
      #expect(answer.headers.first(name: "x-asked-for") == "api.example.com")
      #expect(answer.headers.first(name: "x-asked-by") == TLSServer.clientIdentity)

      // Somebody else than the rule asks for is not spoken with.
      try write("mode: MUTUAL, \(pair), \(roots), sni: api.example.com, subjectAltNames: ['spiffe://example.com/other']")
      try await eventually("the wrong server is refused") { try await mesh.ask(of: "api.example.com").status == 503 }
      // Where nothing is checked, anybody will do; the server hears the name of the request.
      try write("mode: MUTUAL, \(pair), insecureSkipVerify: true")
      try await eventually("unchecked, the server answers") { try await mesh.ask(of: "api.example.com").status == 200 }
      #expect(try await mesh.ask(of: "api.example.com").headers.first(name: "x-asked-for") == "api.example.com")
      // The server wants a certificate, which SIMPLE does not show.
      try write("mode: SIMPLE, \(roots), sni: api.example.com, subjectAltNames: ['\(TLSServer.identity)']")
      try await eventually("without a certificate the server refuses") {
        try await mesh.ask(of: "api.example.com").status == 503
      }
    }
  }

  private static func entry(address: String) -> String {
    """
    apiVersion: networking.istio.io/v1
    kind: ServiceEntry
    metadata: {name: outside, namespace: default}
    spec:
      hosts: [api.example.com]
      location: MESH_EXTERNAL
      ports: [{number: 8080, name: http, protocol: HTTP, targetPort: 9443}]
      resolution: STATIC
      endpoints: [{address: \(address)}]

    """
  }
}
