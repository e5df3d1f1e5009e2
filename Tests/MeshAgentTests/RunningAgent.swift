import AsyncHTTPClient
import Foundation
import Logging
import MeshAgent
import NIOCore
import NIOHTTP1
import ServiceLifecycle
import Testing

/// Runs services in a group, as the executable does, while `body` runs; then shuts them down gracefully.
func withRunning<Result: Sendable>(
  _ services: [any Service], _ body: (ServiceGroup) async throws -> Result
) async throws -> Result {
  let group = ServiceGroup(services: services, logger: LogRecorder.make().logger)
  async let running: Void = group.run()
  do {
    let result = try await body(group)
    await group.triggerGracefulShutdown()
    try await running
    return result
  } catch {
    await group.triggerGracefulShutdown()
    try? await running
    throw error
  }
}

extension Agent {
  /// Waits for a phase; fails the test if the agent stops before.
  func reached(_ phase: AgentStatus.Phase, where condition: (AgentStatus) -> Bool = { _ in true }) async throws -> AgentStatus {
    try await MeshAgentTests.reached(statusUpdates(), phase, where: condition)
  }
}

extension EnvoySupervisor {
  /// Waits for a phase; fails the test if the supervisor stops before.
  func reached(_ phase: AgentStatus.Phase, where condition: (AgentStatus) -> Bool = { _ in true }) async throws -> AgentStatus {
    try await MeshAgentTests.reached(statusUpdates(), phase, where: condition)
  }
}

private func reached(
  _ updates: AsyncStream<AgentStatus>, _ phase: AgentStatus.Phase, where condition: (AgentStatus) -> Bool
) async throws -> AgentStatus {
  var seen: [AgentStatus] = []
  for await status in updates {
    seen.append(status)
    if status.phase == phase, condition(status) { return status }
  }
  return try #require(nil as AgentStatus?, "never \(phase): \(seen)")
}

/// A bootstrap without control plane: one inbound listener on a free port that answers `hello`.
func staticBootstrap(statPrefix: String = "inbound") -> String {
  """
  {"admin": {"address": {"socket_address": {"address": "127.0.0.1", "port_value": 0}}},
   "static_resources": {"listeners": [{
     "name": "inbound", "traffic_direction": "INBOUND",
     "address": {"socket_address": {"address": "127.0.0.1", "port_value": 0}},
     "filter_chains": [{"filters": [{
       "name": "envoy.filters.network.http_connection_manager",
       "typed_config": {
         "@type": "type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager",
         "stat_prefix": "\(statPrefix)",
         "route_config": {"virtual_hosts": [{"name": "all", "domains": ["*"], "routes": [{
           "match": {"prefix": "/"}, "direct_response": {"status": 200, "body": {"inline_string": "hello"}}}]}]},
         "http_filters": [{"name": "envoy.filters.http.router", "typed_config": {
           "@type": "type.googleapis.com/envoy.extensions.filters.http.router.v3.Router"}}]}}]}]}]}}
  """
}

/// The port that the listener of `staticBootstrap` got.
func listenerPort(adminURL: String) async throws -> Int {
  let answer = try await get(adminURL + "/listeners")
  let line = try #require(answer.body.split(separator: "\n").first { $0.hasPrefix("inbound::") })
  return try #require(line.split(separator: ":").last.flatMap { Int($0) })
}

/// One GET request.
func get(_ url: String) async throws -> (status: UInt, headers: HTTPHeaders, body: String) {
  let response = try await HTTPClient.shared.execute(HTTPClientRequest(url: url), timeout: .seconds(10))
  let body = try await response.body.collect(upTo: 1 << 24)
  return (response.status.code, response.headers, String(buffer: body))
}
