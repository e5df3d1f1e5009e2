import Foundation
import MeshAgent
import MeshIdentity
import Testing

/// An Envoy that calls itself with mutual TLS: requests come in plain text on a TCP port, go out through a cluster with the
/// workload's certificate, and come in again on a unix socket that asks for one.
struct SelfCallingProxy: Sendable {
  let directory: String

  private static let sds =
    #"{"api_config_source": {"api_type": "GRPC", "transport_api_version": "V3", "#
    + #""set_node_on_first_message_only": true, "grpc_services": [{"envoy_grpc": {"cluster_name": "sds-grpc"}}]}, "#
    + #""initial_fetch_timeout": "0s", "resource_api_version": "V3"}"#

  private static func common(_ match: String) -> String {
    """
    "common_tls_context": {
      "tls_certificate_sds_secret_configs": [{"name": "default", "sds_config": \(sds)}],
      "combined_validation_context": {
        "default_validation_context": {\(match)},
        "validation_context_sds_secret_config": {"name": "ROOTCA", "sds_config": \(sds)}}}
    """
  }

  private static func manager(_ prefix: String, _ route: String) -> String {
    """
    [{"name": "envoy.filters.network.http_connection_manager", "typed_config": {
      "@type": "type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager",
      "stat_prefix": "\(prefix)",
      "route_config": {"virtual_hosts": [{"name": "all", "domains": ["*"], "routes": [{"match": {"prefix": "/"}, \(route)}]}]},
      "http_filters": [{"name": "envoy.filters.http.router", "typed_config": {
        "@type": "type.googleapis.com/envoy.extensions.filters.http.router.v3.Router"}}]}}]
    """
  }

  /// By name; `body` is what requests are answered with.
  func listeners(body: String) -> [String: String] {
    let answer = #""direct_response": {"status": 200, "body": {"inline_string": "\#(body)"}}"#
    return [
      "inbound": """
      {"name": "inbound", "stat_prefix": "inbound", "address": {"pipe": {"path": "\(directory)/inbound.sock"}},
       "filter_chains": [{"filters": \(Self.manager("inbound", answer)),
         "transport_socket": {"name": "envoy.transport_sockets.tls", "typed_config": {
           "@type": "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext",
           "require_client_certificate": true, \(Self.common(""))}}}]}
      """,
      "outbound": """
      {"name": "outbound", "address": {"socket_address": {"address": "127.0.0.1", "port_value": 0}},
       "filter_chains": [{"filters": \(Self.manager("outbound", #""route": {"cluster": "self"}"#))}]}
      """,
    ]
  }

  var clusters: [String: String] {
    let spiffe = TestControlPlane.workload?.spiffeID ?? ""
    let match = #""match_typed_subject_alt_names": [{"san_type": "URI", "matcher": {"exact": "\#(spiffe)"}}]"#
    return [
      "self": """
      {"name": "self", "type": "STATIC", "connect_timeout": "5s",
       "load_assignment": {"cluster_name": "self", "endpoints": [{"lb_endpoints": [
         {"endpoint": {"address": {"pipe": {"path": "\(directory)/inbound.sock"}}}}]}]},
       "transport_socket": {"name": "envoy.transport_sockets.tls", "typed_config": {
         "@type": "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext",
         \(Self.common(match))}}}
      """
    ]
  }

  /// Gives both to the proxies of a control plane.
  func configure(_ discovery: TestDiscovery, body: String = "hello", version: String = "1") throws {
    try discovery.set(TestDiscovery.clusterType, clusters, version: "1")
    try discovery.set(TestDiscovery.listenerType, listeners(body: body), version: version)
  }

  /// Calls through the proxy, once it listens.
  static func call(adminURL: String) async throws -> (status: UInt, body: String) {
    let listeners = try await get(adminURL + "/listeners").body
    guard let line = listeners.split(separator: "\n").first(where: { $0.hasPrefix("outbound::127.0.0.1:") }),
      let port = line.split(separator: ":").last
    else { return (0, listeners) }
    let answer = try await get("http://127.0.0.1:\(port)/")
    return (answer.status, answer.body)
  }

  /// A counter or gauge of the proxy.
  static func statistic(_ name: String, adminURL: String) async throws -> Int {
    let text = try await get(adminURL + "/stats?filter=^\(name)$").body
    return text.split(separator: ":").last.flatMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) } ?? 0
  }

  /// The serial numbers of the certificates that the proxy uses now.
  static func serials(adminURL: String) async throws -> Set<String> {
    struct Certificates: Decodable {
      struct Entry: Decodable {
        struct Detail: Decodable { var serial_number: String }
        var cert_chain: [Detail]?
      }
      var certificates: [Entry]
    }
    let text = try await get(adminURL + "/certs").body
    let decoded = try JSONDecoder().decode(Certificates.self, from: Data(text.utf8))
    return Set(decoded.certificates.flatMap { $0.cert_chain ?? [] }.map(\.serial_number))
  }
}
