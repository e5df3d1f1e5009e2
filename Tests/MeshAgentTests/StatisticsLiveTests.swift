import Foundation
import MeshTestSupport
import Testing

@testable import MeshAgent

/// What a real Envoy makes of the bootstrap's statistics settings, with the names that control planes give.
@Suite(.needsEnvoy, .timeLimit(.minutes(2))) struct StatisticsLiveTests {
  /// `staticBootstrap` with the statistics settings of a configuration and names as a control plane gives them.
  private func bootstrap(_ configuration: AgentConfiguration) throws -> String {
    let plain = try JSONDecoder().decode(JSONValue.self, from: Data(staticBootstrap(statPrefix: "outbound_0.0.0.0_80;").utf8))
    guard case .object(var fields) = plain, case .object(var resources)? = fields["static_resources"] else { return "" }
    resources["clusters"] = [
      ["name": "reviews", "type": "STATIC", "alt_stat_name": "outbound|9080|v1|reviews.default.svc.cluster.local;"],
      ["name": "xds-grpc", "type": "STATIC"],
    ]
    fields["static_resources"] = .object(resources)
    fields["stats_config"] = Bootstrap(configuration).json["stats_config"]
    return JSONValue.object(fields).prettyText
  }

  private func prometheus(prefixes: [String]) async throws -> String {
    try await withTemporaryDirectory { directory in
      var options = sidecarOptions(directory: directory)
      options.statsInclusionPrefixes = prefixes
      let configuration = try resolved(options)
      let supervisor = EnvoySupervisor(
        configuration: configuration, bootstrap: try bootstrap(configuration), binary: try TestEnvoy.require(),
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
