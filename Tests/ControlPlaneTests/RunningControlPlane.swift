import AsyncHTTPClient
import ControlPlane
import Foundation
import Logging
import MeshTestSupport
import NIOCore
import NIOHTTP1
import ServiceLifecycle
import Testing

/// A control plane in this process that reads a folder of its own.
struct RunningControlPlane: Sendable {
  let folder: TestFolder
  let addresses: ControlPlaneAddresses
  let log: LogRecorder

  struct Answer: Sendable {
    var status: UInt
    var contentType: String
    var body: String
    /// Null where the body is no JSON.
    var json: DebugJSON { DebugJSON(parsing: Array(body.utf8)) ?? .null }
  }

  func get(_ path: String) async throws -> Answer { try await Self.get("http://\(addresses.http)\(path)") }

  static func get(_ url: String) async throws -> Answer {
    let response = try await HTTPClient.shared.execute(HTTPClientRequest(url: url), timeout: .seconds(10))
    let body = try await response.body.collect(upTo: 1 << 26)
    return Answer(
      status: response.status.code, contentType: response.headers.first(name: "content-type") ?? "",
      body: String(buffer: body))
  }

  /// Asks a face again until its answer is as wanted: for what happens beside the push, where nobody tells that it is done.
  func json(
    at path: String, until isMet: (DebugJSON) -> Bool, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> DebugJSON {
    var last = DebugJSON.null
    for _ in 0..<500 {
      last = try await get(path).json
      if isMet(last) { return last }
      try await Task.sleep(for: .milliseconds(20))
    }
    Issue.record("\(path) never was as wanted: \(String(decoding: last.bytes, as: UTF8.self))", sourceLocation: sourceLocation)
    return last
  }

  func connect<Result: Sendable>(_ body: @Sendable @escaping (ADSTestClient) async throws -> Result) async throws -> Result {
    try await ADSTestClient.connect(host: addresses.xds.host, port: addresses.xds.port, body)
  }
}

/// Runs a control plane over `files` while `body` runs, and waits until it is ready first.
func withControlPlane<Result: Sendable>(
  _ files: [String: String], meshConfig: String? = nil, folder: TestFolder? = nil,
  configure: (inout ControlPlaneConfiguration) -> Void = { _ in }, _ body: (RunningControlPlane) async throws -> Result
) async throws -> Result {
  let folder = try folder ?? TestFolder()
  for (name, text) in files { try folder.write("config/\(name)", text) }
  if files.isEmpty { try folder.write("config/.empty", "") }
  var configuration = ControlPlaneConfiguration(directories: [folder("config")])
  if let meshConfig {
    try folder.write("mesh.yaml", meshConfig)
    configuration.meshConfigFile = folder("mesh.yaml")
  }
  configuration.xdsPort = 0
  configuration.httpPort = 0
  configure(&configuration)
  let log = LogRecorder()
  let controlPlane = try ControlPlane(configuration: configuration, logger: log.logger)
  return try await withServices(controlPlane.services) {
    let running = RunningControlPlane(folder: folder, addresses: try await controlPlane.addresses, log: log)
    try await controlPlane.waitUntilReady()
    return try await body(running)
  }
}

/// Runs services in a group, as the executable does, while `body` runs; then shuts them down gracefully.
func withServices<Result: Sendable>(_ services: [any Service], _ body: () async throws -> Result) async throws -> Result {
  let group = ServiceGroup(services: services, logger: LogRecorder().logger)
  async let running: Void = group.run()
  do {
    let result = try await body()
    await group.triggerGracefulShutdown()
    try await running
    return result
  } catch {
    await group.triggerGracefulShutdown()
    try? await running
    throw error
  }
}
