/// The metrics of a control plane. Names that Istio's dashboards know are kept; what Istio does not measure starts with `meltemi_`.
package enum Metric: String, CaseIterable, Hashable, Sendable {
  case connectedProxies = "pilot_xds"
  case pushes = "pilot_xds_pushes"
  case pushTime = "pilot_xds_push_time"
  case convergenceTime = "pilot_proxy_convergence_time"
  case rejects = "pilot_total_xds_rejects"
  case resourcesBuilt = "meltemi_resources_built_total"
  case bytesBuilt = "meltemi_resources_built_bytes_total"
  case resourcesReused = "meltemi_resources_reused_total"
  case bytesSent = "meltemi_xds_sent_bytes_total"
  case resourcesSent = "meltemi_xds_sent_resources_total"
  case resourcesHeld = "meltemi_resources_held"
  case proxyClasses = "meltemi_proxy_classes"
  case buildFailures = "meltemi_build_failures_total"
  case snapshots = "meltemi_snapshot_generation"
  case configErrors = "meltemi_config_errors"
  case configWarnings = "meltemi_config_warnings"
  case certificateRequests = "citadel_server_csr_count"
  case certificatesIssued = "citadel_server_success_cert_issuance_count"
  case rootExpiry = "citadel_server_root_cert_expiry_seconds"
  case configurationsGranted = "meltemi_configurations_granted_total"
  case refusals = "meltemi_identity_refusals_total"
  case handshakes = "meltemi_tls_handshakes_total"
  case servingCertificateExpiry = "meltemi_serving_certificate_expiry_seconds"
  case statusLeader = "meltemi_status_leader"
  case statusWrites = "meltemi_status_writes_total"
  case statusQueue = "meltemi_status_queue"

  package enum Kind: String, Sendable { case counter, gauge, histogram }

  package var kind: Kind {
    switch self {
    case .connectedProxies, .resourcesHeld, .proxyClasses, .snapshots, .configErrors, .configWarnings, .rootExpiry,
      .servingCertificateExpiry, .statusLeader, .statusQueue:
      .gauge
    case .pushTime, .convergenceTime: .histogram
    default: .counter
    }
  }

  /// Whether the metric only occurs with labels.
  package var isLabelled: Bool {
    switch self {
    case .pushes, .rejects, .resourcesBuilt, .bytesBuilt, .resourcesReused, .bytesSent, .resourcesSent, .proxyClasses, .refusals,
      .handshakes, .statusWrites:
      true
    default: false
    }
  }

  /// Upper bounds of a histogram's buckets, in seconds.
  package var buckets: [Double] {
    switch self {
    case .pushTime: [0.0001, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10]
    case .convergenceTime: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3, 5, 10, 30]
    default: []
    }
  }

  package var help: String {
    switch self {
    case .connectedProxies: "Proxies with an open stream."
    case .pushes: "Responses sent, by type of resource."
    case .pushTime: "Seconds from a new snapshot of the mesh to the publication of what changed for every proxy."
    case .convergenceTime: "Seconds from the publication of a change for a proxy to the proxy's acknowledgement."
    case .rejects: "Responses that a proxy refused, by type of resource."
    case .resourcesBuilt: "Resources rendered, by type."
    case .bytesBuilt: "Bytes of the resources rendered, by type."
    case .resourcesReused: "Resources that were wanted and already built from the same inputs, by type."
    case .bytesSent: "Bytes of the responses sent, by type of resource."
    case .resourcesSent: "Resources in the responses sent, by type of resource."
    case .resourcesHeld: "Different resources held in memory."
    case .proxyClasses: "Classes of proxies with equal configuration, by side (outbound, inbound)."
    case .buildFailures: "Resources that could not be rendered; their last good form stayed in force."
    case .snapshots: "Generation of the newest snapshot of the mesh."
    case .configErrors: "Diagnostics of severity error that are in force."
    case .configWarnings: "Diagnostics of severity warning that are in force."
    case .certificateRequests: "Requests for certificates, granted or refused."
    case .certificatesIssued: "Certificates issued to workloads."
    case .rootExpiry: "Seconds until the newest root of the certificate authority expires."
    case .configurationsGranted: "Streams of proxies that proved who they are."
    case .refusals: "Requests refused because of who asked or what for, by purpose and reason."
    case .handshakes: "Connections to the TLS port, by how their handshake ended."
    case .servingCertificateExpiry: "Seconds until the certificate of the TLS port expires."
    case .statusLeader: "1 where this replica writes the status of rules, 0 where another does."
    case .statusWrites: "Statuses of rules written to the API server, by what became of them."
    case .statusQueue: "Statuses of rules that wait to be written."
    }
  }
}
