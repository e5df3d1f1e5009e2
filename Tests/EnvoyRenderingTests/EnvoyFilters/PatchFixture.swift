import EnvoyAPI
import EnvoyRendering
import MeshAPI
import MeshTranslation
import SwiftProtobuf

typealias ConnectionManager = Envoy_Extensions_Filters_Network_HttpConnectionManager_V3_HttpConnectionManager

/// Patches as EnvoyFilters write them.
enum PatchFixture {
  static let key = ObjectKey(kind: .envoyFilter, namespace: "shop", name: "filter")
  static let managerName = "envoy.filters.network.http_connection_manager"

  /// - Parameter json: the value; nil for none.
  static func patch(
    _ operation: EnvoyFilter.Operation, _ applyTo: EnvoyFilter.ApplyTo, _ json: String?, index: Int = 0,
    change: (inout EnvoyFilter.Patch) -> Void = { _ in }
  ) -> EnvoyPatch {
    let report = json.map { EnvoyPatchReader().read(Array($0.utf8), for: applyTo) }
    var patch = EnvoyFilter.Patch(operation, applyTo, value: report?.value, index: index)
    change(&patch)
    return EnvoyPatch(filter: key, patch: patch)
  }

  /// An HTTP filter in Lua.
  static func lua(_ name: String) -> String {
    """
    {"name": "\(name)", "typed_config": {"@type": "type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua",
      "default_source_code": {"inline_string": "-- \(name)"}}}
    """
  }

  /// A network filter that answers with what it hears.
  static func echo(_ name: String) -> String {
    """
    {"name": "\(name)", "typed_config": {"@type": "type.googleapis.com/envoy.extensions.filters.network.echo.v3.Echo"}}
    """
  }

  /// A listener on port 80 with a chain for plain HTTP, whose filters are `fault`, `cors` and `router`, and one for TLS.
  static func listener(_ name: String = "0.0.0.0_80") throws -> Envoy_Config_Listener_V3_Listener {
    let http = ["fault", "cors", "router"].map { "{\"name\": \"\($0)\", \"config_discovery\": {}}" }.joined(separator: ", ")
    let manager = "type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager"
    let json = """
      {"name": "\(name)", "address": {"socket_address": {"address": "0.0.0.0", "port_value": 80}},
       "listener_filters": [{"name": "inspector", "typed_config":
         {"@type": "type.googleapis.com/envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector"}}],
       "filter_chains": [
        {"name": "plain", "filter_chain_match": {"destination_port": 8080, "transport_protocol": "raw_buffer",
          "application_protocols": ["http/1.1", "h2c"]},
         "filters": [{"name": "\(managerName)", "typed_config": {"@type": "\(manager)", "stat_prefix": "a", "http_filters": [\(http)]}}]},
        {"name": "secure", "filter_chain_match": {"server_names": ["a.com", "b.com"], "transport_protocol": "tls"},
         "filters": [{"name": "tcp", "typed_config":
          {"@type": "type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy", "stat_prefix": "b", "cluster": "c"}}]}]}
      """
    let result = EnvoyJSON.decode(Envoy_Config_Listener_V3_Listener.self, from: try EnvoyJSONValue(parsing: json.utf8))
    guard let message = result.message else { throw UnreadableFixture(issues: result.issues) }
    return message
  }

  struct UnreadableFixture: Error { var issues: [EnvoyJSONIssue] }
}

extension Envoy_Config_Listener_V3_Listener {
  /// The names of the HTTP filters of the first chain.
  var httpFilterNames: [String] {
    get throws {
      guard let config = filterChains.first?.filters.first(where: { $0.name == PatchFixture.managerName })?.typedConfig else {
        return []
      }
      return try ConnectionManager(serializedBytes: config.value).httpFilters.map(\.name)
    }
  }
}

extension EnvoyFilter.ListenerMatch {
  static func with(_ change: (inout Self) -> Void) -> Self {
    var match = Self()
    change(&match)
    return match
  }
}

extension EnvoyFilter.RouteMatch {
  static func with(_ change: (inout Self) -> Void) -> Self {
    var match = Self()
    change(&match)
    return match
  }
}
