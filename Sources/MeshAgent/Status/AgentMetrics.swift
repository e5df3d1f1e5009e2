import Foundation

/// What the agent measures, as Prometheus reads it.
struct AgentMetrics: Sendable {
  let status: AgentStatus
  let now: Date

  /// Text exposition format 0.0.4.
  var text: String {
    var text = ""
    func metric(_ name: String, _ type: String, _ help: String, _ samples: [(labels: String, value: Double)]) {
      guard !samples.isEmpty else { return }
      text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
      for sample in samples { text += "\(name)\(sample.labels) \(Self.number(sample.value))\n" }
    }
    metric("meltemi_agent_envoy_live", "gauge", "Whether Envoy serves.", [("", status.phase == .live ? 1 : 0)])
    metric("meltemi_agent_envoy_restarts_total", "counter", "How often Envoy was started again.", [("", Double(status.restarts))])
    guard let certificate = status.certificate else { return text }
    let states: [CertificateStatus.State] = [.waiting, .valid, .renewalFailing, .expired]
    metric(
      "meltemi_agent_certificate_state", "gauge", "The state that the workload's certificate is in has the value 1.",
      states.map { ("{state=\"\($0.rawValue)\"}", $0 == certificate.state ? 1 : 0) })
    let left = certificate.notAfter.map { $0.timeIntervalSince(now).rounded(.down) }
    // Istio's name for the same, for dashboards that have it.
    for name in ["meltemi_agent_certificate_expiry_seconds", "istio_agent_cert_expiry_seconds"] {
      metric(
        name, "gauge", "Seconds until the workload's certificate expires; negative once it has.",
        left.map { [("{resource_name=\"default\"}", $0)] } ?? [])
    }
    metric(
      "meltemi_agent_certificate_renewals_total", "counter", "Certificates that were obtained.",
      [("", Double(certificate.renewals))])
    metric(
      "meltemi_agent_certificate_failures_total", "counter", "Attempts to get a certificate that failed.",
      [("", Double(certificate.failuresInTotal))])
    metric(
      "meltemi_agent_control_plane_connected", "gauge", "Whether a stream to the control plane is open.",
      [("", status.controlPlaneStreams > 0 ? 1 : 0)])
    return text
  }

  private static func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
  }
}
