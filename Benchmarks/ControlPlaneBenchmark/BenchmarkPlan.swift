import Foundation

/// What to measure, and on which mesh.
struct BenchmarkPlan: Sendable, Codable {
  var services: Int
  var endpoints: Int
  var namespaces: Int
  var hasRules: Bool
  var clients: Int
  /// Whether the sidecars say that they take virtual hosts as resources of their own.
  var takesVirtualHosts: Bool
  /// Whether the sidecars have certificates and connect over TLS.
  var usesTLS: Bool
  var layout: MeshDirectory.Layout
  var ruleChanges: Int
  var endpointChanges: Int
  var churnSeconds: Double
  /// Endpoint changes that may be on their way at a time while churn is measured.
  var churnWindow: Int
  /// Seconds between two changes that are measured one by one, in which what follows a push (analysis of the mesh) happens.
  var pause: Double
  /// Whether proxies reconnect, first to the same control plane and then to one that was killed and started again.
  var reconnects: Bool
  /// Seconds after which something that did not happen ends the benchmark.
  var timeout: Double

  var mesh: SyntheticMesh {
    SyntheticMesh(services: services, endpoints: endpoints, namespaces: namespaces, hasRules: hasRules)
  }
  var limit: Duration { .seconds(timeout) }
}
