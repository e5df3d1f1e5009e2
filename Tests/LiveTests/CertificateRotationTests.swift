import Foundation
import MeshTestSupport
import Testing

/// No request is lost while certificates and roots are exchanged under load.
@Suite(.needsEnvoy, .serialized, .timeLimit(.minutes(4))) struct CertificateRotationTests {
  /// How long the load lasts, in seconds; MELTEMI_ROTATION_SECONDS makes it longer.
  private static let seconds = ProcessInfo.processInfo.environment["MELTEMI_ROTATION_SECONDS"].flatMap(Int.init) ?? 50

  @Test("Certificates of 20 s and a new root in the middle, a new connection every 20 requests: no request fails")
  func rotation() async throws {
    _ = try TestEnvoy.require()
    let mesh = try LiveMesh(mode: "delta", certificateLifetime: "20s")
    try mesh.folder.write("config/subsets.yaml", Self.shortConnections)
    try await mesh.run { _ in
      let before = try await Self.certificates(mesh)
      let load = Load(url: mesh.url, authority: mesh.authority)
      async let running = load.run()
      await load.more(100 * Self.seconds)
      let rotated = try await mesh.authority(["ca", "rotate", "--distribution", "5s"])
      await load.more(100 * Self.seconds)
      load.stop()
      let result = await running
      #expect(result.failures == [:])
      #expect(result.sent >= 200 * Self.seconds)
      #expect(result.answers.keys.sorted() == ["v1", "v2"])
      // What Envoy holds now is neither the certificate nor the set of roots that it began with.
      let after = try await Self.certificates(mesh)
      #expect(after.serials.isDisjoint(with: before.serials))
      #expect(after.roots != before.roots, "\(rotated)")
      // The streams of the first certificates have ended with these, and others have taken their place.
      let streams = try await mesh.metric("meltemi_configurations_granted_total").values.reduce(0, +)
      #expect(streams >= 4, "\(streams)")
      let handshakes = try await mesh.statistic("listener\\..*_9080\\.ssl\\.handshake", of: .server) ?? 0
      #expect(handshakes > Self.seconds)
    }
  }

  private static let shortConnections = """
    apiVersion: networking.istio.io/v1
    kind: DestinationRule
    metadata: {name: server, namespace: default}
    spec:
      host: server
      trafficPolicy:
        connectionPool: {http: {maxRequestsPerConnection: 20}}

    """

  /// Serial numbers of the certificates that the server's Envoy shows, and of those that it believes.
  private static func certificates(_ mesh: LiveMesh) async throws -> (serials: Set<String>, roots: Set<String>) {
    struct Answer: Decodable {
      struct Pair: Decodable {
        var ca_cert: [Certificate]
        var cert_chain: [Certificate]
      }
      struct Certificate: Decodable { var serial_number: String }
      var certificates: [Pair]
    }
    let text = try await LiveMesh.get(mesh.adminURL(.server) + "/certs").body
    let pairs = try JSONDecoder().decode(Answer.self, from: Data(text.utf8)).certificates
    let serials = Set(pairs.flatMap(\.cert_chain).map(\.serial_number))
    #expect(!serials.isEmpty)
    return (serials, Set(pairs.flatMap(\.ca_cert).map(\.serial_number)))
  }
}
