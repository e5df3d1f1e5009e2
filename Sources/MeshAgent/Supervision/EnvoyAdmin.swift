import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// The admin interface of one Envoy.
///
/// Source: Envoy's operations documentation, "Administration interface".
struct EnvoyAdmin: Sendable {
  /// No answer of the calls below takes long: it comes over loopback, from Envoy's main thread.
  private static let timeout = TimeAmount.seconds(5)
  private static let longestAnswer = 4 * 1024 * 1024

  /// Such as `http://127.0.0.1:15000`.
  let url: String

  /// Whether Envoy serves (`LIVE`); its state otherwise, such as `PRE_INITIALIZING`.
  func readiness() async throws -> (isLive: Bool, state: String) {
    let (status, body) = try await send(.GET, "/ready")
    return (status == 200, body.trimmingCharacters(in: .whitespacesAndNewlines))
  }

  /// Makes `/ready` and health check filters fail, and HTTP connections close after their current request.
  func failHealthChecks() async throws {
    try await command("/healthcheck/fail")
  }

  /// Starts to drain listeners: they go on to accept until Envoy's drain time is over.
  ///
  /// - Parameter inboundOnly: Leaves alone what the workload sends, which it still needs to finish its requests.
  func drainListeners(inboundOnly: Bool) async throws {
    try await command("/drain_listeners?graceful" + (inboundOnly ? "&inboundonly" : ""))
  }

  /// Downstream connections of all listeners but the admin interface's own.
  func activeConnections() async throws -> Int {
    let (status, body) = try await send(.GET, "/stats?filter=^listener\\..*\(Bootstrap.activeConnections)$")
    guard status == 200 else { throw AgentError(.adminFailed, "/stats answered \(status)") }
    return Self.activeConnections(inStats: body)
  }

  /// Adds up `listener.ADDRESS.downstream_cx_active: N`. The same number by worker is left out, and so are the connections of
  /// the agent and of Prometheus, which no drain ends.
  static func activeConnections(inStats text: String) -> Int {
    var sum = 0
    for line in text.split(separator: "\n") {
      guard let colon = line.lastIndex(of: ":") else { continue }
      let name = line[..<colon]
      guard name.hasSuffix(".\(Bootstrap.activeConnections)"), !name.hasPrefix("listener.admin."),
        !name.hasPrefix("listener.\(Bootstrap.adminCluster)."), !name.contains(".worker_"), !name.contains(".main_thread.")
      else { continue }
      sum += Int(line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)) ?? 0
    }
    return sum
  }

  private func command(_ path: String) async throws {
    let (status, body) = try await send(.POST, path)
    guard status == 200 else { throw AgentError(.adminFailed, "\(path) answered \(status): \(body)") }
  }

  private func send(_ method: HTTPMethod, _ path: String) async throws -> (status: UInt, body: String) {
    var request = HTTPClientRequest(url: url + path)
    request.method = method
    let response = try await HTTPClient.shared.execute(request, timeout: Self.timeout)
    let body = try await response.body.collect(upTo: Self.longestAnswer)
    return (response.status.code, String(buffer: body))
  }
}
