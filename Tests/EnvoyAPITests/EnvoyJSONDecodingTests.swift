import EnvoyAPI
import Foundation
import SwiftProtobuf
import Testing

@Suite struct EnvoyJSONDecodingTests {
  private func decode<M: Message>(_ type: M.Type = M.self, _ text: String) throws -> EnvoyJSONResult<M> {
    EnvoyJSON.decode(M.self, from: try EnvoyJSONValue(parsing: text.utf8))
  }

  private func issues<M: Message>(_ type: M.Type, _ text: String) throws -> [String] {
    try decode(M.self, text).issues.map { "\($0.kind.rawValue) \($0)" }
  }

  // MARK: - Values

  @Test func readsEveryKindOfField() throws {
    let result = try decode(
      Envoy_Config_Cluster_V3_Cluster.self,
      """
      {
        "name": "outbound|80||a",
        "type": "EDS",
        "lbPolicy": 1,
        "connect_timeout": "1.5s",
        "max_requests_per_connection": 7,
        "edsClusterConfig": {"service_name": "x"},
        "dns_resolvers": null,
        "close_connections_on_host_health_failure": true,
        "metadata": {"filter_metadata": {"istio": {"a": [1, "b", null, true, {"c": 0.5}]}}},
        "circuit_breakers": {"thresholds": [{"max_connections": 4294967295, "retry_budget": {"budget_percent": {"value": 12.5}}}]},
        "ring_hash_lb_config": {"minimum_ring_size": "1024"},
        "lb_subset_config": {"subset_selectors": [{"keys": ["version"], "fallback_policy": "NO_FALLBACK"}]}
      }
      """)
    let cluster = try #require(result.message, "\(result.issues)")
    #expect(result.issues.isEmpty)
    #expect(cluster.name == "outbound|80||a")
    #expect(cluster.type == .eds)
    #expect(cluster.lbPolicy == .leastRequest)
    #expect(cluster.connectTimeout == .with { ($0.seconds, $0.nanos) = (1, 500_000_000) })
    #expect(cluster.maxRequestsPerConnection.value == 7)
    #expect(cluster.edsClusterConfig.serviceName == "x")
    #expect(cluster.closeConnectionsOnHostHealthFailure)
    #expect(cluster.metadata.filterMetadata["istio"]?.fields["a"]?.listValue.values.count == 5)
    #expect(cluster.circuitBreakers.thresholds.first?.maxConnections.value == .max)
    #expect(cluster.ringHashLbConfig.minimumRingSize.value == 1024)
    #expect(cluster.lbSubsetConfig.subsetSelectors.first?.fallbackPolicy == .noFallback)
  }

  @Test func readsBytesInEitherAlphabet() throws {
    for text in ["+/8=", "-_8", "-_8="] {
      let result = try decode(Envoy_Config_Core_V3_DataSource.self, "{\"inline_bytes\": \"\(text)\"}")
      #expect(result.message?.inlineBytes == Data([0xfb, 0xff]))
    }
  }

  @Test func agreesWithSwiftProtobuf() throws {
    let text = """
      {"name": "l", "address": {"socketAddress": {"address": "0.0.0.0", "portValue": 80}}, "filterChains": [{"filters": [
        {"name": "tcp", "typedConfig": {"@type": "type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy",
        "statPrefix": "p", "cluster": "c", "idleTimeout": "3s"}}]}], "trafficDirection": "OUTBOUND",
        "bindToPort": false, "tcpFastOpenQueueLength": 5}
      """
    var theirs = try Envoy_Config_Listener_V3_Listener(jsonString: text)
    try AnyNormalizer.normalize(&theirs)
    #expect(try decode(Envoy_Config_Listener_V3_Listener.self, text).message == theirs)
  }

  @Test func readsWellKnownTypesInsideAny() throws {
    func any(_ type: String, _ rest: String) throws -> EnvoyJSONResult<Google_Protobuf_Any> {
      try decode(Google_Protobuf_Any.self, "{\"@type\": \"type.googleapis.com/google.protobuf.\(type)\"\(rest)}")
    }
    let text = try #require(try any("StringValue", ", \"value\": \"hi\"").message)
    #expect(try Google_Protobuf_StringValue(unpackingAny: text).value == "hi")
    let object = try #require(try any("Struct", ", \"value\": {\"@type\": \"just a member\"}").message)
    #expect(try Google_Protobuf_Struct(unpackingAny: object).fields["@type"]?.stringValue == "just a member")
    #expect(try any("Empty", "").message?.value.isEmpty == true)
    #expect(try any("Duration", "").issues.map(\.kind) == [.wrongType])
    #expect(try any("Duration", ", \"value\": \"1s\", \"more\": 1").issues.map(\.kind) == [.unknownField])
  }

  // MARK: - Issues

  @Test func unknownFieldIsNamedWithItsPathAndLeftOut() throws {
    let result = try decode(
      Envoy_Config_Listener_V3_Listener.self,
      """
      {"name": "l", "filter_chains": [{}, {"filters": [{"typed_config": {
        "@type": "type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy", "stat_prefix": "p",
        "access_log": [{"name": "x", "fliter": {}}]}}]}]}
      """)
    #expect(
      result.issues.map(\.description) == [
        "filter_chains[1].filters[0].typed_config.access_log[0].fliter: envoy.config.accesslog.v3.AccessLog has no field fliter"
      ])
    #expect(result.issues.first?.isError == false)
    #expect(result.message?.filterChains.count == 2)
  }

  @Test func findsAllProblemsAtOnce() throws {
    let found = try issues(
      Envoy_Config_Cluster_V3_Cluster.self,
      """
      {"name": 7, "type": "EDSS", "connect_timeout": "soon", "max_requests_per_connection": -1,
       "typed_extension_protocol_options": {"a.b": {"@type": "type.googleapis.com/no.Such"}, "c": {"x": 1}, "d": null},
       "lb_subset_config": {"subset_selectors": {}}, "eds_cluster_config": [], "health_checks": [{"timeout": true}],
       "metadata": {"filter_metadata": {"a": 1}}}
      """)
    #expect(
      found == [
        "wrongType name: expected a text, found the number 7",
        "wrongType type: expected one of STATIC, STRICT_DNS, LOGICAL_DNS, EDS, ORIGINAL_DST, found the text \"EDSS\"",
        "wrongType connect_timeout: expected a duration in seconds, such as \"1.5s\", found the text \"soon\"",
        "wrongType max_requests_per_connection: expected a whole number from 0 to 4294967295, found the number -1",
        "unknownType typed_extension_protocol_options[\"a.b\"].@type: the message type type.googleapis.com/no.Such is not known",
        "unknownType typed_extension_protocol_options.c: @type is missing: it names the message type, "
          + "as in type.googleapis.com/PACKAGE.MESSAGE",
        "wrongType typed_extension_protocol_options.d: expected a value, found null",
        "wrongType lb_subset_config.subset_selectors: expected a list, found an object",
        "wrongType eds_cluster_config: expected an object (envoy.config.cluster.v3.Cluster.EdsClusterConfig), found a list",
        "wrongType health_checks[0].timeout: expected a duration in seconds, such as \"1.5s\", found true",
        "wrongType metadata.filter_metadata.a: expected an object, found the number 1",
      ])
    #expect(try decode(Envoy_Config_Cluster_V3_Cluster.self, "{\"name\": 7}").message == nil)
  }

  @Test func conflictsAreRefused() throws {
    #expect(
      try issues(Envoy_Config_Cluster_V3_Cluster.self, #"{"lb_policy": "RANDOM", "lbPolicy": "RANDOM"}"#) == [
        "conflictingFields lbPolicy: the field lb_policy is given twice"
      ])
    #expect(
      try issues(Envoy_Config_Core_V3_DataSource.self, #"{"inline_string": "a", "filename": "b"}"#) == [
        "conflictingFields filename: only one of this field and another one that is given may be set"
      ])
  }

  @Test func limitsTheNumberOfIssues() throws {
    let members = (0..<1000).map { EnvoyJSONMember(name: "x\($0)", value: .null) }
    #expect(EnvoyJSON.decode(Envoy_Config_Cluster_V3_Cluster.self, from: .object(members)).issues.count == 100)
  }

  @Test func unknownRootTypeAndBrokenText() {
    #expect(EnvoyJSON.decode(typeName: "no.Such", from: .object([])).issues.map(\.kind) == [.unknownType])
    let result = EnvoyJSON.decode(typeName: "envoy.config.cluster.v3.Cluster", fromText: "{\"name\": }".utf8)
    #expect(result.issues.map(\.description) == ["expected a value at byte 9"])
    #expect(result.issues.map(\.kind) == [.malformed])
  }

  // MARK: - Depth

  @Test(arguments: [1, 8, 16, 24]) func readsEachAnyOnce(depth: Int) throws {
    let json = NestedAny.json(depth: depth)
    let result = EnvoyJSON.decode(typeName: NestedAny.typeName, fromText: json.text().utf8)
    let message = try #require(result.message, "\(result.issues)")
    #expect(result.expandedAnys == depth)
    #expect(EnvoyJSON.encode(message) == json)
  }

  @Test func refusesThirtyLevelsAtOnce() throws {
    let result = EnvoyJSON.decode(typeName: NestedAny.typeName, fromText: NestedAny.json(depth: 30).text().utf8)
    #expect(result.message == nil)
    #expect(result.issues.map(\.kind) == [.tooDeep])
    #expect(result.issues.first?.message.contains("24") == true)
    #expect(result.issues.first?.path.components.count == 25)
    #expect(result.expandedAnys == 24)
  }

  @Test func refusesDeepMessagesAndLists() throws {
    var predicate = EnvoyJSONValue.object(["any_match": .bool(true)])
    var list = EnvoyJSONValue.array([])
    for _ in 0..<120 {
      predicate = .object(["not_match": predicate])
      list = .array([list])
    }
    let rules = EnvoyJSON.decode(typeName: "envoy.config.tap.v3.MatchPredicate", from: predicate)
    #expect(rules.issues.map(\.kind) == [.tooDeep])
    #expect(EnvoyJSON.decode(typeName: "google.protobuf.Value", from: list).issues.map(\.kind) == [.tooDeep])
    let text = String(repeating: "[", count: 100_000)
    #expect(EnvoyJSON.decode(typeName: "google.protobuf.Value", fromText: text.utf8).issues.map(\.kind) == [.malformed])
  }
}
