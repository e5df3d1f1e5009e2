package import MeshIdentity

/// How a proxy gets the identity that it shows to its peers and to the control plane.
package struct IdentityConfiguration: Sendable, Equatable {
  /// What the workload proves its identity with when it asks for a certificate.
  package enum Credential: Sendable, Hashable {
    /// The text of a join token.
    case joinToken(Redacted<String>)
    /// A file that holds a join token, read for each attempt.
    case joinTokenFile(String)
    /// A file that holds a token which others keep fresh, read for each attempt (Kubernetes, an identity provider).
    case tokenFile(String)

    /// Whether each use of it counts.
    var isCounted: Bool {
      if case .tokenFile = self { false } else { true }
    }

    /// Whether the control plane takes it for the configuration as well; a join token opens the way to a certificate alone.
    var opensConfiguration: Bool {
      if case .tokenFile = self { true } else { false }
    }
  }

  /// Where certificates come from.
  package enum Source: Sendable, Hashable {
    /// The authority at any of the servers signs them.
    case authority([Server], Credential)
    /// Others put them into the directory: `cert-chain.pem`, `key.pem` and `root-cert.pem`.
    case files(directory: String)
  }

  /// Where a server of the control plane is; TLS needs a host.
  package struct Server: Sendable, Hashable {
    /// A DNS name or an IP address.
    package var host: String
    package var port: Int
  }

  /// The xDS servers of the control plane's replicas, not empty.
  package var discovery: [Server]
  /// Who the workload is.
  package var identity: WorkloadIdentity
  package var source: Source
  /// The file with the roots that the control plane is believed by (PEM), read for each connection.
  package var rootFile: String
  /// The name that the control plane's certificate must hold; nil is the host of the address.
  package var serverName: String?
  /// Lifetime to ask for.
  package var lifetime: Duration
  /// The part of the life that is left when a certificate is renewed, 0..<1.
  package var graceRatio: Double
  /// How far chance moves the renewal to either side, as a part of the life.
  package var graceRatioJitter: Double
  /// Where key and certificates are written as well, and looked for at the start; nil keeps them in memory.
  package var outputDirectory: String?
}
