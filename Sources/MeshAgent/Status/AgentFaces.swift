import AsyncHTTPClient
import Foundation
import NIOCore

/// What the agent answers about itself and its Envoy.
struct AgentFaces: Sendable {
  struct Answer: Sendable, Equatable {
    var status: Int
    var contentType = "text/plain; charset=utf-8"
    var body: String
  }

  private static let longestStatistics = 64 << 20

  let status: @Sendable () -> AgentStatus

  /// Answers a GET request for a path; queries are ignored.
  func answer(_ target: String) async -> Answer {
    switch target.prefix(while: { $0 != "?" }) {
    case "/healthz/ready": readiness
    case "/stats/prometheus", "/metrics": await metrics()
    case "/status": Answer(status: 200, contentType: "application/json", body: json.prettyText)
    default: Answer(status: 404, body: "There is /healthz/ready, /stats/prometheus and /status.\n")
    }
  }

  /// The paths of Istio's agent: orchestrators look here whether the workload takes traffic.
  private var readiness: Answer {
    let status = status()
    if status.phase != .live { return Answer(status: 503, body: "Envoy is \(status.phase.rawValue).\n") }
    if status.certificate?.state == .expired { return Answer(status: 503, body: "The workload's certificate has expired.\n") }
    return Answer(status: 200, body: "")
  }

  /// The agent's own metrics, and Envoy's behind them.
  private func metrics() async -> Answer {
    let status = status()
    var text = AgentMetrics(status: status, now: Date()).text
    if let admin = status.adminURL {
      do {
        let response = try await HTTPClient.shared.execute(
          HTTPClientRequest(url: admin + "/stats/prometheus"), timeout: .seconds(5))
        text += String(buffer: try await response.body.collect(upTo: Self.longestStatistics))
      } catch {
        text += "# Envoy does not tell its statistics now.\n"
      }
    }
    return Answer(status: 200, contentType: "text/plain; version=0.0.4; charset=utf-8", body: text)
  }

  /// The whole status, which holds nothing secret.
  var json: JSONValue {
    let status = status()
    return .fields([
      "phase": .string(status.phase.rawValue),
      "pid": status.pid.map { .integer(Int64($0)) },
      "admin": status.adminURL.map { .string($0) },
      "restarts": .integer(Int64(status.restarts)),
      "lastFailure": status.lastFailure.map { .string($0) },
      "controlPlaneFailure": status.controlPlaneFailure.map { .string($0) },
      "certificate": status.certificate.map(Self.json),
    ])
  }

  private static func json(_ certificate: CertificateStatus) -> JSONValue {
    func time(_ date: Date?) -> JSONValue? { date.map { .string($0.formatted(.iso8601)) } }
    return .fields([
      "state": .string(certificate.state.rawValue),
      "identity": certificate.subject.map { .string($0) },
      "serialNumber": certificate.serialNumber.map { .string($0) },
      "notBefore": time(certificate.notBefore),
      "notAfter": time(certificate.notAfter),
      "lastRenewal": time(certificate.lastRenewal),
      "nextRenewal": time(certificate.nextRenewal),
      "renewals": .integer(Int64(certificate.renewals)),
      "failures": .integer(Int64(certificate.failures)),
      "failuresInTotal": .integer(Int64(certificate.failuresInTotal)),
      "lastError": certificate.lastError.map { .string($0) },
    ])
  }
}
