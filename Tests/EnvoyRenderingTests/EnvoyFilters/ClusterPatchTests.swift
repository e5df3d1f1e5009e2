import EnvoyAPI
import EnvoyRendering
import MeshAPI
import MeshTranslation
import SwiftProtobuf
import Testing

/// What patches do to clusters.
@Suite struct ClusterPatchTests {
  private static func patched(
    _ json: String, _ patches: EnvoyPatch...
  ) throws -> (cluster: Envoy_Config_Cluster_V3_Cluster, problems: [String]) {
    let read = EnvoyJSON.decode(Envoy_Config_Cluster_V3_Cluster.self, from: try EnvoyJSONValue(parsing: json.utf8))
    var cluster = try #require(read.message)
    let problems = ClusterPlan.apply(patches, to: &cluster)
    return (cluster, problems.map(\.message))
  }

  private static let tls = "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext"

  private static func socket(_ name: String, _ content: String) -> String {
    #"{"name": "\#(name)", "typed_config": {"@type": "\#(tls)", \#(content)}}"#
  }

  @Test func settingsAreMerged() throws {
    let (cluster, problems) = try Self.patched(
      #"{"name": "c", "connect_timeout": "0.5s", "circuit_breakers": {"thresholds": [{"max_retries": 1}]}}"#,
      PatchFixture.patch(
        .merge, .cluster, #"{"connect_timeout": "2s", "circuit_breakers": {"thresholds": [{"max_retries": 2}]}}"#),
      PatchFixture.patch(.merge, .cluster, #"{"name": "d"}"#, index: 1))
    #expect(cluster.connectTimeout.seconds == 2 && cluster.connectTimeout.nanos == 0)
    #expect(cluster.circuitBreakers.thresholds.map(\.maxRetries.value) == [1, 2])
    #expect(cluster.name == "c" && problems == ["the name of a cluster cannot be changed"])
  }

  @Test func listsMayBeReplaced() throws {
    let (cluster, _) = try Self.patched(
      #"{"name": "c", "circuit_breakers": {"thresholds": [{"max_retries": 1}]}}"#,
      PatchFixture.patch(.mergeAndReplaceLists, .cluster, #"{"circuit_breakers": {"thresholds": [{"max_retries": 2}]}}"#))
    #expect(cluster.circuitBreakers.thresholds.map(\.maxRetries.value) == [2])
  }

  @Test func transportSocketsAreMergedUnpackedOrReplaced() throws {
    let own = #"{"name": "c", "transport_socket": \#(Self.socket("tls", #""sni": "a""#))}"#
    func sni(_ cluster: Envoy_Config_Cluster_V3_Cluster) throws -> String {
      let context = try Envoy_Extensions_TransportSockets_Tls_V3_UpstreamTlsContext(
        serializedBytes: cluster.transportSocket.typedConfig.value)
      return "\(context.sni) \(context.allowRenegotiation)"
    }
    let value = #"{"transport_socket": \#(Self.socket("tls", #""allow_renegotiation": true"#)), "connect_timeout": "1s"}"#
    let merged = try Self.patched(own, PatchFixture.patch(.merge, .cluster, value)).cluster
    #expect(try sni(merged) == "a true")
    // The rest of the patch counts, too.
    #expect(merged.connectTimeout.seconds == 1)
    let other = value.replacing(#""name": "tls""#, with: #""name": "other""#)
    let replaced = try Self.patched(own, PatchFixture.patch(.merge, .cluster, other)).cluster
    #expect(try sni(replaced) == " true" && replaced.transportSocket.name == "other")
  }

  @Test func socketsToChooseFrom() throws {
    let matches = #"[{"name": "m", "transport_socket": \#(Self.socket("tls", #""sni": "a""#))}, {"name": "plain"}]"#
    let value = #"{"transport_socket": \#(Self.socket("tls", #""sni": "b""#))}"#
    let own = #"{"name": "c", "transport_socket_matches": \#(matches)}"#
    let (cluster, _) = try Self.patched(own, PatchFixture.patch(.merge, .cluster, value))
    let config = try #require(cluster.transportSocketMatches.first?.transportSocket.typedConfig)
    #expect(try Envoy_Extensions_TransportSockets_Tls_V3_UpstreamTlsContext(serializedBytes: config.value).sni == "b")
    #expect(!cluster.hasTransportSocket)
    let other = value.replacing(#""name": "tls""#, with: #""name": "other""#)
    let (_, problems) = try Self.patched(own, PatchFixture.patch(.merge, .cluster, other))
    #expect(problems == ["none of the cluster's transport sockets is a other"])
  }

  @Test func aNameThatIsTakenIsLeftOut() throws {
    let (cluster, problems) = try Self.patched(
      #"{"name": "c"}"#, PatchFixture.patch(.add, .cluster, #"{"name": "c", "connect_timeout": "1s"}"#))
    #expect(!cluster.hasConnectTimeout && problems == ["there is a cluster of this name already"])
  }
}
