import MeshTestSupport
import Testing

/// Mutual TLS between real Envoys: what servers take, and what clients choose.
@Suite(.needsEnvoy, .serialized, .timeLimit(.minutes(5))) struct MutualTLSLiveTests {
  @Test func modesDecideWhatServersTake() async throws {
    let mesh = try MutualTLSMesh()
    try await mesh.run { proxies in
      // PERMISSIVE is the default: the client's proxy speaks mutual TLS by itself, and plain text is taken, too.
      try await eventually("requests are answered") { try await mesh.request() == 200 }
      #expect(try await mesh.handshakes(proxies, at: .capable) > 0)
      #expect(await mesh.plainRequest(to: .capable) == 200)

      try mesh.write(rules: MutualTLSMesh.peers("STRICT"))
      try await eventually("plain text is refused") { await mesh.plainRequest(to: .capable) == 0 }
      #expect(try await mesh.request() == 200)

      try mesh.write(rules: MutualTLSMesh.peers("DISABLE"))
      try await eventually("plain text is served again") { await mesh.plainRequest(to: .capable) == 200 }
      try await eventually("the client's proxy speaks plain text") { try await mesh.request() == 200 }
      try mesh.write(rules: MutualTLSMesh.peers("DISABLE") + "---\n" + MutualTLSMesh.destinationRule("{mode: ISTIO_MUTUAL}"))
      try await eventually("mutual TLS is refused") { try await mesh.request() == 503 }
      #expect(await mesh.plainRequest(to: .capable) == 200)
    }
  }

  @Test func clientsChooseByEndpointAndByName() async throws {
    let mesh = try MutualTLSMesh()
    try await mesh.run { proxies in
      try await eventually("requests are answered") { try await mesh.request() == 200 }
      // Each endpoint is spoken with as it can.
      try mesh.write(endpoints: [.plain])
      try await eventually("the other endpoint answers") {
        let status = try await mesh.request()
        return try await mesh.connections(proxies, at: .plain) > 0 && status == 200
      }
      #expect(try await mesh.handshakes(proxies, at: .plain) == 0)
      try mesh.write(endpoints: [.capable, .plain])
      try await eventually("both answer") {
        for _ in 0..<8 where try await mesh.request() != 200 { return false }
        return true
      }
      #expect(try await mesh.handshakes(proxies, at: .plain) == 0)

      // A server that is somebody else than the rule asks for is not spoken with.
      try mesh.write(endpoints: [.capable])
      try mesh.write(
        rules: MutualTLSMesh.destinationRule("{mode: ISTIO_MUTUAL, subjectAltNames: [spiffe://cluster.local/ns/x/sa/y]}"))
      try await eventually("the wrong server is refused") { try await mesh.request() == 503 }
      try mesh.write(rules: MutualTLSMesh.destinationRule("{mode: ISTIO_MUTUAL, subjectAltNames: [\(MutualTLSMesh.account)]}"))
      try await eventually("the right server is spoken with") { try await mesh.request() == 200 }
    }
  }
}
