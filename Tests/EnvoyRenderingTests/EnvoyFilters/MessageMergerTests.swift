import EnvoyAPI
import MeshAPI
import SwiftProtobuf
import Testing

@testable import EnvoyRendering

/// How one message is merged into another.
@Suite struct MessageMergerTests {
  private static func cluster(_ json: String) throws -> Envoy_Config_Cluster_V3_Cluster {
    try #require(EnvoyJSON.decode(Envoy_Config_Cluster_V3_Cluster.self, from: try EnvoyJSONValue(parsing: json.utf8)).message)
  }

  private static func merged(_ target: String, _ source: String, replacingLists: Bool = false) throws -> String {
    var message = try cluster(target)
    try MessageMerger.merge(try cluster(source), into: &message, replacingLists: replacingLists)
    return EnvoyJSON.encode(message).text()
  }

  @Test func scalarsAndMessages() throws {
    #expect(
      try Self.merged(
        #"{"name": "a", "connect_timeout": "1.5s", "upstream_connection_options": {"tcp_keepalive": {"keepalive_time": 1}}}"#,
        #"{"alt_stat_name": "b", "connect_timeout": "2s", "upstream_connection_options": {"tcp_keepalive": {"keepalive_probes": 3}}}"#
      )
        == #"{"name":"a","connect_timeout":"2s","alt_stat_name":"b","upstream_connection_options":"#
        + #"{"tcp_keepalive":{"keepalive_probes":3,"keepalive_time":1}}}"#)
  }

  @Test func listsGrowOrAreReplaced() throws {
    let (old, new) = (#"{"dns_resolvers": [{"pipe": {"path": "a"}}]}"#, #"{"dns_resolvers": [{"pipe": {"path": "b"}}]}"#)
    #expect(try Self.merged(old, new) == #"{"dns_resolvers":[{"pipe":{"path":"a"}},{"pipe":{"path":"b"}}]}"#)
    #expect(try Self.merged(old, new, replacingLists: true) == #"{"dns_resolvers":[{"pipe":{"path":"b"}}]}"#)
    #expect(try Self.merged(old, "{}", replacingLists: true) == old.replacing(": ", with: ":"))
  }

  @Test func entriesOfMapsAreReplaced() throws {
    let text = try Self.merged(
      #"{"metadata": {"filter_metadata": {"a": {"x": 1}, "b": {"y": 1}}}}"#,
      #"{"metadata": {"filter_metadata": {"a": {"z": 2}}}}"#)
    #expect(text == #"{"metadata":{"filter_metadata":{"a":{"z":2},"b":{"y":1}}}}"#)
  }

  /// A type from one side with bytes from the other would be garbage.
  @Test func packedMessagesAreReplaced() throws {
    func socket(_ type: String, _ content: String) -> String {
      #"{"transport_socket": {"name": "s", "typed_config": {"@type": "type.googleapis.com/\#(type)"\#(content)}}}"#
    }
    let text = try Self.merged(
      socket("envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext", #", "sni": "a""#),
      socket("envoy.extensions.transport_sockets.raw_buffer.v3.RawBuffer", ""))
    #expect(text.contains("RawBuffer") && !text.contains("sni"))
  }

  @Test func oneOfSeveral() throws {
    #expect(
      try Self.merged(#"{"ring_hash_lb_config": {"minimum_ring_size": 7}}"#, #"{"maglev_lb_config": {"table_size": 11}}"#)
        == #"{"maglev_lb_config":{"table_size":"11"}}"#)
    #expect(
      try Self.merged(
        #"{"ring_hash_lb_config": {"minimum_ring_size": 7}}"#, #"{"ring_hash_lb_config": {"maximum_ring_size": 9}}"#
      )
      .contains("minimum_ring_size"))
  }

  /// What SwiftProtobuf does by itself is the same, but for durations, packed messages and lists that are replaced.
  @Test func agreesWithConcatenation() throws {
    let target = try Self.cluster(
      #"{"name": "a", "type": "EDS", "lb_policy": "RANDOM", "circuit_breakers": {"thresholds": [{"max_retries": 1}]}}"#)
    let source = try Self.cluster(
      #"{"type": "STATIC", "circuit_breakers": {"thresholds": [{"priority": "HIGH"}]}, "respect_dns_ttl": true}"#)
    var (ours, theirs) = (target, target)
    try MessageMerger.merge(source, into: &ours)
    try theirs.merge(serializedBytes: try source.serializedBytes() as [UInt8])
    #expect(ours == theirs)
  }

  @Test func valuesAreReadByTheirTypes() throws {
    let reader = EnvoyPatchReader()
    func issues(_ json: String, _ applyTo: EnvoyFilter.ApplyTo) -> [String] {
      reader.read(Array(json.utf8), for: applyTo).issues.map(\.message)
    }
    for applyTo in EnvoyFilter.ApplyTo.allCases { #expect(reader.read(Array("{}".utf8), for: applyTo).value != nil) }
    #expect(issues(#"{"domains": 7}"#, .virtualHost).count == 1)
    #expect(issues(#"{"domainz": []}"#, .virtualHost).count == 1)
    #expect(reader.read(Array(#"{"domainz": []}"#.utf8), for: .virtualHost).value != nil)
    #expect(issues(#"{"typed_config": {"@type": "type.googleapis.com/nothing.Here"}}"#, .httpFilter).count == 1)
    #expect(reader.read(Array(#"{"name": "a"}"#.utf8), for: .httpFilter).incomplete != nil)
  }
}
