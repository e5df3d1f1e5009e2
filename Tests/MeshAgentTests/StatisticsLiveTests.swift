import Foundation
import MeshTestSupport
import Testing

@testable import MeshAgent

/// What a real Envoy makes of the bootstrap's statistics settings, with the names that control planes give.
@Suite(.needsEnvoy, .timeLimit(.minutes(2))) struct StatisticsLiveTests {
  /// `staticBootstrap` with the statistics settings of a configuration and names as a control plane gives them.
  /// - Parameter tags: expressions to take instead of the bootstrap's.
  private func bootstrap(_ configuration: AgentConfiguration, tags: JSONValue? = nil, rules: Bool = false) throws -> String {
    var text = staticBootstrap(statPrefix: "outbound_0.0.0.0_80;")
    if rules { text = Self.withRules(text) }
    let plain = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    guard case .object(var fields) = plain, case .object(var resources)? = fields["static_resources"] else { return "" }
    resources["clusters"] = [
      ["name": "reviews", "type": "STATIC", "alt_stat_name": "outbound|9080|v1|reviews.default.svc.cluster.local;"],
      ["name": "xds-grpc", "type": "STATIC"],
    ]
    fields["static_resources"] = .object(resources)
    fields["stats_config"] = Bootstrap(configuration).json["stats_config"]
    if let tags, case .object(var settings)? = fields["stats_config"] {
      settings["stats_tags"] = tags
      fields["stats_config"] = .object(settings)
    }
    return JSONValue.object(fields).prettyText
  }

  private func prometheus(prefixes: [String], tags: JSONValue? = nil, rules: Bool = false) async throws -> String {
    try await withTemporaryDirectory { directory in
      var options = sidecarOptions(directory: directory)
      options.statsInclusionPrefixes = prefixes
      let configuration = try resolved(options)
      let supervisor = EnvoySupervisor(
        configuration: configuration, bootstrap: try bootstrap(configuration, tags: tags, rules: rules),
        binary: try TestEnvoy.require(),
        environment: [:], logger: LogRecorder.make().logger)
      return try await withRunning([supervisor]) { _ in
        let admin = try #require(try await supervisor.reached(.live).adminURL)
        _ = try await get("http://127.0.0.1:\(try await listenerPort(adminURL: admin))/")
        return try await get(admin + "/stats/prometheus").body
      }
    }
  }

  @Test func namesBecomeLabels() async throws {
    let text = try await prometheus(prefixes: ["*"])
    for expected in [
      #"envoy_cluster_upstream_cx_total{cluster_name="outbound|9080|v1|reviews.default.svc.cluster.local"} 0"#,
      #"envoy_cluster_upstream_cx_total{cluster_name="xds-grpc"} 0"#,
      #"envoy_http_downstream_rq_total{http_conn_manager_prefix="outbound_0.0.0.0_80"} 1"#,
      #"envoy_http_downstream_rq{response_code_class="2xx",http_conn_manager_prefix="outbound_0.0.0.0_80"} 1"#,
      #"envoy_listener_downstream_cx_total{listener_address="127.0.0.1_0"} 1"#,
      #"envoy_listener_downstream_cx_total{worker_id="0",listener_address="127.0.0.1_0"} 1"#,
      #"envoy_listener_http_downstream_rq_completed"#
        + #"{http_conn_manager_listener_prefix="outbound_0.0.0.0_80",listener_address="127.0.0.1_0"} 1"#,
    ] {
      #expect(hasLine(text, like: expected), "no \(expected)")
    }
  }

  /// Rules before the answer to requests, and before the bytes of a listener of TCP; both also in a dry run.
  private static func withRules(_ bootstrap: String) -> String {
    let policies = #"{"policies": {"p": {"permissions": [{"any": true}], "principals": [{"any": true}]}}}"#
    func rules(_ kind: String, _ prefix: String, _ more: String = "") -> String {
      """
      {"name": "envoy.filters.\(kind).rbac", "typed_config": {
        "@type": "type.googleapis.com/envoy.extensions.filters.\(kind).rbac.v3.RBAC", \(more)
        "rules": \(policies), "shadow_rules": \(policies), "shadow_rules_stat_prefix": "\(prefix)"}}
      """
    }
    let prefixes = ["istio_dry_run_allow_", "istio_dry_run_deny_", ""]
    let network = prefixes.map { rules("network", $0, #""stat_prefix": "tcp.","#) }
    let tcp = """
      {"name": "bytes", "address": {"socket_address": {"address": "127.0.0.1", "port_value": 0}},
       "filter_chains": [{"filters": [\(network.joined(separator: ",")), {"name": "envoy.filters.network.tcp_proxy", "typed_config": {
         "@type": "type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy",
         "stat_prefix": "outbound|7||bytes;", "cluster": "reviews"}}]}]},
      """
    return bootstrap.replacing(#""listeners": [{"#, with: #""listeners": [\#(tcp){"#).replacing(
      #""http_filters": ["#, with: #""http_filters": [\#(prefixes.map { rules("http", $0) }.joined(separator: ",")),"#)
  }

  /// The expressions that are tied to the beginnings of names say the same as those that look for their text anywhere.
  @Test func tiedExpressionsMeanTheSame() async throws {
    let anywhere: [String: String] = [
      "authz_dry_run_action": #"(\.istio_dry_run_(allow|deny)_)"#, "authz_dry_run_result": #"(\.shadow_(allowed|denied))"#,
      "authz_enforce_result": #"rbac(\.(allowed|denied))"#, "wasm_filter": #"(wasm_filter\.(.+?)\.)"#,
    ]
    guard case .array(let own)? = Bootstrap(try resolved(sidecarOptions(directory: "/tmp"))).json["stats_config"]?["stats_tags"]
    else {
      Issue.record("no tags")
      return
    }
    let loose = anywhere.sorted { $0.key < $1.key }.map {
      JSONValue.object(["tag_name": .string($0.key), "regex": .string($0.value)])
    }
    let others = own.filter { tag in
      if case .string(let name)? = tag["tag_name"] { anywhere[name] == nil } else { false }
    }
    let before = try await Self.names(prometheus(prefixes: ["*"], tags: .array(loose + others), rules: true))
    let after = try await Self.names(prometheus(prefixes: ["*"], rules: true))
    #expect(after.subtracting(before) == [])
    #expect(before.subtracting(after) == [])
    for expected in [
      #"envoy_http_rbac{authz_enforce_result="allowed",http_conn_manager_prefix="outbound_0.0.0.0_80"}"#,
      #"authz_dry_run_action="allow""#, #"authz_dry_run_action="deny""#, #"authz_dry_run_result="denied""#,
      #"envoy_tcp{authz_enforce_result="denied",tcp_prefix="rbac"}"#, #"response_code_class="2xx""#,
    ] {
      #expect(after.contains { $0.contains(expected) }, "no \(expected) in \(after.filter { $0.contains("rbac") }.sorted())")
    }
  }

  /// Names and labels, without values, labels sorted.
  private static func names(_ text: String) -> Set<String> {
    Set(
      text.split(separator: "\n").compactMap { line in
        guard let open = line.firstIndex(of: "{"), let close = line.lastIndex(of: "}"), !line.contains("_bucket") else {
          return nil
        }
        let labels = line[line.index(after: open)..<close].split(separator: ",").sorted().joined(separator: ",")
        return "\(line[..<open]){\(labels)}"
      })
  }

  @Test func onlyTheUsualFewAreKept() async throws {
    let text = try await prometheus(prefixes: ["http.outbound"])
    #expect(text.contains("envoy_server_live"))
    #expect(text.contains(#"envoy_cluster_upstream_cx_total{cluster_name="xds-grpc"}"#))
    #expect(text.contains(#"http_conn_manager_prefix="outbound_0.0.0.0_80""#))
    #expect(!text.contains("reviews.default"))
    #expect(!text.contains("listener_address"))
  }

  /// Whether a line has the same name, labels in any order, and value.
  private func hasLine(_ text: String, like expected: String) -> Bool {
    func parts(_ line: Substring) -> (head: Substring, labels: Set<Substring>, tail: Substring)? {
      guard let open = line.firstIndex(of: "{"), let close = line.lastIndex(of: "}") else { return nil }
      let labels = line[line.index(after: open)..<close].split(separator: ",")
      return (line[..<open], Set(labels), line[close...])
    }
    guard let wanted = parts(expected[...]) else { return false }
    return text.split(separator: "\n").contains { line in
      guard let found = parts(line) else { return false }
      return found == wanted
    }
  }
}
