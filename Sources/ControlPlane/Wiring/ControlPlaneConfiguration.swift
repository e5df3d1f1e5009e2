package import KubernetesSource
package import MeshState

/// What a control plane needs to know. Every field has the default of the port table in docs/architecture.md.
package struct ControlPlaneConfiguration: Sendable {
  /// Directories of YAML; where two hold one object, the one named first wins.
  package var directories: [String]
  /// An API server to read from; where it and a directory hold one object, the directory's counts.
  package var cluster: ClusterOption?
  /// What of a cluster is read.
  package var clusterOptions = KubernetesSourceOptions()
  /// What is written back to it.
  package var status = StatusConfiguration()
  /// A file with an Istio MeshConfig; nil for the defaults.
  package var meshConfigFile: String?
  /// Where the xDS server listens, in plain text: on loopback, unless `allowsPlaintextOnNetwork`. Port 0 picks a free one.
  package var xdsHost = "127.0.0.1"
  package var xdsPort = 15010
  package var allowsPlaintextOnNetwork = false
  /// The TLS port and the certificate authority; nil for a control plane that serves plain text alone.
  package var security: SecurityConfiguration?
  /// Where the debug faces, metrics and readiness are served.
  package var httpHost = "127.0.0.1"
  package var httpPort = 15014
  /// Whether unknown fields are errors.
  package var isStrict = false
  package var holdoff = Holdoff()
  /// What fetching the key sets of RequestAuthentications may cost.
  package var keySetLimits = KeySetLimits()
  /// A file with roots (PEM) by which the servers of key sets and of OIDC issuers are believed beside the system's.
  package var issuerRootsFile: String?

  /// How long a proxy that comes while the sources are still being read is kept waiting before it is refused.
  package var startPatience = Duration.seconds(15)

  package init(directories: [String], meshConfigFile: String? = nil) {
    self.directories = directories
    self.meshConfigFile = meshConfigFile
  }
}

/// Where a control plane really listens.
package struct ControlPlaneAddresses: Hashable, Sendable {
  package var xds: BoundAddress
  /// The TLS port, where there is one.
  package var secure: BoundAddress?
  package var http: BoundAddress
}
