import Foundation
import Synchronization
import Testing

@testable import MeshAgent

/// The agent's own faces over HTTP.
@Suite(.timeLimit(.minutes(1))) struct StatusServerTests {
  private final class Current: Sendable {
    private let state: Mutex<AgentStatus>
    init(_ status: AgentStatus) { state = Mutex(status) }
    var status: AgentStatus {
      get { state.withLock { $0 } }
      set { state.withLock { $0 = newValue } }
    }
  }

  private static var live: AgentStatus {
    var status = AgentStatus(phase: .live, pid: 7, restarts: 2)
    var certificate = CertificateStatus()
    certificate.state = .valid
    certificate.serialNumber = "4f"
    certificate.notAfter = Date(timeIntervalSince1970: 4_000_000_000)
    certificate.renewals = 3
    certificate.failuresInTotal = 1
    status.certificate = certificate
    return status
  }

  @Test func facesAnswer() async throws {
    let current = Current(Self.live)
    let server = try await StatusServer.open(
      host: "127.0.0.1", port: 0, faces: AgentFaces { current.status }, logger: LogRecorder.make().logger)
    let url = "http://127.0.0.1:\(server.port)"
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await server.run() }
      group.addTask {
        #expect(try await get(url + "/healthz/ready").status == 200)
        let metrics = try await get(url + "/stats/prometheus").body
        #expect(metrics.contains("meltemi_agent_certificate_state{state=\"valid\"} 1\n"))
        #expect(metrics.contains("meltemi_agent_certificate_state{state=\"expired\"} 0\n"))
        #expect(metrics.contains("meltemi_agent_certificate_renewals_total 3\n"))
        #expect(metrics.contains("meltemi_agent_control_plane_connected 0\n"))
        current.status.controlPlaneStreams = 1
        #expect(try await get(url + "/stats/prometheus").body.contains("meltemi_agent_control_plane_connected 1\n"))
        #expect(metrics.contains("istio_agent_cert_expiry_seconds{resource_name=\"default\"} "))
        #expect(try await get(url + "/status?x=1").body.contains("\"serialNumber\": \"4f\""))
        #expect(try await get(url + "/elsewhere").status == 404)
        current.status.certificate?.state = .expired
        #expect(try await get(url + "/healthz/ready").status == 503)
        current.status = AgentStatus(phase: .initializing)
        let waiting = try await get(url + "/healthz/ready")
        #expect(waiting.status == 503)
        #expect(waiting.body.contains("initializing"))
        let without = try await get(url + "/metrics").body
        #expect(!without.contains("certificate"))
      }
      defer { group.cancelAll() }
      try await group.next()
    }
  }

  @Test func takenPortsAreSaid() async throws {
    let faces = AgentFaces { AgentStatus() }
    let logger = LogRecorder.make().logger
    let server = try await StatusServer.open(host: "127.0.0.1", port: 0, faces: faces, logger: logger)
    let port = server.port
    let error = await #expect(throws: AgentError.self) {
      _ = try await StatusServer.open(host: "127.0.0.1", port: port, faces: faces, logger: logger)
    }
    #expect(error?.message.contains("--status-address") == true)
    let running = Task { try await server.run() }
    running.cancel()
    try? await running.value
  }
}
