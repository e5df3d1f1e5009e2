import EnvoyAPI
import Foundation
import MeshTestSupport
import Synchronization

/// A real Envoy that gets its configuration from a server on loopback.
final class LiveEnvoy: Sendable {
  private struct State {
    var process: Process?
    /// Envoy is killed when something comes through it, or when this process is gone.
    var leash: Pipe
  }

  private let folder: URL
  private let state: Mutex<State>
  let adminPort: Int
  /// A listener of its own bootstrap that answers every request with `upstream`.
  let upstreamPort: Int

  /// Starts an Envoy that asks `port` with the given API type (`GRPC` or `DELTA_GRPC`).
  init(port: Int, apiType: String, arguments: [String] = []) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("meltemi-live-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let bootstrap = folder.appendingPathComponent("bootstrap.json")
    try Data(Self.bootstrap(port: port, apiType: apiType).utf8).write(to: bootstrap)
    let log = folder.appendingPathComponent("log")
    _ = FileManager.default.createFile(atPath: log.path, contents: nil)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    let admin = folder.appendingPathComponent("admin")
    let leash = Pipe()
    process.standardInput = leash
    process.arguments =
      [
        "-c", #""$@" & child=$!; read -r _; kill -9 $child"#, "sh", try TestEnvoy.require(), "-c", bootstrap.path,
        "--use-dynamic-base-id", "--concurrency", "2", "--admin-address-path", admin.path, "-l", "warning",
      ] + arguments
    let output = try FileHandle(forWritingTo: log)
    process.standardOutput = output
    process.standardError = output
    try process.run()
    self.folder = folder
    state = Mutex(State(process: process, leash: leash))
    adminPort = try await Self.poll("the admin address") {
      (try? String(contentsOf: admin, encoding: .utf8)).flatMap { $0.split(separator: ":").last }.flatMap { Int($0) }
    }
    upstreamPort = try await Self.port(of: "upstream", adminPort)
  }

  /// Ends the process; also happens when the last reference goes.
  func stop() {
    let (process, leash) = state.withLock { state in
      defer { state.process = nil }
      return (state.process, state.leash)
    }
    guard let process else { return }
    try? leash.fileHandleForWriting.write(contentsOf: Data("\n".utf8))
    process.waitUntilExit()
    try? FileManager.default.removeItem(at: folder)
  }

  deinit { stop() }

  var log: String { (try? String(contentsOf: folder.appendingPathComponent("log"), encoding: .utf8)) ?? "" }

  /// What the admin interface says.
  func admin(_ path: String) async throws -> String { try await LoopbackHTTP.get(port: adminPort, path: path).body }

  /// The value of one counter or gauge.
  func stat(_ name: String) async throws -> Int {
    let line = try await admin("/stats?filter=^\(name)$").split(separator: "\n").first
    return line.flatMap { $0.split(separator: " ").last }.flatMap { Int($0) } ?? 0
  }

  /// The port that a listener got, as soon as it is there.
  func port(of listener: String) async throws -> Int { try await Self.port(of: listener, adminPort) }

  /// Waits until Envoy has initialised and its workers have what they need: there is no event to wait for.
  func waitUntilReady() async throws {
    _ = try await Self.poll("readiness") {
      (try? await LoopbackHTTP.get(port: self.adminPort, path: "/ready"))?.status == 200 ? true : nil
    }
  }

  /// Asks until the answer is the one that is expected.
  func wait(port: Int, host: String, for answer: LoopbackHTTP.Answer) async throws {
    _ = try await Self.poll("\(host) to answer \(answer)") {
      (try? await LoopbackHTTP.get(port: port, host: host)) == answer ? true : nil
    }
  }

  private static func port(of listener: String, _ adminPort: Int) async throws -> Int {
    try await poll("listener \(listener)") {
      let text = (try? await LoopbackHTTP.get(port: adminPort, path: "/listeners"))?.body ?? ""
      let line = text.split(separator: "\n").first { $0.hasPrefix(listener + "::") }
      return line.flatMap { $0.split(separator: ":").last }.flatMap { Int($0) }
    }
  }

  private static func poll<Value>(_ what: String, _ attempt: () async throws -> Value?) async throws -> Value {
    let end = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < end {
      if let value = try await attempt() { return value }
      try await Task.sleep(for: .milliseconds(5))
    }
    throw LoopbackHTTP.Failure(description: "waited in vain for \(what)")
  }

  private static func bootstrap(port: Int, apiType: String) -> String {
    """
    {"node": {"id": "live", "cluster": "test"},
     "admin": {"address": {"socket_address": {"address": "127.0.0.1", "port_value": 0}}},
     "dynamic_resources": {
       "ads_config": {"api_type": "\(apiType)", "transport_api_version": "V3",
         "grpc_services": [{"envoy_grpc": {"cluster_name": "xds"}}]},
       "cds_config": {"ads": {}, "resource_api_version": "V3"}, "lds_config": {"ads": {}, "resource_api_version": "V3"}},
     "static_resources": {
       "clusters": [{"name": "xds", "type": "STATIC", "connect_timeout": "1s",
         "typed_extension_protocol_options": {"envoy.extensions.upstreams.http.v3.HttpProtocolOptions": {
           "@type": "type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions",
           "explicit_http_config": {"http2_protocol_options": {}}}},
         "load_assignment": {"cluster_name": "xds", "endpoints": [{"lb_endpoints": [{"endpoint": {"address": {
           "socket_address": {"address": "127.0.0.1", "port_value": \(port)}}}}]}]}}],
       "listeners": [\(LiveConfiguration.listener("upstream", inline: LiveConfiguration.directRoute("upstream")))]}}
    """
  }
}
