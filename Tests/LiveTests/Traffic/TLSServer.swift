import Foundation
import MeshTestSupport

/// A server outside of the mesh that takes TLS with a client's certificate only: a real Envoy, which tells in headers what it was asked
/// for and by whom.
struct TLSServer {
  static let identity = "spiffe://example.com/server"
  static let clientIdentity = "spiffe://example.com/client"
  let process: EnvoyProcess

  /// Writes the files of both sides into `folder`: `ca.pem`, `server.pem`, `server-key.pem`, `client.pem` and `client-key.pem`.
  init(address: String, port: Int, folder: TestFolder) throws {
    let authority = try TestAuthority("outside")
    try folder.write("ca.pem", authority.roots)
    for (name, identity) in [("server", Self.identity), ("client", Self.clientIdentity)] {
      let (chain, key) = try authority.issue(identity)
      try folder.write("\(name).pem", chain)
      try folder.write("\(name)-key.pem", key)
    }
    process = try EnvoyProcess(
      "outside", bootstrap: Self.bootstrap(address: address, port: port, folder: folder), adminURL: "http://\(address):15000",
      folder: folder)
  }

  private static func bootstrap(address: String, port: Int, folder: TestFolder) -> String {
    let extensions = "type.googleapis.com/envoy.extensions"
    let tls = """
      {"name": "envoy.transport_sockets.tls", "typed_config": {
        "@type": "\(extensions).transport_sockets.tls.v3.DownstreamTlsContext", "require_client_certificate": true,
        "common_tls_context": {
          "tls_certificates": [{
            "certificate_chain": {"filename": "\(folder("server.pem"))"},
            "private_key": {"filename": "\(folder("server-key.pem"))"}}],
          "validation_context": {"trusted_ca": {"filename": "\(folder("ca.pem"))"}}}}}
      """
    let route = """
      {"match": {"prefix": "/"}, "direct_response": {"status": 200, "body": {"inline_string": "outside"}},
       "response_headers_to_add": [
         {"header": {"key": "x-asked-for", "value": "%REQUESTED_SERVER_NAME%"}},
         {"header": {"key": "x-asked-by", "value": "%DOWNSTREAM_PEER_URI_SAN%"}}]}
      """
    let manager = """
      {"name": "envoy.filters.network.http_connection_manager", "typed_config": {
        "@type": "\(extensions).filters.network.http_connection_manager.v3.HttpConnectionManager", "stat_prefix": "outside",
        "route_config": {"virtual_hosts": [{"name": "all", "domains": ["*"], "routes": [\(route)]}]},
        "http_filters": [{"name": "envoy.filters.http.router", "typed_config": {
          "@type": "\(extensions).filters.http.router.v3.Router"}}]}}
      """
    return """
      {"admin": {"address": {"socket_address": {"address": "\(address)", "port_value": 15000}}},
       "static_resources": {"listeners": [{
         "name": "outside", "address": {"socket_address": {"address": "\(address)", "port_value": \(port)}},
         "listener_filters": [{"name": "envoy.filters.listener.tls_inspector", "typed_config": {
           "@type": "\(extensions).filters.listener.tls_inspector.v3.TlsInspector"}}],
         "filter_chains": [{"transport_socket": \(tls), "filters": [\(manager)]}]}]}}
      """
  }
}
