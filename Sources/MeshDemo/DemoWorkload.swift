import Bookinfo

/// One workload of the demo: a Bookinfo service with a sidecar of its own.
struct DemoWorkload: Sendable, Hashable {
  var kind: BookinfoConfiguration.Kind
  /// The address on which the workload's sidecar owns port 9080: what a pod's address is on Kubernetes.
  var address: String
  /// The address on which the sidecar takes the application's calls to its peers.
  var egressAddress: String
  /// The unix socket on which the application listens, known to its sidecar alone.
  var socketPath: String

  var name: String { kind.workloadName }
  /// The last says that the sidecar takes mutual TLS, as Istio's injection does.
  var labels: [String: String] {
    ["app": kind.serviceName, "version": kind.version, "security.istio.io/tlsMode": "istio"]
  }
  /// The service account, by the name that Istio's Bookinfo has for it.
  var serviceAccount: String { "bookinfo-\(kind.serviceName)" }

  /// The workloads of Bookinfo, in the order in which they are addressed.
  static let kinds: [BookinfoConfiguration.Kind] = [
    .productpage, .details, .reviews(.v1), .reviews(.v2), .reviews(.v3), .ratings,
  ]
}
