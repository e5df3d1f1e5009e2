import EnvoyAPI
import EnvoyRendering
import Foundation
import MeshTranslation
import SwiftProtobuf
import Testing

/// Every example is one that a real Envoy takes.
struct RouteEnvoyTests {
  @Test(.needsEnvoy, arguments: RouteExample.all) func envoyTakesIt(_ example: RouteExample) throws {
    let envoy = try TestEnvoy.require()
    let routes = EnvoyJSON.encode(try example.inputs.plan().message()).text()
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("route-\(UUID().uuidString).json")
    defer { try? FileManager.default.removeItem(at: file) }
    try Self.bootstrap(routes: routes).write(to: file, atomically: true, encoding: .utf8)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: envoy)
    process.arguments = ["--mode", "validate", "-c", file.path, "--log-level", "error", "--concurrency", "1"]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(text)")
  }

  /// A listener whose connection manager holds the routes, with the filters that routes configure.
  private static func bootstrap(routes: String) -> String {
    let filters = [
      ("envoy.filters.http.fault", "envoy.extensions.filters.http.fault.v3.HTTPFault"),
      ("envoy.filters.http.cors", "envoy.extensions.filters.http.cors.v3.Cors"),
      ("envoy.filters.http.router", "envoy.extensions.filters.http.router.v3.Router"),
    ].map { #"{"name": "\#($0)", "typed_config": {"@type": "type.googleapis.com/\#($1)"}}"# }.joined(separator: ", ")
    return #"""
      {"static_resources": {"listeners": [{"name": "test",
        "address": {"socket_address": {"address": "127.0.0.1", "port_value": 0}},
        "filter_chains": [{"filters": [{"name": "envoy.filters.network.http_connection_manager", "typed_config": {
          "@type": "type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager",
          "stat_prefix": "test", "http_filters": [\#(filters)], "route_config": \#(routes)}}]}]}]}}
      """#
  }
}
