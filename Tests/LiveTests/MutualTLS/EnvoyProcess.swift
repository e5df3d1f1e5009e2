import Foundation
import MeshTestSupport
import Synchronization

/// An Envoy with a bootstrap of the test's own: its secrets come from a test server, not from an agent.
final class EnvoyProcess: Sendable {
  private struct State {
    var process: Process?
    /// Envoy is killed when something comes through it, or when this process is gone.
    var leash: Pipe
  }

  private let state: Mutex<State>
  private let logFile: String
  let adminURL: String

  /// - Parameters:
  ///   - address: the workload's; the admin interface is there, too.
  ///   - controlPlane: `HOST:PORT` of a control plane in plain text.
  ///   - secretsPort: of the test's server of secrets; nil for a proxy without certificates.
  ///   - kind: `sidecar` or `router`.
  convenience init(
    _ name: String, labels: [String: String], address: String, controlPlane: String, secretsPort: Int?, folder: TestFolder,
    kind: String = "sidecar"
  ) throws {
    let parts = controlPlane.split(separator: ":").map(String.init)
    let bootstrap = Self.bootstrap(
      name, labels: labels, address: address, controlPlane: (parts[0], Int(parts[1]) ?? 0), secretsPort: secretsPort,
      kind: kind)
    try self.init(name, bootstrap: bootstrap, adminURL: "http://\(address):15000", folder: folder)
  }

  /// - Parameter bootstrap: as JSON.
  init(_ name: String, bootstrap: String, adminURL: String, folder: TestFolder) throws {
    self.adminURL = adminURL
    logFile = folder("\(name).log")
    try folder.write("\(name).json", bootstrap)
    _ = FileManager.default.createFile(atPath: logFile, contents: nil)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    let leash = Pipe()
    process.standardInput = leash
    process.arguments = [
      "-c", #""$@" & child=$!; read -r _; kill -9 $child"#, "sh", try TestEnvoy.require(), "-c", folder("\(name).json"),
      "--use-dynamic-base-id", "--concurrency", "1", "-l", "warning", "--drain-time-s", "1", "--drain-strategy", "immediate",
    ]
    let output = FileHandle(forWritingAtPath: logFile)
    process.standardOutput = output
    process.standardError = output
    try process.run()
    state = Mutex(State(process: process, leash: leash))
  }

  var log: String { (try? String(contentsOfFile: logFile, encoding: .utf8)) ?? "" }

  /// Ends the process; also happens when the last reference goes.
  func stop() {
    let (process, leash) = state.withLock { state in
      defer { state.process = nil }
      return (state.process, state.leash)
    }
    guard let process else { return }
    try? leash.fileHandleForWriting.write(contentsOf: Data("\n".utf8))
    process.waitUntilExit()
  }

  deinit { stop() }

  var isLive: Bool {
    get async throws { try await LiveMesh.get(adminURL + "/ready").status == 200 }
  }

  /// The value of a counter; 0 where it does not exist yet.
  func statistic(_ name: String) async throws -> Int {
    let text = try await LiveMesh.get("\(adminURL)/stats?filter=^\(name)$").body
    return text.split(separator: "\n").first.flatMap { $0.split(separator: " ").last }.flatMap { Int($0) } ?? 0
  }

  private static func bootstrap(
    _ name: String, labels: [String: String], address: String, controlPlane: (host: String, port: Int), secretsPort: Int?,
    kind: String
  ) -> String {
    func cluster(_ name: String, _ host: String, _ port: Int) -> String {
      """
      {"name": "\(name)", "type": "STATIC", "connect_timeout": "5s",
       "typed_extension_protocol_options": {"envoy.extensions.upstreams.http.v3.HttpProtocolOptions": {
         "@type": "type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions",
         "explicit_http_config": {"http2_protocol_options": {}}}},
       "load_assignment": {"cluster_name": "\(name)", "endpoints": [{"lb_endpoints": [{"endpoint": {"address": {
         "socket_address": {"address": "\(host)", "port_value": \(port)}}}}]}]}}
      """
    }
    let labels = labels.sorted { $0.key < $1.key }.map { #""\#($0)": "\#($1)""# }.joined(separator: ", ")
    let secrets = secretsPort.map { ", " + cluster("sds-grpc", "127.0.0.1", $0) } ?? ""
    let identity = secretsPort == nil ? #""MELTEMI_IDENTITY": "none", "# : ""
    let ads = #"{"ads": {}, "resource_api_version": "V3"}"#
    return """
      {"node": {"id": "\(kind)~\(address)~\(name).default~default.svc.cluster.local", "cluster": "\(name)",
         "metadata": {\(identity)"NAMESPACE": "default", "INTERCEPTION_MODE": "NONE", "LABELS": {\(labels)}}},
       "admin": {"address": {"socket_address": {"address": "\(address)", "port_value": 15000}}},
       "dynamic_resources": {
         "ads_config": {"api_type": "DELTA_GRPC", "transport_api_version": "V3",
           "grpc_services": [{"envoy_grpc": {"cluster_name": "xds"}}]},
         "cds_config": \(ads), "lds_config": \(ads)},
       "static_resources": {"clusters": [
         \(cluster("xds", controlPlane.host, controlPlane.port))\(secrets)]}}
      """
  }
}
