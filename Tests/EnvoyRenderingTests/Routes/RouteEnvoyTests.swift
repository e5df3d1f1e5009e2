import EnvoyAPI
import EnvoyRendering
import Foundation
import MeshTranslation
import SwiftProtobuf
import Testing

/// Every example is one that a real Envoy takes.
struct RouteEnvoyTests {
  private static let envoy: String? = {
    let environment = ProcessInfo.processInfo.environment
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let onPath = (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/envoy" }
    let candidates = [environment["MELTEMI_ENVOY"]].compactMap(\.self) + onPath + [root.appendingPathComponent(".tools/envoy/1.40.0/envoy").path]
    return candidates.first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  private static let isExpected = envoy != nil || ProcessInfo.processInfo.environment["CI"] == "true"

  @Test(
    .enabled(if: isExpected, "needs a real Envoy: set MELTEMI_ENVOY, or put envoy on PATH"), arguments: RouteExample.all)
  func envoyTakesIt(_ example: RouteExample) throws {
    let envoy = try #require(Self.envoy, "no Envoy found: set MELTEMI_ENVOY, or put envoy on PATH")
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
