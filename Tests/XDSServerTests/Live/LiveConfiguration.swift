import EnvoyAPI
import Foundation
import SwiftProtobuf
import Testing
import XDSResources

/// Small pieces of Envoy configuration, as JSON, and the resources made of them.
enum LiveConfiguration {
  private static let ads = #"{"ads": {}, "resource_api_version": "V3"}"#

  /// - Parameter salt: makes the resource differ from others of its name (a connect timeout in milliseconds).
  static func cluster(_ name: String, salt: Int = 1000) throws -> Resource {
    try resource(
      .cluster, name,
      """
      {"name": "\(name)", "type": "EDS", "connect_timeout": "\(Double(salt) / 1000)s", "eds_cluster_config": {"eds_config": \(ads)}}
      """)
  }

  static func endpoints(_ name: String, ports: [Int]) throws -> Resource {
    let hosts = ports.map {
      #"{"endpoint": {"address": {"socket_address": {"address": "127.0.0.1", "port_value": \#($0)}}}}"#
    }
    return try resource(
      .endpoint, name, #"{"cluster_name": "\#(name)", "endpoints": [{"lb_endpoints": [\#(hosts.joined(separator: ", "))]}]}"#)
  }

  static func listener(_ name: String, route: String, salt: Int = 0) throws -> Resource {
    let rds = #""rds": {"route_config_name": "\#(route)", "config_source": \#(ads)}"#
    return try resource(.listener, name, listener(name, hcm: rds, salt: salt))
  }

  /// A listener that Envoy refuses.
  static func badListener(_ name: String) throws -> Resource {
    try resource(
      .listener, name, #"{"name": "\#(name)", "address": {"socket_address": {"address": "nowhere", "port_value": 0}}}"#)
  }

  static func listener(_ name: String, inline route: String) -> String {
    listener(name, hcm: #""route_config": \#(route)"#, salt: 0)
  }

  private static func listener(_ name: String, hcm: String, salt: Int) -> String {
    """
    {"name": "\(name)", "address": {"socket_address": {"address": "127.0.0.1", "port_value": 0}},
     "per_connection_buffer_limit_bytes": \(1_000_000 + salt),
     "filter_chains": [{"filters": [{"name": "http", "typed_config": {
       "@type": "type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager",
       "stat_prefix": "\(name)", \(hcm),
       "http_filters": [{"name": "router", "typed_config": {
         "@type": "type.googleapis.com/envoy.extensions.filters.http.router.v3.Router"}}]}}]}]}
    """
  }

  static func directRoute(_ text: String) -> String {
    #"{"virtual_hosts": [{"name": "all", "domains": ["*"], "routes": [\#(direct(text))]}]}"#
  }

  private static func direct(_ text: String) -> String {
    #"{"match": {"prefix": "/"}, "direct_response": {"status": 200, "body": {"inline_string": "\#(text)"}}}"#
  }

  /// A route configuration that sends everything to one cluster.
  static func route(_ name: String, cluster: String) throws -> Resource {
    try resource(
      .route, name,
      """
      {"name": "\(name)", "virtual_hosts": [{"name": "all", "domains": ["*"],
        "routes": [{"match": {"prefix": "/"}, "route": {"cluster": "\(cluster)"}}]}]}
      """)
  }

  /// A route configuration whose virtual hosts are resources of their own.
  static func route(_ name: String, salt: Int = 0) throws -> Resource {
    try resource(
      .route, name,
      """
      {"name": "\(name)", "vhds": {"config_source": \(ads)},
        "response_headers_to_add": [{"header": {"key": "x-salt", "value": "\(salt)"}}]}
      """)
  }

  /// A virtual host that answers by itself.
  static func virtualHost(_ name: String, _ domains: [String], _ text: String) throws -> Resource {
    let list = domains.map { "\"\($0)\"" }.joined(separator: ", ")
    return try resource(.virtualHost, name, #"{"name": "\#(name)", "domains": [\#(list)], "routes": [\#(direct(text))]}"#)
  }

  /// A virtual host that sends everything to one cluster.
  static func virtualHost(_ name: String, _ domains: [String], cluster: String) throws -> Resource {
    let list = domains.map { "\"\($0)\"" }.joined(separator: ", ")
    return try resource(
      .virtualHost, name,
      #"{"name": "\#(name)", "domains": [\#(list)], "routes": [{"match": {"prefix": "/"}, "route": {"cluster": "\#(cluster)"}}]}"#
    )
  }

  private static func resource(_ type: TypeURL, _ name: String, _ json: String) throws -> Resource {
    let result = EnvoyJSON.decode(typeName: type.rawValue, fromText: Array(json.utf8))
    #expect(result.issues.isEmpty, "\(result.issues)")
    let message = try #require(result.message)
    return Resource(type: type, name: name, body: Array(try message.serializedBytes() as [UInt8]))
  }
}
